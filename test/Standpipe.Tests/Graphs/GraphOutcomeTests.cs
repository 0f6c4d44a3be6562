namespace Standpipe.Tests;

/// <summary>How the ends of real programs are judged.</summary>
[Collection("Processes")]
public class GraphOutcomeTests
{
    private const string Signals = "A writer whose reader has left dies of a signal on Linux only.";
    private const string Closings = "Only Linux tells who closed first.";

    private readonly ProcessGraph _graph = new();

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Result_ReaderHadEnough_WriterIsNoFailure()
    {
        GraphNode writer = Shell("writer", "while :; do echo y; done");
        GraphNode reader = _graph.AddVerb("reader", "read", "10");
        GraphEdge edge = _graph.Connect(writer.Output, reader.Input);
        _ = _graph.Connect(reader.Output, GraphSink.Null);

        GraphResult result = await RunAsync();

        Assert.Equal((0, null), (result.ExitCode, result.Cause));
        Assert.Equal(GraphNodeOutcome.EarlyClose, result[writer].Outcome);
        Assert.Equal("SIGPIPE, after its reader reader had closed the pipe", result[writer].Reason);
        Assert.Equal(GraphSide.Reader, result[edge].ClosedFirst);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Result_ReaderHadEnoughBehindAnother_AllAreForgiven()
    {
        GraphNode[] line = [Shell("first", "while :; do echo y; done"), Shell("second", "exec cat"), _graph.AddVerb("third", "read", "10")];
        ConnectAll(line);

        GraphResult result = await RunAsync();

        Assert.Equal([GraphNodeOutcome.EarlyClose, GraphNodeOutcome.EarlyClose, GraphNodeOutcome.Succeeded], result.Outcomes());
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Result_WriterThatIgnoresTheSignal_IsForgivenItsCode()
    {
        GraphNode writer = Shell("writer", "trap '' PIPE; while echo y; do :; done; exit 3");
        GraphNode reader = _graph.AddVerb("reader", "read", "10");
        ConnectAll([writer, reader]);
        _ = _graph.Connect(writer.Error, GraphSink.Null);

        GraphResult result = await RunAsync();

        Assert.Equal((3, GraphNodeOutcome.EarlyClose), (result[writer].Status?.Code, result[writer].Outcome));
        Assert.Equal(0, result.ExitCode);
    }

    [LinuxFact(Closings, Timeout = Child.HangGuard)]
    public async Task Result_FailureBesideALeavingReader_IsNotForgiven()
    {
        // It does not ignore SIGPIPE: had a write failed, it would not have lived to exit with 3.
        GraphNode writer = Shell("writer", "read line; exit 3");
        GraphNode reader = _graph.AddVerb("reader", "exit", "0");
        ConnectAll([writer, reader]);
        using AnonymousPipe go = AnonymousPipe.Create();
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(go.ReadEnd), writer.Input);
        await using RunningGraph running = _graph.Start();
        await AwaitExitAsync(running, reader);
        go.WriteEnd.Write("go\n"u8);

        GraphResult result = await running.WaitAsync(GraphTest.Token);

        Assert.Equal((GraphNodeOutcome.Failed, 3), (result[writer].Outcome, result.ExitCode));
        Assert.Equal("writer: exit 3", result.Reason);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Result_SignalWithoutALostReader_IsAFailure()
    {
        // 141 and SIGPIPE, though the reader reads to the end.
        GraphNode writer = _graph.AddVerb("writer", "raise", "13");
        GraphNode reader = _graph.AddVerb("reader", "cat");
        GraphEdge edge = _graph.Connect(writer.Output, reader.Input);

        GraphResult result = await RunAsync();

        Assert.Equal((GraphNodeOutcome.Failed, 141), (result[writer].Outcome, result.ExitCode));
        Assert.Equal(GraphSide.Writer, result[edge].ClosedFirst);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Result_ReaderCrashes_IsTheCauseOfAll()
    {
        GraphNode[] line = [Shell("first", "while :; do echo y; done"), Shell("second", "exec cat"), Shell("third", "read line; kill -SEGV $$")];
        ConnectAll(line);

        GraphResult result = await RunAsync();

        Assert.Equal([GraphNodeOutcome.LostReader, GraphNodeOutcome.LostReader, GraphNodeOutcome.Failed], result.Outcomes());
        Assert.Equal((line[2], 139), (result.Cause?.Node, result.ExitCode));
        Assert.Equal("SIGPIPE, after its reader third had failed", result[line[1]].Reason);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Result_CrashInTheMiddle_IsTheCause()
    {
        GraphNode[] line = [Shell("first", "while :; do echo y; done"), Shell("second", "read line; exit 7"), Shell("third", "cat; exit 1")];
        ConnectAll(line);

        GraphResult result = await RunAsync();

        Assert.Equal([GraphNodeOutcome.LostReader, GraphNodeOutcome.Failed, GraphNodeOutcome.Failed], result.Outcomes());
        Assert.Equal((line[1], 7), (result.Cause?.Node, result.ExitCode));
    }

    [LinuxFact(Closings, Timeout = Child.HangGuard)]
    public async Task Result_ReaderClosesItsInputAndRunsOn_ForgivesTheWriter()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        GraphNode writer = Shell("writer", "while :; do echo y; done");
        GraphNode reader = Shell("reader", "exec 0<&-; read line <&3 || exit 0");
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), reader.Descriptor(3));
        ConnectAll([writer, reader]);
        await using RunningGraph running = _graph.Start();
        await AwaitExitAsync(running, writer);
        Assert.False(running[reader].HasEnded);
        until.WriteEnd.Dispose();

        GraphResult result = await running.WaitAsync(GraphTest.Token);

        Assert.Equal([GraphNodeOutcome.EarlyClose, GraphNodeOutcome.Succeeded], result.Outcomes());
    }

    [LinuxTheory(Closings, Timeout = Child.HangGuard)]
    [InlineData(GraphExitPolicy.Cause, 7)]
    [InlineData(GraphExitPolicy.Last, 5)]
    [InlineData(GraphExitPolicy.PipeFail, 5)]
    [InlineData(GraphExitPolicy.Any, 7)]
    public async Task ExitCode_EachPolicy_NamesItsNode(GraphExitPolicy policy, int code)
    {
        // The second waits for the first one's end of file.
        ConnectAll([Shell("first", "exit 7"), Shell("second", "cat; exit 5")]);

        Assert.Equal(code, (await _graph.RunAsync(policy)).ExitCode);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task ExitCode_PipeFail_CountsEarlyClosesAsAShellDoes()
    {
        ConnectAll([Shell("writer", "while :; do echo y; done"), _graph.AddVerb("reader", "read", "10")]);

        Assert.Equal(141, (await _graph.RunAsync(GraphExitPolicy.PipeFail)).ExitCode);
        Assert.Equal(141, (await _graph.RunAsync(GraphExitPolicy.Any)).ExitCode);
        Assert.Equal(0, (await _graph.RunAsync(GraphExitPolicy.Last)).ExitCode);
    }

    [LinuxTheory(Signals, Timeout = Child.HangGuard)]
    [InlineData(GraphEarlyClosePolicy.Accept, 0, 0)]
    [InlineData(GraphEarlyClosePolicy.Warn, 0, 1)]
    [InlineData(GraphEarlyClosePolicy.Fail, 141, 0)]
    public async Task EarlyClose_EachPolicy_MakesOfItWhatItSays(GraphEarlyClosePolicy policy, int code, int warnings)
    {
        GraphNode writer = Shell("writer", "while :; do echo y; done");
        ConnectAll([writer, _graph.AddVerb("reader", "read", "10")]);

        GraphResult result = await _graph.RunAsync(new GraphRunOptions { EarlyClose = policy }, GraphTest.Token);

        Assert.Equal((code, GraphNodeOutcome.EarlyClose), (result.ExitCode, result[writer].Outcome));
        Assert.Equal(code == 0 ? null : writer, result.Cause?.Node);
        Assert.Equal(
            Enumerable.Repeat("writer: SIGPIPE, after its reader reader had closed the pipe", warnings),
            result.Warnings.Where(warning => warning.Kind == GraphWarningKind.EarlyClose).Select(warning => warning.Message));
    }

    [LinuxFact("There is a device that is always full on Linux only.", Timeout = Child.HangGuard)]
    public async Task Result_SinkFails_IsTheGraphsFailure()
    {
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        GraphNode writer = Shell("writer", "while :; do echo y; done");
        GraphEdge edge = _graph.Connect(writer.Output, GraphSink.ToStream(full));

        GraphResult result = await RunAsync();

        Assert.Equal((125, null), (result.ExitCode, result.Cause));
        Assert.Equal(GraphNodeOutcome.LostReader, result[writer].Outcome);
        _ = Assert.IsType<IOException>(result[edge].Exception, exactMatch: false);
        Assert.StartsWith("writer.1->stream: ", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ExitCode_StreamFailedAndThenStopped_IsTheStreams()
    {
        GraphEdge edge = _graph.Connect(_graph.AddVerb("writer", "exit", "0").Output, GraphSink.Null);
        GraphResult result = new([], [new GraphEdgeResult(edge) { Exception = new IOException("The disk is full.") }], null, 0)
        {
            StopReason = GraphStopReason.Requested,
        };

        Assert.Equal((125, "writer.1->null: The disk is full; it was stopped"), (result.ExitCode, result.Reason));
    }

    [LinuxTheory(Closings, Timeout = Child.HangGuard)]
    [InlineData("trap '' PIPE; while echo y; do :; done; exit 3", "read line", GraphSide.Reader, GraphNodeOutcome.EarlyClose)]
    [InlineData("echo y; kill -PIPE $$", "cat", GraphSide.Writer, GraphNodeOutcome.Failed)]
    [InlineData("echo y; exit 3", "cat /dev/fd/0", GraphSide.Writer, GraphNodeOutcome.Failed)]
    public async Task Result_WhileOthersLookIntoThePipe_IsTheSame(string writes, string reads, GraphSide first, GraphNodeOutcome outcome)
    {
        // Each look opens the pipe once more, as the observer's do, and each has a close of its own.
        GraphNode writer = Shell("writer", $"read go; {writes}");
        GraphNode reader = Shell("reader", reads);
        GraphEdge edge = _graph.Connect(writer.Output, reader.Input);
        _ = _graph.Connect(reader.Output, GraphSink.Null);
        _ = _graph.Connect(writer.Error, GraphSink.Null);
        using AnonymousPipe go = AnonymousPipe.Create();
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(go.ReadEnd), writer.Input);
        await using RunningGraph running = _graph.Start();
        string path = $"/proc/{running[writer].ProcessId}/fd/1";
        Look(path);
        go.WriteEnd.Write("go\n"u8);
        while (!running.Completion.IsCompleted)
        {
            Look(path);
        }

        GraphResult result = await running.Completion;
        Assert.Equal((outcome, first), (result[writer].Outcome, result[edge].ClosedFirst));
    }

    private static void Look(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
        }
        catch (IOException)
        {
            // It has ended, or nobody reads any more.
        }
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

    private GraphNode Shell(string name, string script) => _graph.Add(name, new ChildProcessOptions("sh", "-c", script));

    /// <summary>One after the other; what the last writes nobody wants.</summary>
    private void ConnectAll(GraphNode[] line)
    {
        for (int i = 1; i < line.Length; i++)
        {
            _ = _graph.Connect(line[i - 1].Output, line[i].Input);
        }

        _ = _graph.Connect(line[^1].Output, GraphSink.Null);
    }

    private Task<GraphResult> RunAsync() => _graph.RunAsync(cancellationToken: GraphTest.Token);
}
