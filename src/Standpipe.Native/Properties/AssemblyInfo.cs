using System.Runtime.Versioning;

// On Windows the functions are the system's own.
[assembly: SupportedOSPlatform("linux")]
