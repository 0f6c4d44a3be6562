using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;
using Standpipe.Cli.Tests.Viewing;

namespace Standpipe.Cli.Tests;

public partial class SignalTests
{
    private const string Reason = "Windows has no signals.";

    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int TerminateSignal = 15;
    private const int TerminalStop = 20;
    private const byte ControlC = 3;

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData(HangUp)]
    [InlineData(Interrupt)]
    [InlineData(3)]
    [InlineData(TerminateSignal)]
    public async Task Signal_ToTheTool_EndsItByThatSignal(int number)
    {
        using ChildProcess tool = Tool.StartInGroup("run", Tool.Graph("@hold | @hold"));
        await Tool.ReadyAsync(tool);

        Assert.True(tool.Signal((PosixSignal)number));
        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal(number, status.Signal);
        Assert.Empty(error);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData(HangUp, "SIGHUP")]
    [InlineData(Interrupt, "SIGINT")]
    [InlineData(TerminateSignal, "SIGTERM")]
    public async Task Signal_ToTheTool_ReachesEachStageOnce(int number, string name)
    {
        using ChildProcess tool = Tool.StartInGroup("run", "--kill-after", "1s", Tool.Graph("@tell-signals a | @tell-signals b"));
        await tool.StandardInput!.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        await Tool.ReadyAsync(tool);

        Assert.True(tool.Signal((PosixSignal)number));
        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([$"a {name}", $"b {name}"], lines.Where(line => line.Contains("SIG", StringComparison.Ordinal)).Order());
        Assert.StartsWith("standpipe: stages were still running 1.000 s after", lines[^1], StringComparison.Ordinal);
        Assert.Equal(number, status.Signal);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Signal_StageThatIgnoresIt_IsKilledAfterTheGrace()
    {
        using ChildProcess tool = Tool.Start("run", "--kill-after", "100ms", Tool.Graph("@ignore-term"));
        await Tool.ReadyAsync(tool);

        Assert.True(tool.Signal(PosixSignal.SIGTERM));
        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal(TerminateSignal, status.Signal);
        Assert.Contains("killed", error, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Signal_Again_EndsTheToolAtOnceAndLeavesNothing()
    {
        using Scratch scratch = new();
        using ChildProcess tool = Tool.Start(
            "run", "--kill-after", "1h", "--json", scratch.In("run.json"), "--report", scratch.In("run.html"), "--status-file", scratch.In("status"), Tool.Graph("@ignore-term"));
        await Tool.ReadyAsync(tool);
        Assert.Equal(3, Directory.GetFiles(scratch.Path).Length);

        // The one that comes with the first, as timeout(1) sends it, is not counted; so it is sent until it has its way.
        Task<(ExitStatus Status, string Error)> end = Tool.EndAsync(tool);
        while (!end.IsCompleted)
        {
            _ = tool.Signal(PosixSignal.SIGTERM);
            await Task.Yield();
        }

        Assert.Equal(TerminateSignal, (await end).Status.Signal);
        Assert.Empty(Directory.GetFiles(scratch.Path));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Signal_WhileTheReportIsBlocked_EndsTheTool()
    {
        using Scratch scratch = new();
        string fifo = scratch.MakeFifo("fifo");

        // The graph's text is in the JSON, which is then more than the FIFO holds.
        using ChildProcess tool = Tool.Start("run", "--json", fifo, "--report", scratch.In("run.html"), "--status-file", scratch.In("status"), $"true {new string('x', 100_000)}");
        using SafeFileHandle reader = await Task.Run(() => File.OpenHandle(fifo, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), TestContext.Current.CancellationToken);
        while (!File.Exists(scratch.In("status")))
        {
            await Task.Yield();
        }

        Assert.True(tool.Signal(PosixSignal.SIGTERM));
        (ExitStatus status, _) = await Tool.EndAsync(tool);

        Assert.Equal(TerminateSignal, status.Signal);
        Assert.Equal("0\ttrue\n", File.ReadAllText(scratch.In("status")));
        Assert.Equal(["fifo", "status"], Directory.GetFiles(scratch.Path).Select(Path.GetFileName).Order());
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task User1_ToTheTool_PrintsHowTheGraphStands()
    {
        using ChildProcess tool = StartWithErrorInHand("run", Tool.Graph("@hold | @cat"));
        await Tool.ReadyAsync(tool);
        using StreamReader error = new(tool.StandardError!);

        Assert.True(tool.Signal((PosixSignal)10));
        string[] lines = [await LineAsync(error), await LineAsync(error), await LineAsync(error), await LineAsync(error)];

        Assert.Matches(@"^standpipe: \d\d:\d\d, 2 of 2 stages running$", lines[0]);
        Assert.Matches("^standpipe: Standpipe.TestChild: .*, cpu .*, read .*, wrote ", lines[1]);
        Assert.Matches("^standpipe: Standpipe.TestChild-2: .*, cpu ", lines[2]);
        Assert.Matches(@"^standpipe: Standpipe.TestChild.1->Standpipe.TestChild-2.0: holds \d+ B of 64", lines[3]);
        tool.StandardInput!.Dispose();
        Assert.Equal(ExitStatus.FromCode(0), await tool.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task User1_BeforeTheGraphRuns_IsAnsweredToo()
    {
        using Scratch scratch = new();
        string ready = scratch.MakeFifo("ready");
        using ChildProcess tool = StartWithErrorInHand("run", Tool.Graph($"@hold <'{ready}' | @cat <'{scratch.MakeFifo("fifo")}'"));
        using StreamReader error = new(tool.StandardError!);

        // To open this side waits until the tool has the other, so it listens to signals by then.
        await Task.Run(() => File.OpenHandle(ready, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose(), TestContext.Current.CancellationToken);
        Assert.True(tool.Signal((PosixSignal)10));

        Assert.Equal("standpipe: no stage runs yet", await LineAsync(error));
        Assert.True(tool.Signal(PosixSignal.SIGTERM));
        _ = await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Stop_OfTheToolAlone_StopsTheStagesUntilItContinues()
    {
        using ChildProcess tool = Tool.StartInGroup("run", "sh -c 'echo $$; exec cat'");
        using StreamReader output = new(tool.StandardOutput!, leaveOpen: true);
        int stage = int.Parse(await LineAsync(output), CultureInfo.InvariantCulture);

        // The stage may be there before the tool listens.
        await WaitForAsync($"/proc/{tool.Id}/status", text => Catches(text, TerminalStop));
        Assert.True(tool.Signal(PosixSignal.SIGTSTP));
        await WaitForStateAsync(stage, stopped: true);

        // As a shell does: who is not stopped yet is not told to go on.
        await WaitForStateAsync(tool.Id, stopped: true);
        Assert.True(tool.Signal(PosixSignal.SIGCONT));
        await WaitForStateAsync(stage, stopped: false);
        tool.StandardInput!.Dispose();

        Assert.Equal(ExitStatus.FromCode(0), (await Tool.EndAsync(tool)).Status);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("@hold | @hold")]
    [InlineData("@ignore-term")]
    [InlineData("@in-session hold")]
    public async Task Kill_OfTheTool_LeavesNoStage(string graph)
    {
        using ChildProcess tool = Tool.Start("run", Tool.Graph(graph));
        await Tool.ReadyAsync(tool);

        // As above: the input stays open, and the end of standard error is the end of the last who holds it.
        Assert.True(tool.Signal((PosixSignal)9));
        (ExitStatus status, _) = await Tool.EndAsync(tool);

        Assert.Equal(9, status.Signal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("@in-session hold")]
    [InlineData("@in-session ignore-term")]
    [InlineData("@in-session in-session hold")]
    public async Task Signal_GrandchildrenInOtherSessions_AreGoneToo(string graph)
    {
        using ChildProcess tool = Tool.Start("run", Tool.Graph(graph));
        await Tool.ReadyAsync(tool);

        // The end of standard error is the end of the last who holds it; the input stays open, so none ends by itself.
        Assert.True(tool.Signal(PosixSignal.SIGTERM));
        (ExitStatus status, _) = await Tool.EndAsync(tool);

        Assert.Equal(TerminateSignal, status.Signal);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Signal_WhileFifoHasNoOtherSide_EndsTheTool()
    {
        using Scratch scratch = new();
        string fifo = scratch.MakeFifo("fifo");
        using ChildProcess tool = Tool.Start("run", Tool.Graph($"@hold <'{scratch.MakeFifo("ready")}' | @cat <'{fifo}'"));

        // To open this side waits until the tool has the other, so it listens to signals by then.
        await Task.Run(() => File.OpenHandle(scratch.In("ready"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose(), TestContext.Current.CancellationToken);
        Assert.True(tool.Signal(PosixSignal.SIGTERM));
        (ExitStatus status, _) = await Tool.EndAsync(tool);

        Assert.Equal(TerminateSignal, status.Signal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData(HangUp)]
    [InlineData(Interrupt)]
    public async Task Signal_IgnoredFromTheStart_StaysIgnored(int number)
    {
        using ChildProcess tool = ChildProcess.Start(Tool.Options(
            Tool.TestChild, ["ignoring", $"{number}", Tool.Path, "run", Tool.Graph("@signals >&2 | @cat | @hold")], ChildInput.Pipe, ChildOutput.Pipe));

        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        string ignored = error.Split('\n').Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..];
        Assert.NotEqual(0UL, Convert.ToUInt64(ignored, 16) & (1UL << (number - 1)));
        Assert.Equal(ExitStatus.FromCode(0), status);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task ControlC_AtATerminal_ReachesEachStageOnce()
    {
        using Terminal terminal = new();
        using ChildProcess tool = terminal.Start("run", "--kill-after", "10s", Tool.Graph("@tell-signals a SIGTERM | @tell-signals b SIGTERM"));
        await tool.StandardInput!.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        await Tool.ReadyAsync(tool);

        terminal.Type(ControlC);
        string status = await ReadAllAsync(tool);
        (_, string error) = await Tool.EndAsync(tool);

        Assert.Equal("SIGINT", status);
        // Who is still there after half the time is told by another signal, that nobody has sent yet.
        Assert.Equal(["a SIGINT", "a SIGTERM", "b SIGINT", "b SIGTERM"], error.Split('\n').Where(line => line.Contains("SIG", StringComparison.Ordinal)).Order());
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task ControlC_AtATerminal_EndsStagesThatDoNothingAboutIt()
    {
        using Terminal terminal = new();
        using ChildProcess tool = terminal.Start("run", Tool.Graph("@hold | @hold"));
        await Tool.ReadyAsync(tool);

        terminal.Type(ControlC);
        string status = await ReadAllAsync(tool);
        (_, string error) = await Tool.EndAsync(tool);

        Assert.Equal("SIGINT", status);
        Assert.Empty(error);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Interrupt_ToTheToolAloneAtATerminal_BecomesTerminateForStagesThatHandleIt()
    {
        using Terminal terminal = new();
        using ChildProcess tool = terminal.Start("run", "--kill-after", "10s", $"sh -c 'echo $PPID; exec {Tool.TestChild} tell-signals a SIGTERM'");
        using StreamReader output = new(tool.StandardOutput!, leaveOpen: true);
        string id = await LineAsync(output);
        await tool.StandardInput!.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal('x', output.Read());

        Assert.True((await Tool.RunByAsync("/bin/sh", "-c", $"kill -INT {id}")).Status.IsSuccess);
        Assert.Equal("SIGINT", await output.ReadToEndAsync(TestContext.Current.CancellationToken));
        (_, string error) = await Tool.EndAsync(tool);

        Assert.Equal(["a SIGTERM"], error.Split('\n').Where(line => line.Contains("SIG", StringComparison.Ordinal)));
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("")]
    [InlineData("--no-view")]
    [InlineData("--no-view --summary")]
    public async Task Stop_OfTheToolAloneAtATerminal_StopsTheStagesUntilItContinues(string options)
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(80, 24);
        await screen.RunToolAsync($"{options} \"sh -c 'echo tool \\$PPID stage \\$\\$; exec sleep 1000'\"");
        string text = await screen.WaitAsync(text => ToolAndStage().IsMatch(text));
        Match ids = ToolAndStage().Match(text);
        int tool = int.Parse(ids.Groups[1].Value, CultureInfo.InvariantCulture);
        int stage = int.Parse(ids.Groups[2].Value, CultureInfo.InvariantCulture);
        await WaitForAsync($"/proc/{tool}/status", status => Catches(status, TerminalStop));
        await WaitForAsync($"/proc/{stage}/comm", name => name == "sleep\n");

        _ = await Tool.RunByAsync("/bin/sh", "-c", $"kill -TSTP {tool}");
        await WaitForStateAsync(stage, stopped: true);
        await WaitForStateAsync(tool, stopped: true);
        _ = await screen.WaitAsync(text => text.Contains("Stopped", StringComparison.Ordinal));
        await screen.TypeLineAsync("fg");
        await WaitForStateAsync(stage, stopped: false);
        await WaitForStateAsync(tool, stopped: false);

        _ = await Tool.RunByAsync("/bin/sh", "-c", $"kill -KILL {tool}");
    }

    [GeneratedRegex(@"tool (\d+) stage (\d+)\n")]
    private static partial Regex ToolAndStage();

    private static async Task<string> ReadAllAsync(ChildProcess tool)
    {
        using StreamReader reader = new(tool.StandardOutput!, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static ChildProcess StartWithErrorInHand(params string[] arguments) => ChildProcess.Start(new ChildProcessOptions(Tool.Path, arguments)
    {
        StandardInput = ChildInput.Pipe,
        StandardOutput = ChildOutput.Pipe,
        StandardError = ChildOutput.Pipe,
    });

    private static async Task<string> LineAsync(StreamReader reader) =>
        await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? string.Empty;

    private static Task WaitForStateAsync(int process, bool stopped) =>
        WaitForAsync($"/proc/{process}/stat", stat => stat[stat.LastIndexOf(')') + 2] == 'T' == stopped);

    /// <summary>Reads a file of /proc until it says what the test waits for.</summary>
    internal static async Task WaitForAsync(string path, Predicate<string> isSo)
    {
        // Nobody but a parent is told of this; so it is asked again and again, up to the test's own time.
        while (!isSo(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)))
        {
            await Task.Yield();
        }
    }

    /// <summary>Whether a process catches a signal, by its status.</summary>
    internal static bool Catches(string status, int signal)
    {
        string line = status.Split('\n').First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        return (ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (signal - 1))) != 0;
    }
}
