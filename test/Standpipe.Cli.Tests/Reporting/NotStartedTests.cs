using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Standpipe.Cli.Tests.Reporting;

/// <summary>What is written of a run that did not begin, and when a run began.</summary>
public class NotStartedTests
{
    private const string Reason = "Programs, signals and FIFOs are those of Linux.";
    private const int HangUp = 1;

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("cat | cat <missing", "cat-2", "not-started", 125)]
    [InlineData("true | PATH=/none true", "true-2", "spawn-failed", 127)]
    public async Task Json_FileOrProgramIsMissing_NamesTheStage(string graph, string cause, string kind, int code)
    {
        using Scratch scratch = new();
        _ = scratch.Write("run.json", "yesterday's");

        ChildResult result = await Tool.RunByAsync("/bin/sh", "-c", $"cd '{scratch.Path}' && exec '{Tool.Path}' run --json run.json --report run.html '{graph}'");

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        JsonElement run = Read(scratch);
        Assert.Equal(("not-started", code, cause), (State(run), run.GetProperty("result").GetProperty("exit_code").GetInt32(), run.GetProperty("result").GetProperty("cause_stage").GetString()));
        Assert.Equal(["not-started", kind], run.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("exit").GetProperty("kind").GetString()));
        Assert.Contains("<h1>Nothing ran", File.ReadAllText(scratch.In("run.html")), StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("cat <fifo", "", "those of cat")]
    [InlineData("cat", "--status-file fifo", "'fifo'")]
    [InlineData("cat", "--report fifo", "'fifo'")]
    public async Task Json_TimeIsOverWhileAFifoWaits_SaysSo(string graph, string option, string pending)
    {
        using Scratch scratch = new();
        _ = scratch.MakeFifo("fifo");

        ChildResult result = await Tool.RunByAsync("/bin/sh", "-c", $"cd '{scratch.Path}' && exec '{Tool.Path}' run --timeout 300ms {option} --json run.json '{graph}'");

        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        Assert.Equal($"standpipe: timed out after 0.3 s, before every file was open: waiting for {pending}\n", result.StandardError!.Text);
        Assert.Equal(("not-started", 124), (State(Read(scratch)), Read(scratch).GetProperty("result").GetProperty("exit_code").GetInt32()));
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("cat <fifo", "")]
    [InlineData("cat", "--status-file fifo")]
    [InlineData("cat", "--report fifo")]
    public async Task Signal_WhileAFifoWaits_EndsTheToolByIt(string graph, string option)
    {
        using Scratch scratch = new();
        _ = scratch.MakeFifo("fifo");
        using ChildProcess tool = ChildProcess.Start(new ChildProcessOptions(Tool.Path, [.. $"run --json run.json {option}".Split(' ', StringSplitOptions.RemoveEmptyEntries), graph])
        {
            WorkingDirectory = scratch.Path,
            StandardError = ChildOutput.Capture,
            ProcessGroup = ProcessGroupMode.New,
        });

        // From then on it is the tool's business to end.
        await SignalTests.WaitForAsync($"/proc/{tool.Id}/status", status => SignalTests.Catches(status, HangUp));
        Assert.True(tool.Signal(System.Runtime.InteropServices.PosixSignal.SIGHUP));
        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal((HangUp, string.Empty), (status.Signal, error));
        Assert.Equal(["fifo", "run.json"], Directory.GetFileSystemEntries(scratch.Path).Select(path => Path.GetFileName(path)).Order());
        JsonElement end = Read(scratch).GetProperty("result");
        Assert.Equal(("not-started", 129, HangUp), (end.GetProperty("state").GetString(), end.GetProperty("exit_code").GetInt32(), end.GetProperty("signal").GetInt32()));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_OtherFileCannotBeWritten_SaysThatNothingRan()
    {
        using Scratch scratch = new();
        _ = scratch.Write("run.json", "yesterday's");
        _ = scratch.Write("status", "0\tyesterday's\n");

        ChildResult result = await Tool.RunAsync(
            "run", "--report", scratch.In("no/such"), "--json", scratch.In("run.json"), "--status-file", scratch.In("status"), $"sh -c 'echo ran >{scratch.In("ran")}'");

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Empty(File.ReadAllText(scratch.In("status")));
        Assert.Equal("not-started", State(Read(scratch)));
        Assert.Contains("no/such", Read(scratch).GetProperty("result").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(["run.json", "status"], Directory.GetFileSystemEntries(scratch.Path).Select(Path.GetFileName).Order());
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task StatusFile_CannotBeWritten_KeepsTheExitCode()
    {
        ChildResult result = await Tool.RunAsync("run", "--status-file", "/dev/full", "sh -c 'exit 9'");

        Assert.Equal(ExitStatus.FromCode(9), result.Status);
        Assert.StartsWith("standpipe: ", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_StartByTheClockThatNobodySets_IsTheGraphs()
    {
        using Scratch scratch = new();
        string ready = scratch.MakeFifo("ready");
        string later = scratch.MakeFifo("later");
        using ChildProcess tool = Tool.Start("run", "--json", scratch.In("run.json"), $"cat <'{ready}' | cat <'{later}'");

        // To open this side waits until the tool has the other; the graph starts only after the second one.
        await OpenAsync(ready);
        long before = (long)(Stopwatch.GetElapsedTime(0).TotalSeconds * 1e9);
        await OpenAsync(later);
        (ExitStatus status, _) = await Tool.EndAsync(tool);

        Assert.Equal(ExitStatus.FromCode(0), status);
        Assert.True(Read(scratch).GetProperty("start_ns").GetInt64() > before, before.ToString(CultureInfo.InvariantCulture));
    }

    private static Task OpenAsync(string fifo) => Task.Run(
        () => File.OpenHandle(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose(), TestContext.Current.CancellationToken);

    private static string? State(JsonElement run) => run.GetProperty("result").GetProperty("state").GetString();

    private static JsonElement Read(Scratch scratch)
    {
        JsonElement run = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement;
        Assert.Empty(RunJsonTests.Schema.Check(run));
        return run;
    }
}
