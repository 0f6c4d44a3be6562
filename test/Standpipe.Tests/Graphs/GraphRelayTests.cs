using Microsoft.Win32.SafeHandles;
using Standpipe.Observation;

namespace Standpipe.Tests;

/// <summary>Bytes that this process passes on: fan-outs and meters.</summary>
[Collection("Processes")]
public class GraphRelayTests
{
    private const int Large = 3_000_000;

    private const string Signals = "A writer whose reader has left dies of a signal on Linux only.";

    private readonly ProcessGraph _graph = new();

    [Fact(Timeout = Child.HangGuard)]
    public async Task FanOut_UnequalReaders_EachGetEveryByte()
    {
        GraphNode writer = _graph.AddVerb("writer", "generate", GraphTest.Number(Large));
        GraphNode fast = _graph.AddVerb("fast", "cat");
        GraphNode slow = _graph.AddVerb("slow", "cat");
        GraphNode slower = _graph.AddVerb("slower", "cat");
        GraphSink[] captures = [.. Enumerable.Range(0, 4).Select(_ => GraphSink.Capture())];
        GraphRelay relay = _graph.FanOut(writer.Output, fast.Input, slow.Input);
        _ = relay.Add(slower.Input, new GraphEdgeOptions { Capacity = 4096 });
        _ = relay.Add(captures[3]);
        _ = _graph.Connect(fast.Output, captures[0]);

        // Slow: what it writes has to go through a pipe of one page, and another child.
        _ = _graph.Connect(slow.Output, captures[1], new GraphEdgeOptions { Capacity = 4096 });
        GraphNode behind = _graph.AddVerb("behind", "cat");
        _ = _graph.Connect(slower.Output, behind.Input, new GraphEdgeOptions { Capacity = 4096 });
        _ = _graph.Connect(behind.Output, captures[2]);

        GraphResult result = await RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.All(captures, capture => Assert.True(GraphTest.IsPattern(result.GetCaptured(capture).Bytes.Span)));
        Assert.All(captures, capture => Assert.Equal(Large, result.GetCaptured(capture).Bytes.Length));
        Assert.All(relay.Branches, branch => Assert.Equal((Large, ByteQuality.Exact), (result[branch].Bytes, result[branch].ByteQuality)));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FanOut_AReaderLeavesEarly_TheOthersGetAll()
    {
        GraphSink output = GraphSink.Capture();
        GraphNode writer = _graph.AddVerb("writer", "generate", GraphTest.Number(Large));
        GraphNode leaver = _graph.AddVerb("leaver", "read", "10");
        GraphNode stayer = _graph.AddVerb("stayer", "cat");
        GraphRelay relay = _graph.FanOut(writer.Output, leaver.Input, stayer.Input);
        _ = _graph.Connect(leaver.Output, GraphSink.Null);
        _ = _graph.Connect(stayer.Output, output);

        GraphResult result = await RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.All(result.Nodes, node => Assert.Equal(GraphNodeOutcome.Succeeded, node.Outcome));
        Assert.Equal(Large, result.GetCaptured(output).Bytes.Length);
        Assert.Equal(Large, result[relay.Branches[1]].Bytes);
        Assert.InRange(result[relay.Branches[0]].Bytes!.Value, 10, Large);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task FanOut_AllReadersLeave_TellsTheWriter()
    {
        GraphNode writer = _graph.Add("writer", new ChildProcessOptions("sh", "-c", "while :; do echo y; done"));
        GraphNode first = _graph.AddVerb("first", "read", "10");
        GraphNode second = _graph.AddVerb("second", "read", "20");
        GraphRelay relay = _graph.FanOut(writer.Output, first.Input, second.Input);
        _ = _graph.Connect(first.Output, GraphSink.Null);
        _ = _graph.Connect(second.Output, GraphSink.Null);

        GraphResult result = await RunAsync();

        Assert.Equal((0, GraphNodeOutcome.EarlyClose), (result.ExitCode, result[writer].Outcome));
        Assert.Contains("first and second", result[writer].Reason, StringComparison.Ordinal);
        Assert.All(relay.Branches, branch => Assert.Equal(GraphSide.Reader, result[branch].ClosedFirst));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FanOut_BranchesThatMeetAgain_GetTheBytesTwice()
    {
        GraphSink output = GraphSink.Capture();
        GraphNode writer = _graph.AddVerb("writer", "generate", GraphTest.Number(Large));
        GraphNode left = _graph.AddVerb("left", "cat");
        GraphNode right = _graph.AddVerb("right", "cat");
        GraphNode joined = _graph.AddVerb("joined", "cat");
        _ = _graph.FanOut(writer.Output, left.Input, right.Input);
        _ = _graph.FanIn([left.Output, right.Output], joined.Input);
        _ = _graph.Connect(joined.Output, output);

        GraphResult result = await RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2 * Large, result.GetCaptured(output).Bytes.Length);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Meter_EdgeBetweenChildren_CountsExactly()
    {
        GraphSink output = GraphSink.Capture();
        GraphNode writer = _graph.AddVerb("writer", "generate", GraphTest.Number(Large));
        GraphNode reader = _graph.AddVerb("reader", "cat");
        GraphEdge metered = _graph.Connect(writer.Output, reader.Input, new GraphEdgeOptions { Meter = true });
        _ = _graph.Connect(reader.Output, output);
        await using RunningGraph running = _graph.Start();
        Assert.False(running.Edges[0].IsDirect);

        GraphResult result = await running.WaitAsync(GraphTest.Token);

        Assert.Equal((Large, ByteQuality.Exact), (result[metered].Bytes, result[metered].ByteQuality));
        Assert.Equal(Large, running.Edges[0].BytesPassed);
        Assert.True(GraphTest.IsPattern(result.GetCaptured(output).Bytes.Span));
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Meter_ReaderLeaves_TellsTheWriterWhileItIsIdle()
    {
        // It writes no more until it is told to: the relay must notice by itself, and the next write fail.
        GraphNode writer = _graph.Add("writer", new ChildProcessOptions("sh", "-c", "echo first; read line; echo second; exit 4"));
        GraphNode reader = _graph.AddVerb("reader", "read", "5");
        GraphEdge edge = _graph.Connect(writer.Output, reader.Input, new GraphEdgeOptions { Meter = true });
        _ = _graph.Connect(reader.Output, GraphSink.Null);
        using AnonymousPipe go = AnonymousPipe.Create();
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(go.ReadEnd), writer.Input);
        await using RunningGraph running = _graph.Start();
        await foreach (GraphEvent what in running.GetEventsAsync(GraphTest.Token))
        {
            if (what.Kind == GraphEventKind.EdgeClosed)
            {
                Assert.Equal((edge, GraphSide.Reader), (what.Edge, what.Side));
                break;
            }
        }

        go.WriteEnd.Write("go\n"u8);

        GraphResult result = await running.WaitAsync(GraphTest.Token);
        Assert.Equal(GraphNodeOutcome.EarlyClose, result[writer].Outcome);
        Assert.Equal(6, result[edge].Bytes);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Meter_FilesOnBothSides_AreCountedToo()
    {
        using ScratchDirectory scratch = new();
        await File.WriteAllBytesAsync(scratch["in"], Pattern.Bytes(Large), GraphTest.Token);
        GraphEdgeOptions meter = new() { Meter = true };
        GraphNode cat = _graph.AddVerb("cat", "cat");
        GraphEdge input = _graph.Connect(GraphSource.FromFile(scratch["in"]), cat.Input, meter);
        GraphEdge output = _graph.Connect(cat.Output, GraphSink.CreateFile(scratch["out"]), meter);

        GraphResult result = await RunAsync();

        Assert.Equal((Large, Large), (result[input].Bytes, result[output].Bytes));
        Assert.True(GraphTest.IsPattern(await File.ReadAllBytesAsync(scratch["out"], GraphTest.Token)));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Meter_SeveralEdgesToOneHandle_AreCountedEachByItself()
    {
        GraphEdgeOptions meter = new() { Meter = true };
        GraphNode first = _graph.AddVerb("first", "generate", GraphTest.Number(Large));
        GraphNode second = _graph.AddVerb("second", "write", "text");
        GraphNode third = _graph.AddVerb("third", "write", "more");
        GraphEdge[] edges =
        [
            _graph.Connect(first.Output, GraphSink.Null, meter),
            _graph.Connect(second.Output, GraphSink.Null, meter),
            _graph.Connect(third.Output, GraphSink.Null),
        ];

        GraphResult result = await RunAsync();

        Assert.Equal((long?[])[Large, 4, null], edges.Select(edge => result[edge].Bytes));
    }

    [LinuxFact("Windows has no position in a file that its writers share.", Timeout = Child.HangGuard)]
    public async Task SeveralWaysToOneFile_NoByteIsWrittenOver()
    {
        const int Size = 8 << 20;
        using ScratchDirectory scratch = new();
        using SafeFileHandle file = File.OpenHandle(scratch["out"], FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
        GraphSink sink = GraphSink.FromHandle(file);
        GraphNode[] nodes = [.. "abcd".Select(letter => Shell($"{letter}", $"head -c {Size} /dev/zero | tr '\\0' {letter}"))];

        // Two are written by this process each for itself, one as a branch, and one by the node.
        _ = _graph.Connect(nodes[0].Output, sink, new GraphEdgeOptions { Meter = true });
        _ = _graph.Connect(nodes[1].Output, sink, new GraphEdgeOptions { Meter = true });
        _ = _graph.FanOut(nodes[2].Output).Add(sink);
        _ = _graph.Connect(nodes[3].Output, sink);

        GraphResult result = await RunAsync();

        byte[] bytes = await File.ReadAllBytesAsync(scratch["out"], GraphTest.Token);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(4 * Size, bytes.Length);
        Assert.All("abcd", letter => Assert.Equal(Size, bytes.AsSpan().Count((byte)letter)));
    }

    [LinuxTheory("Needs a child that leaves another behind, holding its pipes.", Timeout = Child.HangGuard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CapturePolicy_UntilExit_WhoStaysBehindAndReadsNothingGetsWhatFits(bool fansOut)
    {
        // More than the reader's pipe holds, and less than that and the writer's.
        const int Size = 100_000;
        GraphEdgeOptions options = new() { Capacity = 65536, Meter = !fansOut };
        using AnonymousPipe until = AnonymousPipe.Create();
        GraphSink output = GraphSink.Capture();
        GraphNode writer = _graph.AddVerb("writer", "generate", GraphTest.Number(Size));
        GraphNode reader = Shell("reader", "exec 4<&0; read line <&3 & exit 0");
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), reader.Descriptor(3));
        GraphRelay? relay = fansOut ? _graph.FanOut(writer.Output) : null;
        GraphEdge edge = relay?.Add(reader.Input, options) ?? _graph.Connect(writer.Output, reader.Input, options);
        _ = relay?.Add(output);

        GraphResult result = await _graph.RunAsync(new GraphRunOptions { CapturePolicy = CapturePolicy.UntilExit }, GraphTest.Token);

        Assert.Equal(0, result.ExitCode);
        Assert.InRange(result[edge].Bytes!.Value, 1, Size - 1);
        Assert.Null(result[edge].Exception);
        Assert.Equal(fansOut ? Size : 0, fansOut ? result.GetCaptured(output).Bytes.Length : 0);
        Assert.False(until.WriteEnd.IsOtherEndClosed);
    }

    [LinuxFact("Only Linux tells what a process has written.", Timeout = Child.HangGuard)]
    public async Task Result_DirectEdge_HasAnEstimate()
    {
        GraphNode writer = _graph.Add("writer", new ChildProcessOptions("head", "-c", GraphTest.Number(Large), "/dev/zero"));

        Assert.Equal((Large, ByteQuality.Estimate), await CountDirectAsync(writer.Output));
    }

    [LinuxFact("Only Linux tells what a process has written.", Timeout = Child.HangGuard)]
    public async Task Result_DirectEdgeBesideAFanOut_CountsTheBranchesOnce()
    {
        GraphNode writer = Shell("writer", "echo 12345; echo 12 >&2");
        GraphRelay relay = _graph.FanOut(writer.Output);
        _ = relay.Add(GraphSink.Capture());
        _ = relay.Add(GraphSink.Capture());

        Assert.Equal((3, ByteQuality.Estimate), await CountDirectAsync(writer.Error));
    }

    [LinuxFact("Only Linux tells what a process has written.", Timeout = Child.HangGuard)]
    public async Task Result_DirectEdgeBesideACountThatIsNotItsOwn_IsUnknown()
    {
        GraphNode writer = Shell("writer", "echo 12345; echo 12 >&2");
        GraphNode other = Shell("other", "echo 1");
        GraphNode joined = _graph.AddVerb("joined", "cat");
        _ = _graph.FanIn([writer.Output, other.Output], joined.Input, new GraphEdgeOptions { Meter = true });
        _ = _graph.Connect(joined.Output, GraphSink.Null);

        Assert.Equal((null, ByteQuality.Unknown), await CountDirectAsync(writer.Error));
    }

    [LinuxFact("Only Linux tells what a process has written.", Timeout = Child.HangGuard)]
    public async Task Result_DirectEdgeThatAnotherNodeWritesToo_CountsBoth()
    {
        GraphNode writer = Shell("writer", "echo 12345");
        GraphNode joined = Shell("joined", "echo 12");
        _graph.Join(joined.Output, writer.Output);

        Assert.Equal((9, ByteQuality.Estimate), await CountDirectAsync(writer.Output));
    }

    [LinuxFact("Linux rounds and limits what a pipe holds, and tells.", Timeout = Child.HangGuard)]
    public async Task Capacity_Requested_IsWhatTheChildFinds()
    {
        GraphSink output = GraphSink.Capture();
        GraphNode writer = _graph.AddVerb("writer", "exit", "0");
        GraphNode reader = _graph.AddVerb("reader", "capacity");
        GraphEdge edge = _graph.Connect(writer.Output, reader.Input, new GraphEdgeOptions { Capacity = 100_000 });
        _ = _graph.Connect(reader.Output, output);

        GraphResult result = await RunAsync();

        Assert.Equal("131072", result.GetCaptured(output).Text);
        Assert.Equal(131072, result[edge].Capacity);
        Assert.Empty(result.Warnings);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Capacity_MoreThanIsToBeHad_IsAWarning()
    {
        Assert.SkipUnless(PipeBudget.LargestCapacity < int.MaxValue && !Environment.IsPrivilegedProcess, "Nobody refuses it to this user.");
        GraphNode writer = _graph.AddVerb("writer", "exit", "0");
        GraphNode reader = _graph.AddVerb("reader", "cat");
        _ = _graph.Connect(writer.Output, reader.Input, new GraphEdgeOptions { Capacity = 1 << 28 });

        GraphResult result = await RunAsync();

        Assert.Equal(GraphWarningKind.SmallPipe, Assert.Single(result.Warnings).Kind);
    }

    /// <summary>Runs the graph with a reader for what one port writes, and nobody between the two.</summary>
    /// <returns>What is known of the edge's bytes.</returns>
    private async Task<(long? Bytes, ByteQuality Quality)> CountDirectAsync(GraphPort port)
    {
        GraphNode reader = _graph.AddVerb("reader", "cat");
        GraphEdge edge = _graph.Connect(port, reader.Input);
        _ = _graph.Connect(reader.Output, GraphSink.Null);
        GraphResult result = await RunAsync();
        return (result[edge].Bytes, result[edge].ByteQuality);
    }

    private GraphNode Shell(string name, string script) => _graph.Add(name, new ChildProcessOptions("sh", "-c", script));

    private Task<GraphResult> RunAsync() => _graph.RunAsync(cancellationToken: GraphTest.Token);
}
