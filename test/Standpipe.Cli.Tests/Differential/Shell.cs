namespace Standpipe.Cli.Tests.Differential;

/// <summary>The sh that the tool is compared with: the system's, or the one in STANDPIPE_SH.</summary>
internal static class Shell
{
    internal static string Path { get; } =
        Environment.GetEnvironmentVariable("STANDPIPE_SH") is { Length: > 0 } path ? path : "/bin/sh";
}
