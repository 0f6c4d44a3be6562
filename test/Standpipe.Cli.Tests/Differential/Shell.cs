namespace Standpipe.Cli.Tests.Differential;

/// <summary>The shells that the tool is compared with.</summary>
internal static class Shell
{
    /// <summary>Gets the system's sh, or the one in STANDPIPE_SH.</summary>
    internal static string Path { get; } = Named("STANDPIPE_SH", "/bin/sh");

    /// <summary>Gets what process substitution is compared with: bash, or the one in STANDPIPE_BASH.</summary>
    internal static string Bash { get; } = Named("STANDPIPE_BASH", "/bin/bash");

    private static string Named(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path ? path : otherwise;
}
