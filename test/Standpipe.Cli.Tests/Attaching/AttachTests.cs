using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Standpipe.Cli.Attaching;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Cli.Tests.Reporting;
using Standpipe.Inspection;
using Standpipe.Observation;

namespace Standpipe.Cli.Tests.Attaching;

/// <summary><c>standpipe attach</c>, at pipelines that a shell started.</summary>
public class AttachTests
{
    private const string Reason = "Windows does not tell who holds a pipe.";
    private const int HangGuard = 60_000;

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Find_ShellAndStages_GiveTheSamePipeline()
    {
        using ChildProcess shell = ShellPipeline.Start("cat /dev/zero | gzip -1 | cat > /dev/null");
        FoundPipeline pipeline = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");

        Assert.Equal(["cat.1->gzip.0", "gzip.1->cat-2.0"], pipeline.Edges.Select(edge => edge.Name));
        PipeMap map = PipeMap.Capture();
        Assert.All(pipeline.Stages, stage => Assert.Equal(
            pipeline.Edges, PipelineFinder.Find(map, stage.Process.Id, Environment.ProcessId).Edges));
        Assert.DoesNotContain(shell.Id, pipeline.Stages.Select(stage => stage.Process.Id));
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Record_EndOfSomebodyOutside_HasNoNumber()
    {
        using ChildProcess child = ChildProcess.Start(Tool.Options(Tool.TestChild, ["hold"], ChildInput.Pipe, ChildOutput.Pipe));
        await Tool.ReadyAsync(child);

        // This process is outside: it started the child, and has the other ends.
        FoundPipeline pipeline = PipelineFinder.Find(PipeMap.Capture(), child.Id, ownId: 0);
        using GraphObserver observer = new(pipeline.Stages.Select(stage => new ObservedStage(stage.Name, stage.Process.Id)), pipeline.Edges);
        RunRecord run = AttachRecord.Build(pipeline, new AttachFacts(DateTimeOffset.Now, 0, TimeSpan.Zero, null, 0), observer.Profile);

        string stage = Assert.Single(run.Stages).Name;
        PortRecord[] ports = [.. run.Edges.SelectMany(edge => (PortRecord[])[edge.From, edge.To])];
        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.Equal(port.Stage == stage, port.Fd is not null));
        Assert.Contains(ports, port => port.Fd is null);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Find_ShellWithCommandsInAGroup_IsOneStageWithThem()
    {
        using ChildProcess shell = ShellPipeline.Start("{ cat; true; } | gzip > /dev/null");
        FoundPipeline pipeline = await ShellPipeline.FindAsync(shell, "cat", "gzip");

        // The shell, under the name of what it waits for.
        Assert.Equal(["sh", "gzip"], pipeline.Stages.Select(stage => stage.Process.Name));
        _ = Assert.Single(pipeline.Edges);
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Json_Pipeline_NamesTheBottleneckAndNoExit()
    {
        using Scratch scratch = new();
        using ChildProcess shell = ShellPipeline.Start("cat /dev/zero | gzip -1 | cat > /dev/null");
        FoundPipeline pipeline = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");
        string id = shell.Id.ToString(CultureInfo.InvariantCulture);

        // A loaded machine may leave too little to tell it from: then it is looked at again.
        RunRecord? run = null;
        while (run?.Bottleneck?.Stage != "gzip")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            ChildResult result = await Tool.RunAsync("attach", id, "--for", "2s", "--json", scratch.In("run.json"));
            Assert.Equal((ExitStatus.FromCode(0), string.Empty), (result.Status, Said(result)));
            byte[] json = File.ReadAllBytes(scratch.In("run.json"));
            Assert.Empty(RunJsonTests.Schema.Check(System.Text.Json.JsonDocument.Parse(json).RootElement));
            run = RunJson.Read(json)!;
        }

        Assert.Equal(("observed", 0), (run.Result.State, run.Result.ExitCode));
        Assert.Equal(pipeline.Stages.Select(stage => (int?)stage.Process.Id), run.Stages.Select(stage => stage.Pid));
        Assert.All(run.Stages, stage => Assert.Equal(("unknown", null), (stage.Exit.Kind, stage.Exit.Code)));
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Pipeline_Ends_EndsAttachWithTheSummary()
    {
        using ChildProcess shell = ShellPipeline.Start("cat | tr a b | wc -c");
        _ = await ShellPipeline.FindAsync(shell, "cat", "tr", "wc");
        using ChildProcess tool = Attach(shell);
        using StreamReader words = new(tool.StandardError!);
        _ = await words.ReadLineAsync(TestContext.Current.CancellationToken);

        byte[] block = Encoding.ASCII.GetBytes(new string('a', 1 << 20));
        await shell.StandardInput!.WriteAsync(block, TestContext.Current.CancellationToken);
        shell.StandardInput.Dispose();
        ChildResult counted = await shell.WaitForResultAsync(TestContext.Current.CancellationToken);
        string error = await words.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal("1048576", counted.StandardOutput!.Text.Trim());
        Assert.Equal(ExitStatus.FromCode(0), await tool.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("result: Observed; how the stages end is not known.\n", error, StringComparison.Ordinal);
        Assert.Matches(@"\ncat .*\ntr .*\nwc .*\nedge (.*\n)+cat\.1->tr\.0 .*\ntr\.1->wc\.0 ", error);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Pipeline_WritesThePipeThatAttachWrites_ItsReaderIsNoStage()
    {
        // What reads both ends only when attach does.
        using ChildProcess shell = ChildProcess.Start(new ChildProcessOptions(
            "/bin/sh", "-c", "exec 3<&0; { cat <&3 | tr a b & until grep -q tr /proc/$!/comm; do :; done; \"$0\" attach $! --progress=0.1 --summary 2>&1; } | cat", Tool.Path)
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        using StreamReader words = new(shell.StandardOutput!);
        _ = await words.ReadLineAsync(TestContext.Current.CancellationToken);

        shell.StandardInput!.Dispose();

        string rest = await words.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Matches(@"\ntr [^\n]*\nedge [^\n]*\n\w+\.1->tr\.0 [^\n]*\n(?!\w*tr\.1)", rest);
        Assert.Equal(ExitStatus.FromCode(0), await shell.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Pipeline_Attached_PassesTheSameBytes()
    {
        using Scratch scratch = new();
        using ChildProcess shell = ShellPipeline.Start("cat | cat | sha256sum");
        _ = await ShellPipeline.FindAsync(shell, "cat", "cat-2", "sha256sum");
        using ChildProcess tool = Attach(shell, "--json", scratch.In("run.json"));
        using StreamReader words = new(tool.StandardError!);
        _ = await words.ReadLineAsync(TestContext.Current.CancellationToken);

        byte[] block = RandomNumberGenerator.GetBytes(32 << 20);
        await shell.StandardInput!.WriteAsync(block, TestContext.Current.CancellationToken);
        shell.StandardInput.Dispose();
        ChildResult hashed = await shell.WaitForResultAsync(TestContext.Current.CancellationToken);
        _ = await words.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(block))}  -\n", hashed.StandardOutput!.Text);
        Assert.Equal(ExitStatus.FromCode(0), await tool.WaitForExitAsync(TestContext.Current.CancellationToken));

        // It did look while they passed.
        Assert.Contains(
            RunJson.Read(File.ReadAllBytes(scratch.In("run.json")))!.Edges, edge => edge.Name == "cat.1->cat-2.0" && edge.Bytes > 0 && edge.Bytes <= block.Length);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Process_OfAnotherUser_IsAnErrorThatSaysSo()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to become another user");
        using ChildProcess shell = ShellPipeline.Start("cat /dev/zero | gzip -1 | cat > /dev/null");
        _ = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");
        string id = shell.Id.ToString(CultureInfo.InvariantCulture);

        ChildResult result = await Tool.RunAsNobodyAsync("attach", id);

        Assert.Equal(
            (ExitStatus.FromCode(1), $"standpipe: no permission to see the pipes of process {id} (sh), which is user root's\n"), (result.Status, Tool.Error(result)));
        Assert.Empty(result.StandardOutput!.Text);
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Process_OfAUserWhoSeesNotAll_IsToldOf()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to become another user");

        // Nothing tells when the shell has started both.
        ChildResult result = await Tool.RunByAsync(
            Tool.AsNobody[0],
            [.. Tool.AsNobody[1..], "/bin/sh", "-c", "cat /dev/zero | cat >/dev/null & until \"$0\" attach $! --for 100ms --summary; do :; done; kill $!", Tool.Path]);

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Matches("\nNot seen: the descriptors of .* that this user may not look at; ", Tool.Error(result));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Interrupted_WhileAFifoHasNoReader_LeavesNothing()
    {
        using Scratch scratch = new();
        using ChildProcess shell = ShellPipeline.Start("cat /dev/zero | gzip -1 | cat > /dev/null");
        _ = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");
        string fifo = scratch.MakeFifo("fifo");
        using ChildProcess tool = Tool.Start("attach", shell.Id.ToString(CultureInfo.InvariantCulture), "--json", scratch.In("run.json"), "--report", fifo);

        // Once the one file is there it is about to wait for the other, and listens to signals.
        while (Directory.GetFiles(scratch.Path).Length < 2)
        {
            await Task.Yield();
        }

        Assert.True(tool.Signal(PosixSignal.SIGINT));
        (ExitStatus status, _) = await Tool.EndAsync(tool);

        Assert.Equal("SIGINT", status.ToString());
        Assert.Equal(["fifo"], Directory.GetFiles(scratch.Path).Select(Path.GetFileName));
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task Report_Pipeline_IsShownByABrowser()
    {
        using Scratch scratch = new();
        using ChildProcess shell = ShellPipeline.Start("cat /dev/zero | gzip -1 | cat > /dev/null");
        _ = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");

        ChildResult result = await Tool.RunAsync("attach", shell.Id.ToString(CultureInfo.InvariantCulture), "--for", "2s", "--report", scratch.In("run.html"));
        (string document, string[] console) = await Browser.OpenAsync(scratch.In("run.html"));

        Assert.Equal((ExitStatus.FromCode(0), string.Empty), (result.Status, Said(result)));
        Assert.Empty(console);
        Assert.Contains("<p>Observed; how the stages end is not known.</p>", document, StringComparison.Ordinal);
        Assert.Contains("cat.1-&gt;gzip.0", document, StringComparison.Ordinal);
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Interrupted_DiesByTheSignalAndLeavesThePipeline()
    {
        using ChildProcess shell = ShellPipeline.Start("cat /dev/zero | gzip -1 | cat > /dev/null");
        FoundPipeline pipeline = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");
        using ChildProcess tool = Attach(shell);
        using StreamReader words = new(tool.StandardError!);
        _ = await words.ReadLineAsync(TestContext.Current.CancellationToken);

        _ = tool.Signal(PosixSignal.SIGINT);

        Assert.Equal("SIGINT", (await tool.WaitForExitAsync(TestContext.Current.CancellationToken)).ToString());
        PipeMap map = PipeMap.Capture();
        Assert.All(pipeline.Stages, stage => Assert.NotEmpty(map.FindProcess(stage.Process.Id)!.Ends));
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Json_CannotBeWritten_IsAnError()
    {
        using ChildProcess shell = ShellPipeline.Start("cat /dev/zero | gzip -1 | cat > /dev/null");
        _ = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");

        ChildResult result = await Tool.RunAsync("attach", shell.Id.ToString(CultureInfo.InvariantCulture), "--for", "100ms", "--json", "/dev/full");

        Assert.Equal(ExitStatus.FromCode(1), result.Status);
        Assert.StartsWith("standpipe: cannot write '/dev/full': ", Tool.Error(result), StringComparison.Ordinal);
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxTheory(Reason, Timeout = HangGuard)]
    [InlineData("2000000000", 1, "standpipe: there is no process 2000000000\n")]
    [InlineData("x", 2, "standpipe: 'x' is not a process id: give a number above 0\nTry 'standpipe attach --help'.\n")]
    [InlineData("0", 2, "standpipe: '0' is not a process id: give a number above 0\nTry 'standpipe attach --help'.\n")]
    public async Task Process_NotThere_IsAnError(string id, int code, string error)
    {
        ChildResult result = await Tool.RunAsync("attach", id);

        Assert.Equal((ExitStatus.FromCode(code), error), (result.Status, Tool.Error(result)));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Process_WithoutPipes_IsAnError()
    {
        using ChildProcess alone = Tool.StartWithoutPipes("sleep", "1000");

        ChildResult result = await Tool.RunAsync("attach", alone.Id.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(ExitStatus.FromCode(1), result.Status);
        Assert.Matches(@"^standpipe: process \d+ \(sleep\) holds no pipe that leads to another process, nor does any that it started\n$", Tool.Error(result));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Process_WithANameThatATerminalWouldObey_IsToldOfSafely()
    {
        using Scratch scratch = new();
        string program = scratch.In("a\e[2Jb");
        File.Copy("/bin/sleep", program);
        using ChildProcess alone = Tool.StartWithoutPipes(program, "1000");

        ChildResult result = await Tool.RunAsync("attach", alone.Id.ToString(CultureInfo.InvariantCulture));

        Assert.StartsWith($"standpipe: process {alone.Id} (a?[2Jb) holds no pipe", Tool.Error(result), StringComparison.Ordinal);
    }

    [LinuxFact(Reason)]
    public void Find_TheToolItself_IsRefused() => Assert.Throws<AttachFailedException>(
        () => PipelineFinder.Find(PipeMap.Capture(), Environment.ProcessId, Environment.ProcessId));

    /// <summary>What it said, but for what an ordinary user may not see on this machine.</summary>
    private static string Said(ChildResult result) =>
        string.Concat(Tool.Error(result).Split('\n').Where(line => !line.StartsWith("Not seen: ", StringComparison.Ordinal)));

    /// <summary>Starts the tool, with its error in the test's hands: its first line comes when it observes.</summary>
    private static ChildProcess Attach(ChildProcess shell, params string[] options) => ChildProcess.Start(
        new ChildProcessOptions(Tool.Path, ["attach", shell.Id.ToString(CultureInfo.InvariantCulture), "--progress=0.1", "--summary", .. options])
        {
            StandardError = ChildOutput.Pipe,
        });
}
