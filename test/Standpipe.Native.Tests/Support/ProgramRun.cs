namespace Standpipe.Native.Tests.Support;

/// <summary>What a program printed and how it ended. Line ends are Linux's.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ProgramRun(ExitStatus Status, string Output, string Error)
{
    /// <summary>Runs a program to its end.</summary>
    internal static async Task<ProgramRun> StartAsync(ChildProcessOptions options)
    {
        ProgramRun run = await OnceAsync(options);

        // Wine's server ends with its last program, and may do so just as the next begins: that one dies before it has run at all.
        return run.Error.StartsWith("wine client error:", StringComparison.Ordinal) ? await OnceAsync(options) : run;
    }

    private static async Task<ProgramRun> OnceAsync(ChildProcessOptions options)
    {
        ChildResult result = await ChildProcess.RunAsync(options, TestContext.Current.CancellationToken);
        return new ProgramRun(result.Status, Text(result.StandardOutput), Text(result.StandardError));
    }

    /// <summary>Options for a program of which everything is captured.</summary>
    internal static ChildProcessOptions Captured(string program, params string[] arguments) => new(program, arguments)
    {
        StandardInput = ChildInput.Null,
        StandardOutput = ChildOutput.Capture,
        StandardError = ChildOutput.Capture,
    };

    /// <summary>The same, with a working directory.</summary>
    internal static ChildProcessOptions CapturedIn(string folder, string program, params string[] arguments) => new(program, arguments)
    {
        WorkingDirectory = folder,
        StandardInput = ChildInput.Null,
        StandardOutput = ChildOutput.Capture,
        StandardError = ChildOutput.Capture,
    };

    private static string Text(CapturedOutput? captured) => (captured?.Text ?? string.Empty).ReplaceLineEndings("\n");
}
