namespace Standpipe.Tests;

/// <summary>This process's own part in a graph: that it ends, whoever gives or takes nothing, and that sinks are shared.</summary>
[Collection("Processes")]
public class GraphPartsTests
{
    private const int Large = 300_000;
    private const string Capacities = "What a pipe holds is exact on Linux only.";

    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(50);

    private readonly ProcessGraph _graph = new();

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromStream_NeverReturnsAndReaderHadEnough_Ends()
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        source.WriteEnd.Write("0123456789"u8);
        GraphNode reader = _graph.AddVerb("reader", "read", "10");
        GraphEdge edge = _graph.Connect(GraphSource.FromStream(source.ReadEnd), reader.Input);
        _ = _graph.Connect(reader.Output, GraphSink.Null);

        GraphResult result = await _graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal((0, 10, null), (result.ExitCode, result[edge].Bytes, result[edge].Exception));
    }

    [LinuxFact(Capacities, Timeout = Child.HangGuard)]
    public async Task DisposeAsync_CallerTakesNothing_GivesUp()
    {
        using AnonymousPipe full = MakeFull();
        GraphNode writer = _graph.AddVerb("writer", "write", "text");
        GraphRelay relay = _graph.FanOut(writer.Output);
        GraphEdge edge = relay.Add(GraphSink.FromPipeWriteEnd(full.WriteEnd));
        RunningGraph running = _graph.Start(new GraphRunOptions { OwnTime = s_short });
        await AwaitExitAsync(running, writer);

        await running.DisposeAsync();

        GraphResult result = await running.Completion;
        _ = Assert.IsType<TimeoutException>(result[edge].Exception);
        Assert.Equal((GraphStopReason.Requested, 125), (result.StopReason, result.ExitCode));
    }

    [LinuxFact(Capacities, Timeout = Child.HangGuard)]
    public async Task StopAsync_StreamTakesNothing_GivesUp()
    {
        using AnonymousPipe full = MakeFull();
        GraphNode writer = _graph.AddVerb("writer", "write", "text");
        GraphEdge edge = _graph.Connect(writer.Output, GraphSink.ToStream(full.WriteEnd));
        await using RunningGraph running = _graph.Start(new GraphRunOptions { OwnTime = s_short });
        await AwaitExitAsync(running, writer);

        GraphResult result = await running.StopAsync(new GraphStop { Grace = TimeSpan.Zero });

        _ = Assert.IsType<TimeoutException>(result[edge].Exception);
        Assert.Equal((GraphStopReason.Requested, 125), (result.StopReason, result.ExitCode));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task ToStream_StreamThatBlocks_DoesNotHoldUpTheStart()
    {
        using AnonymousPipe bytes = AnonymousPipe.Create();
        bytes.WriteEnd.Write("x"u8);
        bytes.WriteEnd.Dispose();
        using BlockingStream stream = new();
        GraphDrain drain = new(bytes.ReadEnd, stream);

        await Child.OnThreadAsync(() =>
        {
            drain.Start();
            return true;
        });

        Assert.False(drain.Completion.IsCompleted);
        stream.Release();
        await drain.Completion;
        Assert.Equal((1, null), (drain.Bytes, drain.Failure));
    }

    [LinuxFact(Capacities, Timeout = Child.HangGuard)]
    public async Task CapturePolicy_UntilExit_BranchToACallersPipeIsWhole()
    {
        // More than one pipe of the graph holds: some waits before the fan-out, some behind it, when the writer has ended.
        using AnonymousPipe full = MakeFull();
        int before = full.Capacity;
        GraphNode writer = _graph.AddVerb("writer", "generate", GraphTest.Number(Large));
        GraphEdge edge = _graph.FanOut(writer.Output).Add(GraphSink.FromPipeWriteEnd(full.WriteEnd));
        await using RunningGraph running = _graph.Start(new GraphRunOptions { CapturePolicy = CapturePolicy.UntilExit });
        await AwaitExitAsync(running, writer);

        using MemoryStream got = new();
        await full.ReadEnd.CopyToAsync(got, GraphTest.Token);

        Assert.Equal(before + Large, got.Length);
        GraphResult result = await running.WaitAsync(GraphTest.Token);
        Assert.Equal((Large, null), (result[edge].Bytes, result[edge].Exception));
    }

    [LinuxFact(Capacities, Timeout = Child.HangGuard)]
    public async Task CapturePolicy_UntilExit_CallerWhoLeavesIsNoFailure()
    {
        using AnonymousPipe full = MakeFull();
        GraphNode writer = _graph.AddVerb("writer", "write", "text");
        GraphEdge edge = _graph.FanOut(writer.Output).Add(GraphSink.FromPipeWriteEnd(full.WriteEnd));
        await using RunningGraph running = _graph.Start(new GraphRunOptions { CapturePolicy = CapturePolicy.UntilExit });
        await AwaitExitAsync(running, writer);

        full.ReadEnd.Dispose();

        GraphResult result = await running.WaitAsync(GraphTest.Token);
        Assert.Equal((0, null), (result.ExitCode, result[edge].Exception));
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData("capture")]
    [InlineData("file")]
    [InlineData("stream")]
    [InlineData("stream until exit")]
    [InlineData("pipe")]
    public async Task Sink_SharedByBranchesAndANode_GetsEveryByte(string kind)
    {
        using ScratchDirectory scratch = new();
        using MemoryStream stream = new();
        using AnonymousPipe pipe = AnonymousPipe.Create();
        GraphSink sink = kind switch
        {
            "capture" => GraphSink.Capture(),
            "file" => GraphSink.CreateFile(scratch["file"]),
            "stream" => GraphSink.ToStream(stream),
            "stream until exit" => GraphSink.ToStream(stream, CapturePolicy.UntilExit),
            _ => GraphSink.FromPipeWriteEnd(pipe.WriteEnd),
        };
        GraphNode[] nodes = [.. ((string[])["a", "b", "c"]).Select(name => _graph.AddVerb(name, "generate", GraphTest.Number(Large)))];
        GraphRelay twice = _graph.FanOut(nodes[0].Output);
        GraphEdge[] branches = [twice.Add(sink), twice.Add(sink), _graph.FanOut(nodes[1].Output).Add(sink)];
        _ = _graph.Connect(nodes[2].Output, sink);
        await using RunningGraph running = _graph.Start();
        using MemoryStream got = new();
        if (kind == "pipe")
        {
            await pipe.ReadEnd.CopyToAsync(got, GraphTest.Token);
        }

        GraphResult result = await running.WaitAsync(GraphTest.Token);

        long length = kind switch
        {
            "capture" => result.GetCaptured(sink).Bytes.Length,
            "file" => new FileInfo(scratch["file"]).Length,
            "stream" or "stream until exit" => stream.Length,
            _ => got.Length,
        };
        Assert.Equal((0, 4 * Large), (result.ExitCode, length));
        Assert.All(branches, branch => Assert.Equal(Large, result[branch].Bytes));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task ToStream_UntilExitAndSharedWithABranchThatComesLater_HasAllOfIt()
    {
        using MemoryStream stream = new();
        using AnonymousPipe input = AnonymousPipe.Create();
        GraphSink sink = GraphSink.ToStream(stream, CapturePolicy.UntilExit);
        GraphNode early = _graph.AddVerb("early", "write", "early");
        GraphNode late = _graph.AddVerb("late", "cat");
        _ = _graph.Connect(early.Output, sink);
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(input.ReadEnd), late.Input);
        GraphEdge branch = _graph.FanOut(late.Output).Add(sink);
        await using RunningGraph running = _graph.Start();
        await AwaitExitAsync(running, early);

        await input.WriteEnd.WriteAsync(new byte[10 * Large], GraphTest.Token);
        input.WriteEnd.Dispose();

        GraphResult result = await running.WaitAsync(GraphTest.Token);
        Assert.Equal((0, 10 * Large, "early".Length + (10 * Large)), (result.ExitCode, result[branch].Bytes, stream.Length));
    }

    [LinuxFact("Windows has no FIFO.", Timeout = Child.HangGuard)]
    public async Task FanOut_BranchToAFifo_IsClosedWithTheBranch()
    {
        using ScratchDirectory scratch = new();
        Assert.True(ChildProcess.Run(new ChildProcessOptions("mkfifo", scratch["fifo"])).Status.IsSuccess);
        GraphSink output = GraphSink.Capture();
        GraphNode writer = _graph.AddVerb("writer", "write", "met");
        GraphNode reader = _graph.AddVerb("reader", "cat");
        _ = _graph.FanOut(writer.Output).Add(GraphSink.AppendFile(scratch["fifo"]));
        _ = _graph.Connect(GraphSource.FromFile(scratch["fifo"]), reader.Input);
        _ = _graph.Connect(reader.Output, output);

        GraphResult result = await _graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("met", result.GetCaptured(output).Text);
    }

    [LinuxFact("SIGPIPE is a signal of Linux.", Timeout = Child.HangGuard)]
    public async Task FanOut_BranchThatNobodyReads_EndsTheWriter()
    {
        GraphNode writer = _graph.Add("writer", new ChildProcessOptions("sh", "-c", "while :; do echo y; done"));
        GraphEdge edge = _graph.FanOut(writer.Output).Add(GraphSink.Closed);

        GraphResult result = await _graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal((0, GraphNodeOutcome.EarlyClose), (result.ExitCode, result[writer].Outcome));
        Assert.Equal(GraphSide.Reader, result[edge].ClosedFirst);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FanOut_BranchThatNobodyReads_LeavesTheOthersAlone()
    {
        GraphSink output = GraphSink.Capture();
        GraphNode writer = _graph.AddVerb("writer", "generate", GraphTest.Number(Large));
        GraphRelay relay = _graph.FanOut(writer.Output);
        _ = relay.Add(GraphSink.Closed);
        _ = relay.Add(output);

        GraphResult result = await _graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal((0, Large), (result.ExitCode, result.GetCaptured(output).Bytes.Length));
    }

    private static AnonymousPipe MakeFull()
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write(new byte[pipe.Capacity]);
        return pipe;
    }

    private static async Task AwaitExitAsync(RunningGraph running, GraphNode node)
    {
        await foreach (GraphEvent what in running.GetEventsAsync(GraphTest.Token))
        {
            if (what.Kind == GraphEventKind.NodeExited && what.Node == node)
            {
                return;
            }
        }
    }

    /// <summary>Holds the thread of whoever writes.</summary>
    private sealed class BlockingStream : MemoryStream
    {
        private readonly ManualResetEventSlim _released = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _released.Wait();
            base.Write(buffer);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        internal void Release() => _released.Set();

        protected override void Dispose(bool disposing)
        {
            _released.Dispose();
            base.Dispose(disposing);
        }
    }
}
