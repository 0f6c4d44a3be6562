using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Standpipe.Inspection;

namespace Standpipe.Cli.Tests.Inspecting;

/// <summary><c>standpipe inspect</c>, looking at real processes.</summary>
public class InspectTests
{
    private const string Reason = "Windows does not tell who holds a pipe.";
    private const int HangGuard = 60_000;

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Table_Deadlock_IsToldWithReasonAndCureAndExit3()
    {
        using Pair pair = Pair.Deadlock();

        ChildResult result = await UntilAsync(exit: 3, "inspect", "--pid", pair.First);

        string[] lines = result.StandardOutput!.Text.Split('\n');
        Assert.Matches($@"^stuck    cat\[\d+\] =0%=> cat\[\d+\] =0%=> cat\[\d+\]$", lines[0]);
        Assert.Matches($@"^         cat\[\d+\] and cat\[\d+\] wait for each other: ", lines[1]);
        Assert.StartsWith("         Cure: One of them must write before it reads", lines[2], StringComparison.Ordinal);
        Assert.Contains(lines, line => line == $"  read   descriptor 0     cat[{pair.First}]  {pair.User}  cat");
        Assert.Contains(lines, line => line.StartsWith($"cat[{pair.Second}] waits for bytes in pipe:[", StringComparison.Ordinal));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Table_Waiting_IsNotStuck()
    {
        using Pair pair = Pair.Flowing("sleep", "1000");

        ChildResult result = await UntilAsync(
            exit: 0, text => text.Contains($"sleep[{pair.First}] =0%=> cat[{pair.Second}]", StringComparison.Ordinal), "inspect", "--pid", pair.Second);

        Assert.StartsWith("ok  ", result.StandardOutput!.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Table_OfTheWholeMachine_HasTheStuckFirst()
    {
        using Pair flowing = Pair.Flowing("sleep", "1000");
        using Pair stuck = Pair.Deadlock();

        ChildResult result = await UntilAsync(exit: 3, text => text.Contains($"cat[{stuck.First}]", StringComparison.Ordinal), "inspect");

        string[] marks = [.. result.StandardOutput!.Text.Split('\n').Select(line => line.Split(' ')[0]).Where(mark => mark.Length > 0)];
        string[] order = ["stuck", "suspect", "note", "ok"];
        Assert.Equal(marks.OrderBy(mark => Array.IndexOf(order, mark)), marks);
        Assert.Contains($"sleep[{flowing.First}] =0%=> cat[{flowing.Second}]", result.StandardOutput.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Pipe_ByItsInode_IsShownAlone()
    {
        using Pair pair = Pair.Flowing("yes");
        string inode = pair.Inode();

        foreach (string name in (string[])[inode, $"pipe:[{inode}]"])
        {
            ChildResult result = await UntilAsync(exit: 0, "inspect", "--pipe", name);

            Assert.Contains($"=> cat[{pair.Second}]", result.StandardOutput!.Text, StringComparison.Ordinal);
            Assert.Contains($"\npipe:[{inode}]  ", result.StandardOutput.Text, StringComparison.Ordinal);
            Assert.Single(result.StandardOutput.Text.Split('\n'), line => line.StartsWith("pipe:[", StringComparison.Ordinal));
        }
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task User_ByNameAndNumber_ShowsTheirs()
    {
        using Pair pair = Pair.Flowing("sleep", "1000");
        string line = $"sleep[{pair.First}] =0%=> cat[{pair.Second}]";

        Assert.Contains(line, (await AnyExitAsync("inspect", "--user", pair.User)).StandardOutput!.Text, StringComparison.Ordinal);
        Assert.Contains(line, (await AnyExitAsync("inspect", "--user", pair.UserId)).StandardOutput!.Text, StringComparison.Ordinal);
        Assert.Contains(line, (await AnyExitAsync("inspect", "--all")).StandardOutput!.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task User_Another_ShowsNoneOfThem()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to become another user");
        using Pair pair = Pair.Flowing("sleep", "1000");
        using ChildProcess other = ChildProcess.Start(new ChildProcessOptions(Tool.AsNobody[0], [.. Tool.AsNobody[1..], "sleep", "1000"])
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Null,
            StandardError = ChildOutput.Null,
        });

        ChildResult result = await UntilAsync(exit: 0, "inspect", "--user", "65534");

        Assert.DoesNotContain($"sleep[{pair.First}]", result.StandardOutput!.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Json_Deadlock_SaysAll()
    {
        using Pair pair = Pair.Deadlock();

        ChildResult result = await UntilAsync(exit: 3, "inspect", "--pid", pair.First, "--format", "json");

        JsonElement map = JsonDocument.Parse(result.StandardOutput!.Bytes).RootElement;
        Assert.Equal("standpipe-inspect/1", map.GetProperty("schema").GetString());
        Assert.True(map.GetProperty("stuck").GetBoolean());
        JsonElement diagnosis = Assert.Single(map.GetProperty("diagnoses").EnumerateArray());
        Assert.Equal(("deadlock", "stuck"), (diagnosis.GetProperty("kind").GetString(), diagnosis.GetProperty("severity").GetString()));
        Assert.Equal(
            ((string[])[pair.First, pair.Second]).Order(),
            diagnosis.GetProperty("culprits").EnumerateArray().Select(id => id.ToString()).Order());
        Assert.All(map.GetProperty("pipes").EnumerateArray(), pipe => Assert.Equal((65536, 0), (pipe.GetProperty("capacity").GetInt32(), pipe.GetProperty("bytes").GetInt32())));
        JsonElement first = Assert.Single(map.GetProperty("processes").EnumerateArray(), process => process.GetProperty("pid").ToString() == pair.First);
        Assert.Equal("cat", first.GetProperty("command")[0].GetString());
        Assert.Equal("reading", first.GetProperty("threads")[0].GetProperty("activity").GetString());
        Assert.Equal(JsonValueKind.Number, map.GetProperty("gaps").GetProperty("hidden_processes").ValueKind);
    }

    [LinuxTheory(Reason, Timeout = HangGuard)]
    [InlineData("dot", "digraph standpipe {", "p{0} -> p{1} [label=\"0%\", color=red];")]
    [InlineData("mermaid", "flowchart LR", "p{0} -->|0%| p{1}")]
    public async Task Drawing_Deadlock_HasNodesAndEdges(string format, string head, string edge)
    {
        using Pair pair = Pair.Deadlock();

        ChildResult result = await UntilAsync(exit: 3, "inspect", "--pid", pair.First, "--format", format);

        string[] lines = result.StandardOutput!.Text.Split('\n');
        Assert.Equal(head, lines[0]);
        Assert.Contains($"\"cat[{pair.First}]\"", result.StandardOutput.Text, StringComparison.Ordinal);
        Assert.Contains(string.Format(CultureInfo.InvariantCulture, edge, pair.First, pair.Second), result.StandardOutput.Text, StringComparison.Ordinal);
        Assert.Contains(string.Format(CultureInfo.InvariantCulture, edge, pair.Second, pair.First), result.StandardOutput.Text, StringComparison.Ordinal);
        Assert.Equal(format == "mermaid", Array.Exists(lines, line => line.StartsWith("  linkStyle ", StringComparison.Ordinal)));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Why_Chain_IsFollowedInWordsAndJson()
    {
        using Pair pair = Pair.Flowing("sleep", "1000");
        string answer = $"cat[{pair.Second}] waits, in the end, for sleep[{pair.First}], which sleeps.";

        ChildResult words = await UntilAsync(exit: 0, text => text.Contains("So:", StringComparison.Ordinal), "inspect", "--why", pair.Second);
        ChildResult json = await UntilAsync(exit: 0, "inspect", "--why", pair.Second, "--format", "json");

        Assert.Equal($"So: {answer}", words.StandardOutput!.Text.TrimEnd().Split('\n')[^1]);
        JsonElement why = JsonDocument.Parse(json.StandardOutput!.Bytes).RootElement;
        Assert.Equal(("standpipe-why/1", "can_move", answer), (
            why.GetProperty("schema").GetString(), why.GetProperty("end").GetString(), why.GetProperty("summary").GetString()));
        Assert.Equal([pair.Second, pair.First], why.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("pid").ToString()));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Why_Circle_IsExit3()
    {
        using Pair pair = Pair.Deadlock();

        ChildResult result = await UntilAsync(exit: 3, "inspect", "--why", pair.First);

        Assert.Contains("wait for each other.", result.StandardOutput!.Text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = HangGuard)]
    [InlineData("--pid 2000000000", "there is no process 2000000000")]
    [InlineData("--why 2000000000", "there is no process 2000000000")]
    [InlineData("--pipe 18446744073709551615", "nobody who can be seen holds an anonymous pipe 18446744073709551615")]
    [InlineData("--user no-such-user", "no process of a user 'no-such-user' is here")]
    public async Task Arguments_NotThere_AreExit1(string arguments, string message)
    {
        ChildResult result = await Tool.RunAsync(["inspect", .. arguments.Split(' ')]);

        Assert.Equal(ExitStatus.FromCode(1), result.Status);
        Assert.Empty(result.StandardOutput!.Text);
        Assert.Equal($"standpipe: {message}\n", Tool.Error(result));
    }

    [WindowsFact("Linux tells who holds a pipe.", Timeout = HangGuard)]
    public async Task Inspect_OnWindows_SaysThatItCannot()
    {
        ChildResult result = await Tool.RunAsync("inspect");

        Assert.Equal(ExitStatus.FromCode(1), result.Status);
        Assert.StartsWith("standpipe: inspect works on Linux only", Tool.Error(result), StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Watch_Interrupted_HasLookedAgainAndEndsByTheSignal()
    {
        using Pair pair = Pair.Flowing("sleep", "1000");
        using ChildProcess tool = Tool.StartInGroup("inspect", "--watch", "--pid", pair.Second);
        using StreamReader output = new(tool.StandardOutput!);

        int looks = 0;
        while (looks < 2)
        {
            string line = (await output.ReadLineAsync(TestContext.Current.CancellationToken))!;
            looks += line.Contains($"sleep[{pair.First}] =0%=> cat[{pair.Second}]", StringComparison.Ordinal) ? 1 : 0;
        }

        // Ctrl-Z: it stops when no pipe is open, and goes on when it is told to.
        _ = tool.Signal(PosixSignal.SIGTSTP);
        while (PipeMap.Capture().FindProcess(tool.Id)!.Threads[0].Activity != ThreadActivity.Stopped)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        _ = tool.Signal(PosixSignal.SIGCONT);
        Assert.NotNull(await output.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(await output.ReadLineAsync(TestContext.Current.CancellationToken));
        _ = tool.Signal(PosixSignal.SIGINT);
        Assert.Equal("SIGINT", (await tool.WaitForExitAsync(TestContext.Current.CancellationToken)).ToString());
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Names_ThatATerminalWouldObey_AreMadeSafe()
    {
        using Scratch scratch = new();
        string program = scratch.In("a\e[31m\"\\b");
        File.Copy("/bin/cat", program);
        using Pair pair = Pair.Flowing(program);

        ChildResult table = await UntilAsync(exit: 0, "inspect", "--pid", pair.Second);
        ChildResult dot = await UntilAsync(exit: 0, "inspect", "--pid", pair.Second, "--format", "dot");
        ChildResult mermaid = await UntilAsync(exit: 0, "inspect", "--pid", pair.Second, "--format", "mermaid");

        Assert.Contains($"a?[31m\"\\b[{pair.First}]", table.StandardOutput!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', table.StandardOutput.Text);
        Assert.Contains($"label=\"a?[31m\\\"\\\\b[{pair.First}]\"", dot.StandardOutput!.Text, StringComparison.Ordinal);
        Assert.Contains($"[\"a#63;[31m#34;#92;b[{pair.First}]\"]", mermaid.StandardOutput!.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Process_WithoutPipes_IsSaidToHaveNone()
    {
        using ChildProcess alone = Tool.StartWithoutPipes("sleep", "1000");

        ChildResult result = await Tool.RunAsync("inspect", "--pid", alone.Id.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Empty(result.StandardOutput!.Text);
        Assert.StartsWith($"No pipe leads to process {alone.Id}, nor from it.\n", Tool.Error(result), StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Watch_ReaderHadEnough_EndsBySignal()
    {
        ChildResult result = await Tool.RunByAsync("/bin/sh", "-c", $"{{ '{Tool.Path}' inspect --watch; echo $? >&2; }} | head -c 1 >/dev/null");

        Assert.Equal("141\n", Tool.Error(result));
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task OnesOwn_WithoutAnyRight_AreShownWithTheReason()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to become another user");
        using ChildProcess shell = ChildProcess.Start(new ChildProcessOptions(Tool.AsNobody[0], [.. Tool.AsNobody[1..], "sh", "-c", "sleep 1000 | sha512sum"])
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Null,
            StandardError = ChildOutput.Null,
            ProcessGroup = ProcessGroupMode.New,
        });

        // Until both have become the programs that they are to be.
        string[] stages;
        do
        {
            stages = [.. PipeMap.Capture().Processes.Where(process => process.ParentId == shell.Id && process.Name is "sleep" or "sha512sum")
                .OrderByDescending(process => process.Name, StringComparer.Ordinal).Select(process => process.Id.ToString(CultureInfo.InvariantCulture))];
        }
        while (stages.Length < 2);

        ChildResult map = await Tool.RunAsNobodyAsync("inspect", "--pid", stages[1]);
        ChildResult why = await Tool.RunAsNobodyAsync("inspect", "--why", stages[1]);

        Assert.Equal((ExitStatus.FromCode(0), ExitStatus.FromCode(0)), (map.Status, why.Status));
        Assert.Matches($@"(?m)^ok +sleep\[{stages[0]}\] =0%=> sha512sum\[{stages[1]}\]$", map.StandardOutput!.Text);
        Assert.EndsWith($"So: sha512sum[{stages[1]}] waits, in the end, for sleep[{stages[0]}], which sleeps.\n", why.StandardOutput!.Text, StringComparison.Ordinal);
        ChildResult attached = await Tool.RunAsNobodyAsync("attach", "--for", "100ms", "--summary", stages[0]);
        Assert.Equal(ExitStatus.FromCode(0), attached.Status);
        Assert.Matches(@"\nsleep .*\nsha512sum .*\nedge (.*\n)*sleep\.1->sha512sum\.0 .*64 KiB", Tool.Error(attached));
        _ = shell.Kill(SignalScope.Group);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Gaps_AnotherUser_AreToldOnStandardError()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to become another user");

        ChildResult result = await Tool.RunByAsync("setpriv", "--reuid=65534", "--clear-groups", Tool.Path, "inspect", "--user", "65534");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Contains("Not seen: the descriptors of", Tool.Error(result), StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = HangGuard)]
    public async Task Watch_AnotherUser_SaysWhatItDidNotSee()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to become another user");

        ChildResult result = await Tool.RunByAsync(
            "/bin/sh", "-c", $"{string.Join(' ', Tool.AsNobody)} '{Tool.Path}' inspect --watch | grep -m 1 '^Not seen: the descriptors of '");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
    }

    /// <summary>Looks until the processes are where the test wants them: on their way there nothing tells when they have arrived.</summary>
    private static async Task<ChildResult> UntilAsync(int exit, Func<string, bool> isIt, params string[] arguments)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            ChildResult result = await Tool.RunAsync(arguments);
            if (result.Status.Code == exit && isIt(result.StandardOutput!.Text))
            {
                return result;
            }
        }
    }

    private static Task<ChildResult> UntilAsync(int exit, params string[] arguments) => UntilAsync(exit, _ => true, arguments);

    private static async Task<ChildResult> AnyExitAsync(params string[] arguments)
    {
        ChildResult result = await Tool.RunAsync(arguments);
        Assert.Contains(result.Status.Code, (int?[])[0, 3]);
        return result;
    }

    /// <summary>Two processes with pipes between them.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly ChildProcess _first;
        private readonly ChildProcess _second;

        private Pair(ChildProcess first, ChildProcess second)
        {
            _first = first;
            _second = second;
            MappedProcess seen = PipeMap.Capture().FindProcess(first.Id)!;
            User = seen.UserName;
            UserId = seen.UserId.ToString(CultureInfo.InvariantCulture);
        }

        internal string First => _first.Id.ToString(CultureInfo.InvariantCulture);

        internal string Second => _second.Id.ToString(CultureInfo.InvariantCulture);

        internal string User { get; }

        internal string UserId { get; }

        /// <summary>Two that both read first.</summary>
        internal static Pair Deadlock()
        {
            using AnonymousPipe there = AnonymousPipe.Create();
            using AnonymousPipe back = AnonymousPipe.Create();
            ChildProcess first = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = there.ReadEnd, StandardOutput = back.WriteEnd });
            return new Pair(
                first, ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = back.ReadEnd, StandardOutput = there.WriteEnd }));
        }

        /// <summary>A program and <c>cat</c> behind it.</summary>
        internal static Pair Flowing(string program, params string[] arguments)
        {
            using AnonymousPipe input = AnonymousPipe.Create();
            using AnonymousPipe pipe = AnonymousPipe.Create();
            ChildProcess first = ChildProcess.Start(
                new ChildProcessOptions(program, arguments) { StandardInput = ChildInput.Pipe, StandardOutput = pipe.WriteEnd });
            return new Pair(
                first, ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = pipe.ReadEnd, StandardOutput = ChildOutput.Null }));
        }

        /// <summary>The pipe that the second reads.</summary>
        internal string Inode() =>
            PipeMap.Capture().FindProcess(_second.Id)!.Ends.Single(end => end.Descriptor == 0).Pipe.Inode.ToString(CultureInfo.InvariantCulture);

        public void Dispose()
        {
            _first.Dispose();
            _second.Dispose();
        }
    }
}
