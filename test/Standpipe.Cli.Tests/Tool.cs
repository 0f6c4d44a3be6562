namespace Standpipe.Cli.Tests;

/// <summary>The tool and the test child; the project references put both beside the tests.</summary>
internal static class Tool
{
    internal static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Standpipe.Cli");

    internal static string TestChild { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Standpipe.TestChild");

    /// <summary>Runs the tool to its end.</summary>
    internal static ChildResult Run(params string[] arguments) => ChildProcess.Run(new ChildProcessOptions(Path, arguments)
    {
        StandardInput = ChildInput.Null,
        StandardOutput = ChildOutput.Capture,
        StandardError = ChildOutput.Capture,
    });
}
