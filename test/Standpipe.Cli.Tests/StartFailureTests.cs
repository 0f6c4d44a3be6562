namespace Standpipe.Cli.Tests;

public class StartFailureTests
{
    private const string Reason = "Programs and paths are those of Linux.";

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("@write new >out | no-such-program", 127, "no-such-program")]
    [InlineData("no-such-program | @write new >out", 127, "no-such-program")]
    [InlineData("@write new >out | ./no-such-program", 127, "./no-such-program")]
    [InlineData("@write new >out | ./plain", 126, "./plain")]
    [InlineData("@write new >out | ./directory", 126, "./directory")]
    public async Task Run_LaterProgramCannotBeRun_TouchesNothing(string graph, int code, string named)
    {
        using Scratch scratch = new();
        _ = scratch.Write("out", "old");
        _ = scratch.Write("plain", "text");
        _ = Directory.CreateDirectory(scratch.In("directory"));

        ChildResult result = await RunInAsync(scratch, graph);

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        Assert.StartsWith("standpipe: ", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Contains(named, result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Equal("old", await File.ReadAllTextAsync(scratch.In("out"), TestContext.Current.CancellationToken));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_OneFileIsMissingWhileAnotherWaits_SaysSo()
    {
        using Scratch scratch = new();
        _ = scratch.MakeFifo("fifo");

        ChildResult result = await RunInAsync(scratch, "@cat <missing | @cat >fifo");

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains("'missing'", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("@hold | @hold | ./no-format")]
    [InlineData("@in-session hold | ./no-format")]
    public async Task Run_LaterProgramFailsAtExec_StopsWhatStarted(string graph)
    {
        using Scratch scratch = new();
        _ = scratch.Write("no-format", "\u007fELF no program", executable: true);
        using AnonymousPipe forever = AnonymousPipe.Create();

        // The run ends when all have left standard error; the stages themselves would never.
        ChildResult result = await RunInAsync(scratch, graph, forever.ReadEnd);

        Assert.Equal(ExitStatus.FromCode(126), result.Status);
        Assert.Contains("no-format", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("@write a >started | @cat <missing", "missing")]
    [InlineData("@write a | @cat >missing/out", "missing/out")]
    [InlineData("@write a 2>directory | @cat", "directory")]
    public async Task Run_FileCannotBeOpened_Is125AndRunsNothing(string graph, string named)
    {
        using Scratch scratch = new();
        _ = Directory.CreateDirectory(scratch.In("directory"));

        ChildResult result = await RunInAsync(scratch, graph);

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains(named, result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Empty(result.StandardOutput!.Text);
        Assert.True(!File.Exists(scratch.In("started")) || new FileInfo(scratch.In("started")).Length == 0);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_ProgramOfItsOwnPath_IsFoundThere()
    {
        using Scratch scratch = new();
        _ = scratch.Write("only-here", "#!/bin/sh\necho found\n", executable: true);

        ChildResult found = await RunInAsync(scratch, $"PATH='{scratch.Path}' only-here");
        ChildResult missing = await RunInAsync(scratch, "only-here");

        Assert.Equal("found\n", found.EnsureSuccess().StandardOutput!.Text);
        Assert.Equal(ExitStatus.FromCode(127), missing.Status);
    }

    private static Task<ChildResult> RunInAsync(Scratch scratch, string graph, PipeReadEnd? input = null) => ChildProcess.RunAsync(
        new ChildProcessOptions(Tool.Path, "run", Tool.Graph(graph))
        {
            WorkingDirectory = scratch.Path,
            StandardInput = input is null ? ChildInput.Null : input,
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Capture,
        },
        TestContext.Current.CancellationToken);
}
