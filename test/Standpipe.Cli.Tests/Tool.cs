namespace Standpipe.Cli.Tests;

/// <summary>The tool and the test child; the project references put both beside the tests.</summary>
internal static class Tool
{
    internal static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Standpipe.Cli.exe" : "Standpipe.Cli");

    internal static string TestChild { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Standpipe.TestChild.exe" : "Standpipe.TestChild");

    /// <summary>Writes <c>@verb</c> for the test child in a graph.</summary>
    internal static string Graph(string text) => text.Replace("@", $"'{TestChild}' ", StringComparison.Ordinal);

    /// <summary>Runs the tool to its end; that is not before everybody has left its output and its error.</summary>
    internal static Task<ChildResult> RunAsync(params string[] arguments) => RunAsync(ChildInput.Null, arguments);

    internal static Task<ChildResult> RunAsync(ChildInput input, params string[] arguments) =>
        ChildProcess.RunAsync(Options(Path, arguments, input, ChildOutput.Capture), TestContext.Current.CancellationToken);

    /// <summary>Runs a program that runs the tool.</summary>
    internal static Task<ChildResult> RunByAsync(string program, params string[] arguments) =>
        ChildProcess.RunAsync(Options(program, arguments, ChildInput.Null, ChildOutput.Capture), TestContext.Current.CancellationToken);

    /// <summary>What runs a program as a user without any right; only root may.</summary>
    internal static string[] AsNobody { get; } = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    /// <summary>Runs the tool as a user without any right.</summary>
    internal static Task<ChildResult> RunAsNobodyAsync(params string[] arguments) => RunByAsync(AsNobody[0], [.. AsNobody[1..], Path, .. arguments]);

    /// <summary>Starts the tool, with its input and output in the test's hands and its error captured.</summary>
    internal static ChildProcess Start(params string[] arguments) => ChildProcess.Start(Options(Path, arguments, ChildInput.Pipe, ChildOutput.Pipe));

    /// <summary>
    /// Starts the tool in a group of its own: it has no terminal then, even if the tests have one. In a session of its own nobody could continue it, and
    /// the system would not stop it.
    /// </summary>
    internal static ChildProcess StartInGroup(params string[] arguments) => ChildProcess.Start(new ChildProcessOptions(Path, arguments)
    {
        StandardInput = ChildInput.Pipe,
        StandardOutput = ChildOutput.Pipe,
        StandardError = ChildOutput.Capture,
        ProcessGroup = ProcessGroupMode.New,
    });

    /// <summary>Starts a program that has nothing to do with a pipe.</summary>
    internal static ChildProcess StartWithoutPipes(string program, params string[] arguments) => ChildProcess.Start(new ChildProcessOptions(program, arguments)
    {
        StandardInput = ChildInput.Null,
        StandardOutput = ChildOutput.Null,
        StandardError = ChildOutput.Null,
    });

    internal static ChildProcessOptions Options(string program, string[] arguments, ChildInput input, ChildOutput output) => new(program, arguments)
    {
        StandardInput = input,
        StandardOutput = output,
        StandardError = ChildOutput.Capture,
    };

    /// <summary>What it said on standard error, with the line ends of Linux.</summary>
    internal static string Error(ChildResult result) =>
        OperatingSystem.IsWindows() ? result.StandardError!.Text.ReplaceLineEndings("\n") : result.StandardError!.Text;

    /// <summary>Waits for one byte of the child's output.</summary>
    internal static async Task ReadyAsync(ChildProcess child) =>
        await child.StandardOutput!.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);

    /// <summary>Waits for the end and gives the status and standard error.</summary>
    internal static async Task<(ExitStatus Status, string Error)> EndAsync(ChildProcess child)
    {
        ChildResult result = await child.WaitForResultAsync(TestContext.Current.CancellationToken);
        return (result.Status, result.StandardError!.Text);
    }
}
