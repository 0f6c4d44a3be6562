using System.Text.Json;
using Standpipe.Cli.Running;

namespace Standpipe.Cli.Tests;

public class GraphRunTests
{
    private const string Reason = "Stages are programs of Linux.";

    [Fact(Timeout = 60_000)]
    public async Task Run_NodesAndEdges_AreAGraph()
    {
        ChildResult result = await RunAsync("--node", "A=@write hello", "--node", "B=@cat", "--edge", "A -> B");

        Assert.Equal("hello", result.EnsureSuccess().StandardOutput!.Text);
        Assert.Empty(result.StandardError!.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_Diamond_GivesAllToEachBranch()
    {
        using Scratch scratch = new();

        ChildResult result = await RunAsync(
            "--node", "source=@generate 3000000", "--node", "left=@cat", "--node", "right=@cat", "--node", "sink=/usr/bin/wc -c",
            "--edge", $"source -> left, right, file:'{scratch.In("copy")}'", "--edge", "left, right -> sink");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal("6000000\n", result.StandardOutput!.Text);
        Assert.Equal(3_000_000, new FileInfo(scratch.In("copy")).Length);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_Cycle_PassesOneRoundAndEnds()
    {
        // What A is told goes to B, B's answer comes back to A, and A ends.
        ChildResult result = await RunAsync(
            "--node", "A=sh -c 'echo ping; read answer; echo got $answer >&2'", "--node", "B=sh -c 'read word; echo $word-pong'", "--edge", "A -> B", "--edge", "B -> A");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal("got ping-pong\n", result.StandardError!.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_FanOutWithReaderThatLeaves_GoesOnForTheOther()
    {
        ChildResult result = await RunAsync(
            "--node", "A=@generate 50000000", "--node", "B=@read 10", "--node", "C=/usr/bin/wc -c", "--edge", "A -> B, C", "--edge", "B -> file:/dev/null");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal("50000000\n", result.StandardOutput!.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_CircleThatNobodyEnds_IsToldOfAndEnded()
    {
        ChildResult result = await RunAsync("--stall-timeout", "500ms", "--kill-after", "1s", "--node", "A=cat", "--node", "B=cat", "--edge", "A -> B", "--edge", "B -> A");

        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.Matches("^standpipe: .*A.*B", lines[0]);
        Assert.Equal("standpipe: stood still for 0.5 s, with 2 of 2 stages running: stopped", lines[1]);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_CrashInTheMiddle_IsTheCause()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync(
            "run", "--status-file", scratch.In("status"), "yes | sh -c 'read x; kill -SEGV $$' | cat");

        Assert.Equal(ExitStatus.FromCode(128 + 11), result.Status);
        Assert.Contains("stage 2, 'sh -c 'read x; kill -SEGV $$'', was ended by SIGSEGV", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Equal("141\tyes\n139\tsh\n0\tcat\n", await File.ReadAllTextAsync(scratch.In("status"), TestContext.Current.CancellationToken));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_FanOutIntoAFullDisk_Is125AndTheOtherHasAll()
    {
        ChildResult result = await RunAsync("--node", "A=@generate 3000000", "--node", "B=/usr/bin/wc -c", "--edge", "A -> B, file:/dev/full");

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Equal("3000000\n", result.StandardOutput!.Text);
        Assert.Equal("standpipe: A.1->'/dev/full': write: no space left on device (ENOSPC, 28).\n", result.StandardError!.Text);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("A -> file:{0}/link")]
    [InlineData("A -> append:{0}/link")]
    [InlineData("A -> B, file:{0}/link")]
    public async Task Run_EdgesThatReadAndWriteOneFile_Is125AndTheFileStays(string edge)
    {
        using Scratch scratch = new();
        string file = scratch.Write("file", "content");
        _ = File.CreateSymbolicLink(scratch.In("link"), file);
        string[] graph = ["--node", "A=@cat", "--node", "B=@cat", "--edge", $"file:{file} -> A", "--edge", edge.Replace("{0}", scratch.Path, StringComparison.Ordinal)];

        ChildResult run = await RunAsync(graph);
        ChildResult explained = await RunAsync(["--explain", .. graph]);

        Assert.Equal(ExitStatus.FromCode(125), run.Status);
        Assert.Equal($"standpipe: file '{file}' is read by an edge, and written by another as '{scratch.In("link")}'\n", run.StandardError!.Text);
        Assert.Equal("content", File.ReadAllText(file));
        Assert.Equal((run.Status, run.StandardError.Text), (explained.Status, explained.StandardError!.Text));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_EdgesThatReadAndWriteADevice_Run()
    {
        ChildResult result = await RunAsync("--node", "A=@cat", "--edge", "file:/dev/null -> A", "--edge", "A -> file:/dev/null");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Empty(result.StandardError!.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_EdgesOfAnyDescriptor_CarryWhatTheyShould()
    {
        ChildResult result = await RunAsync(
            "--node", "A=sh -c 'echo three >&3; echo two >&2; echo one'", "--node", "B=sh -c 'cat <&5; cat'", "--node", "C=cat",
            "--edge", "A.3 -> B.5", "--edge", "A.2 -> B", "--edge", "A -> C", "--edge", "C -> file:/dev/null");

        Assert.Equal("three\ntwo\n", result.EnsureSuccess().StandardOutput!.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_EdgeToAPipeline_TakesItsErrors()
    {
        ChildResult result = await RunAsync("@to-stderr oops out | @cat", "--node", "log=/usr/bin/tr a-z A-Z", "--edge", "Standpipe.TestChild.2 -> log");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Contains(result.StandardOutput!.Text, (string[])["OOPSout", "outOOPS"]);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("A=@write a", "A -> C", "--edge: there is no node 'C'; did you mean 'A'?\n  A -> C\n       ^\n")]
    [InlineData("A=@write $a", "A -> A", "--node A: sh would expand '$'")]
    [InlineData("A=@write a", "A - A", "--edge: '->' is missing here: an edge is 'FROM -> TO'\n  A - A\n    ^\n")]
    public async Task Run_GraphNotUnderstood_IsShownAndUsage(string node, string edge, string error)
    {
        ChildResult result = await RunAsync("--node", node, "--edge", edge);

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
        Assert.Contains(error, result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_GraphNotUnderstood_IsShownWithoutWhatATerminalObeys()
    {
        ChildResult result = await Tool.RunAsync("run", "cat '\e[2J' 'new\nline' '\u202E' \t$x");

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.Equal("  line' '?'  $x", lines[1]);
        Assert.Equal(lines[1].IndexOf('$', StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
        Assert.DoesNotContain('\e', result.StandardError.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_File_IsAGraph()
    {
        using Scratch scratch = new();
        string file = scratch.Write("graph.yaml", Tool.Graph($$"""
            nodes:
              A: "@write 'from a file'"
              B: {command: cat, directory: '{{scratch.Path}}'}
            edges:
              - A -> B
              - {from: B, to: file:'{{scratch.In("out")}}'}
            """));

        ChildResult result = await Tool.RunAsync("run", "--file", file);

        Assert.Equal("", result.StandardError!.Text);
        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal("from a file", await File.ReadAllTextAsync(scratch.In("out"), TestContext.Current.CancellationToken));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_FileOfStandardInput_IsAGraphAndItsOptionsCount()
    {
        ChildResult result = await Tool.RunAsync(
            ChildInput.FromText(Tool.Graph("nodes: {A: \"@hold < /dev/zero\"}\ntimeout: 500ms\nkill-after: 1s\n")), "run", "--file", "-");

        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        Assert.Contains("timed out after 0.5 s", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("nodes:\n  A: cat\nedge: []\n", 2, ".yaml:3:1: 'edge' is no key of the graph; did you mean 'edges'?")]
    [InlineData(null, 125, "no-such-file.yaml")]
    public async Task Run_FileThatCannotBeTaken_IsShown(string? text, int code, string error)
    {
        using Scratch scratch = new();
        string file = text is null ? scratch.In("no-such-file.yaml") : scratch.Write("graph.yaml", text);

        ChildResult result = await Tool.RunAsync("run", "--file", file);

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        Assert.Contains(error, result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("cause", 3)]
    [InlineData("last", 0)]
    [InlineData("any", 3)]
    [InlineData("pipefail", 4)]
    public async Task Run_ExitPolicy_ChoosesTheCode(string policy, int code)
    {
        // The second ends when there is nothing left of the first, not even something to reap.
        ChildResult result = await Tool.RunAsync(
            "run", "--exit-policy", policy, "sh -c 'echo $$; exit 3' | sh -c 'read p; while kill -0 $p; do :; done 2>/dev/null; exit 4' | cat");

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("ok", 0, "")]
    [InlineData("warn", 0, "standpipe: yes: SIGPIPE, after its reader head had closed the pipe\n")]
    [InlineData("fail", 141, "standpipe: stage 1, 'yes', was ended by SIGPIPE\n")]
    public async Task Run_EarlyClose_IsWhatWasAskedFor(string policy, int code, string error)
    {
        ChildResult result = await Tool.RunAsync("run", "--early-close", policy, "yes | head -n 1");

        Assert.Equal((code, "y\n", error), (result.Status.Code, result.StandardOutput!.Text, Tool.Error(result)));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_StatusFile_HasEveryStage()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--status-file", scratch.In("status"), Tool.Graph("/bin/sh -c 'exit 3' | /bin/sh -c 'cat; kill -9 $$' | /bin/cat"));

        Assert.Equal(ExitStatus.FromCode(3), result.Status);
        Assert.Equal("3\tsh\n137\tsh-2\n0\tcat\n", await File.ReadAllTextAsync(scratch.In("status"), TestContext.Current.CancellationToken));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_StatusFileThatCannotBe_Is125AndRunsNothing()
    {
        ChildResult result = await Tool.RunAsync("run", "--status-file", "/no/such/directory/status", Tool.Graph("@write a"));

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Empty(result.StandardOutput!.Text);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("Standpipe.TestChild->Standpipe.TestChild-2=1M", "1048576")]
    [InlineData("Standpipe.TestChild.1->Standpipe.TestChild-2.0=256K", "262144")]
    public async Task Run_CapacityOfAnEdge_IsThatEdges(string capacity, string inside)
    {
        ChildResult result = await Tool.RunAsync("run", "--capacity", "8K", "--capacity", capacity, Tool.Graph("@exit 0 | @capacity"));
        ChildResult other = await Tool.RunAsync("run", "--capacity", "8K", "--capacity", capacity, Tool.Graph("@exit 0 | @exit 0 | @capacity"));

        Assert.Equal(inside, result.EnsureSuccess().StandardOutput!.Text);
        Assert.Equal("8192", other.EnsureSuccess().StandardOutput!.Text);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("--capacity", "a->b=1M")]
    [InlineData("--peek", "a->b")]
    public async Task Run_OptionOfAnEdgeThatIsNotThere_IsUsage(string option, string value)
    {
        ChildResult result = await Tool.RunAsync("run", option, value, "true | cat");

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
        Assert.Contains($"{option}: there is no node 'a'", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_Metered_IsTheSameBytes()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--meter", "--json", scratch.In("run.json"), Tool.Graph("@generate 5000000 | @cat | /usr/bin/wc -c"));

        // Of these stages all else is an estimate: a .NET program writes to itself, too.
        Assert.Equal("5000000\n", result.EnsureSuccess().StandardOutput!.Text);
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json")));
        Assert.All(run.RootElement.GetProperty("edges").EnumerateArray(), edge => Assert.Equal(
            (5_000_000, "exact"), (edge.GetProperty("bytes").GetInt64(), edge.GetProperty("bytes_quality").GetString())));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_Peek_ShowsWhatIsInTheEdgeAndTakesNothing()
    {
        using Scratch scratch = new();
        string go = scratch.MakeFifo("go");

        using ChildProcess tool = ChildProcess.Start(new ChildProcessOptions(
            Tool.Path, "run", "--peek", "printf->sh", $"printf 'first line\\nsecond\\n' | sh -c 'read x <\"$0\"; cat' {go}")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Pipe,
        });
        using StreamReader error = new(tool.StandardError!);
        string?[] shown = [await error.ReadLineAsync(TestContext.Current.CancellationToken), await error.ReadLineAsync(TestContext.Current.CancellationToken)];

        // Only now the reader goes on, and finds all of it still there.
        await File.WriteAllTextAsync(go, "\n", TestContext.Current.CancellationToken);
        ChildResult result = await tool.WaitForResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["standpipe: in printf.1->sh.0:", "  first line"], shown);
        Assert.Equal("first line\nsecond\n", result.StandardOutput!.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_PeekAtAReaderWithAnotherPipeInItsPlace_ShowsTheEdgesOwn()
    {
        using Scratch scratch = new();
        string go = scratch.MakeFifo("go");
        string other = scratch.MakeFifo("other");
        using ChildProcess tool = ChildProcess.Start(new ChildProcessOptions(
            Tool.Path, "run", "--node", $"writer=sh -c 'read x <\"$0\"; echo mine; exec sleep 1000' {go}", "--node", $"reader=sh -c 'exec 5<&0 0<>\"$0\"; echo other >&0; echo moved; exec sleep 1000' {other}",
            "--edge", "writer->reader", "--peek", "writer->reader")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Pipe,
            StandardError = ChildOutput.Pipe,
        });
        await Tool.ReadyAsync(tool);

        // Only now there is something in the edge, and what is at its reader's descriptor is none of it.
        await File.WriteAllTextAsync(go, "\n", TestContext.Current.CancellationToken);
        using StreamReader error = new(tool.StandardError!);
        string?[] shown = [await error.ReadLineAsync(TestContext.Current.CancellationToken), await error.ReadLineAsync(TestContext.Current.CancellationToken)];

        Assert.Equal(["standpipe: in writer.1->reader.0:", "  mine"], shown);
        _ = tool.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        _ = await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("a\tb\r\nc\n\n\n", new[] { "a b", "c", "", "" })]
    [InlineData("ä", new[] { "ä" })]
    [InlineData("shown\rover \u202Edrow", new[] { "shown?over ?drow" })]
    [InlineData("a\0b", new[] { "61 00 62" })]
    public void Peek_Bytes_AreShownAsTextIfTheyAreText(string bytes, string[] lines) =>
        Assert.Equal(lines, EdgePeeker.Show(System.Text.Encoding.UTF8.GetBytes(bytes)));

    [Fact]
    public void Peek_TextThatBeginsAndEndsWithinACharacter_IsText() => Assert.Equal(["нит"], EdgePeeker.Show(System.Text.Encoding.UTF8.GetBytes("знить")[1..^1]));

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("/bin/cat /dev/zero", "1>/dev/full", 1)]
    [InlineData("/usr/bin/yes | /bin/cat", ">/dev/full", 1)]
    public async Task Run_StandardOutputOnAFullDisk_IsTheStagesFailure(string graph, string redirection, int code)
    {
        ChildResult result = await Tool.RunByAsync("/bin/sh", "-c", $"exec \"$0\" run \"$1\" {redirection}", Tool.Path, graph);

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        Assert.Contains("No space left", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("--explain")]
    [InlineData("--explain", "--format", "json")]
    public async Task Explain_OnAFullDisk_Is125(params string[] options)
    {
        ChildResult result = await Tool.RunByAsync("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/full", Tool.Path, "run", "true", .. options]);

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
    }

    private static Task<ChildResult> RunAsync(params string[] arguments) => Tool.RunAsync(["run", .. arguments.Select(Tool.Graph)]);
}
