using System.Runtime.Versioning;

// What is tested here is measured by sh, /proc and signals.
[assembly: SupportedOSPlatform("linux")]
