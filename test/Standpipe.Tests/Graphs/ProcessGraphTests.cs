using System.Text;
using Standpipe.Observation;

namespace Standpipe.Tests;

[Collection("Processes")]
public class ProcessGraphTests
{
    private const int Large = 3_000_000;

    private const string Endless = "while :; do echo y; done";
    private const string Descriptors = "No other descriptors can be chosen on Windows.";

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_ThreeInALine_PassesEveryByte()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode first = graph.AddVerb("first", "generate", GraphTest.Number(Large));
        GraphNode second = graph.AddVerb("second", "cat");
        GraphNode third = graph.AddVerb("third", "cat");
        _ = graph.Connect(first.Output, second.Input);
        _ = graph.Connect(second.Output, third.Input);
        GraphEdge last = graph.Connect(third.Output, output);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("every node ended well", result.Reason);
        Assert.Equal(0, result.ExitCode);
        Assert.Null(result.Cause);
        Assert.All(result.Nodes, node => Assert.Equal(GraphNodeOutcome.Succeeded, node.Outcome));
        Assert.All(result.Nodes, node => Assert.InRange(node.Ended, node.Started, result.Elapsed));
        Assert.Equal(Large, result.GetCaptured(output).Bytes.Length);
        Assert.True(GraphTest.IsPattern(result.GetCaptured(output).Bytes.Span));
        Assert.Equal((Large, ByteQuality.Exact), (result[last].Bytes, result[last].ByteQuality));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_StreamUntilExit_HasAllThatTheNodeWroteAndWaitsForNobody()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        string text = new('x', OperatingSystem.IsWindows() ? 30_000 : 100_000);   // a command line of Windows holds no more
        using MemoryStream taken = new();
        ProcessGraph graph = new();
        GraphNode node = graph.Add("node", new ChildProcessOptions(TestChildProgram.Path, "grandchild", text, until.ReadEnd.ChildValue)
        {
            StandardInput = ChildInput.Null,
            InheritedHandles = { until.ReadEnd },
        });
        GraphEdge edge = graph.Connect(node.Output, GraphSink.ToStream(taken, CapturePolicy.UntilExit));

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(text, Encoding.UTF8.GetString(taken.ToArray()), StringComparison.Ordinal);
        Assert.Equal((taken.Length, ByteQuality.Exact), (result[edge].Bytes, result[edge].ByteQuality));
        Assert.False(until.WriteEnd.IsOtherEndClosed);
    }

    [Fact]
    public void ToStream_NoSuchPolicy_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GraphSink.ToStream(Stream.Null, (CapturePolicy)9));

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_BytesAndStream_AreFedAndTaken()
    {
        byte[] input = Pattern.Bytes(Large);
        using MemoryStream taken = new();
        foreach (GraphSource source in (GraphSource[])[GraphSource.FromBytes(input), GraphSource.FromStream(new MemoryStream(input))])
        {
            ProcessGraph graph = new();
            GraphNode cat = graph.AddVerb("cat", "cat");
            GraphEdge fed = graph.Connect(source, cat.Input);
            GraphEdge drained = graph.Connect(cat.Output, GraphSink.ToStream(taken));

            GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

            Assert.Equal(0, result.ExitCode);
            Assert.Equal((Large, ByteQuality.Exact), (result[fed].Bytes, result[fed].ByteQuality));
            Assert.Equal((Large, ByteQuality.Exact), (result[drained].Bytes, result[drained].ByteQuality));
            Assert.True(GraphTest.IsPattern(taken.ToArray()));
            taken.SetLength(0);
        }
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_Files_AreReadMadeAndAppendedTo()
    {
        using ScratchDirectory scratch = new();
        await File.WriteAllTextAsync(scratch["in"], "one ", GraphTest.Token);
        await File.WriteAllTextAsync(scratch["made"], "something much longer", GraphTest.Token);
        await File.WriteAllTextAsync(scratch["longer"], "zero ", GraphTest.Token);
        ProcessGraph graph = new();
        GraphNode made = graph.AddVerb("made", "cat");
        GraphNode longer = graph.AddVerb("longer", "cat");
        _ = graph.Connect(GraphSource.FromFile(scratch["in"]), made.Input);
        _ = graph.Connect(made.Output, GraphSink.CreateFile(scratch["made"]));
        _ = graph.Connect(GraphSource.FromFile(scratch["in"]), longer.Input);
        _ = graph.Connect(longer.Output, GraphSink.AppendFile(scratch["longer"]));

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(("one ", "zero one "), (scratch.Read("made"), scratch.Read("longer")));
        Assert.All(result.Edges, edge => Assert.Equal((null, ByteQuality.Unknown), (edge.Bytes, edge.ByteQuality)));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_ErrorsOfTwoNodes_MeetInOneCapture()
    {
        ProcessGraph graph = new();
        GraphSink errors = GraphSink.Capture();
        GraphSink output = GraphSink.Capture();
        GraphNode first = graph.AddVerb("first", "to-stderr", "e1 ", "o1");
        GraphNode second = graph.AddVerb("second", "to-stderr", "e2 ", "o2");
        _ = graph.Connect(first.Error, errors);
        _ = graph.Connect(second.Error, errors);
        _ = graph.Connect(second.Output, output);
        _ = graph.Connect(first.Output, GraphSink.Null);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Contains(result.GetCaptured(errors).Text, (string[])["e1 e2 ", "e2 e1 "]);
        Assert.Equal("o2", result.GetCaptured(output).Text);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_StandardErrorEdge_FeedsAnotherNode()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode writer = graph.AddVerb("writer", "to-stderr", "said");
        GraphNode reader = graph.AddVerb("reader", "cat");
        _ = graph.Connect(writer.Error, reader.Input);
        _ = graph.Connect(reader.Output, output);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("said", result.GetCaptured(output).Text);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_JoinedErrors_GoWhereOutputGoes()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode writer = graph.AddVerb("writer", "to-stderr", "first, ", "then");
        graph.Join(writer.Error, writer.Output);
        _ = graph.Connect(writer.Output, output);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("first, then", result.GetCaptured(output).Text);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_CopyOfAnotherNodesInput_ReadsTheSamePipe()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode writer = graph.AddVerb("writer", "write", "for whoever reads");
        GraphNode reader = graph.AddVerb("reader", "exit", "0");
        GraphNode other = graph.AddVerb("other", "cat");
        _ = graph.Connect(writer.Output, reader.Input);
        graph.Join(other.Input, reader.Input);
        _ = graph.Connect(other.Output, output);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("for whoever reads", result.GetCaptured(output).Text);
    }

    [LinuxFact("SIGPIPE is a signal of Linux.", Timeout = Child.HangGuard)]
    public async Task RunAsync_CopyOfAnotherNodesInputThatFailed_LeavesTheWriterWithoutReader()
    {
        ProcessGraph graph = new();
        GraphNode writer = graph.Add("writer", new ChildProcessOptions("/bin/sh", "-c", Endless));
        GraphNode reader = graph.AddVerb("reader", "read", "1");
        GraphNode other = graph.AddVerb("other", "exit", "3");
        _ = graph.Connect(writer.Output, reader.Input);
        _ = graph.Connect(reader.Output, GraphSink.Null);
        graph.Join(other.Input, reader.Input);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal([GraphNodeOutcome.LostReader, GraphNodeOutcome.Succeeded, GraphNodeOutcome.Failed], result.Outcomes());
        Assert.Equal(3, result.ExitCode);
    }

    [LinuxFact("SIGPIPE is a signal of Linux.", Timeout = Child.HangGuard)]
    public async Task RunAsync_PipeThatNobodyReads_IsAnEarlyClose()
    {
        ProcessGraph graph = new();
        GraphNode writer = graph.Add("writer", new ChildProcessOptions("/bin/sh", "-c", Endless));
        _ = graph.Connect(writer.Output, GraphSink.Closed);
        _ = graph.Connect(writer.Error, GraphSink.Closed);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal([GraphNodeOutcome.EarlyClose], result.Outcomes());
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(13, result.Nodes[0].Status!.Signal);
    }

    [LinuxFact(Descriptors, Timeout = Child.HangGuard)]
    public async Task RunAsync_AnyDescriptorToAnyOther_IsOnePipe()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode writer = graph.AddVerb("writer", "write-end", "3", "by another way");
        GraphNode reader = graph.AddVerb("reader", "copy-end", "4");
        _ = graph.Connect(writer.Descriptor(3), reader.Descriptor(4));
        _ = graph.Connect(reader.Output, output);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("by another way", result.GetCaptured(output).Text);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_FanIn_EndsWithTheLastWriter()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode[] writers = [.. Enumerable.Range(0, 4).Select(i => graph.AddVerb($"writer{i}", "write", $"[{i}]"))];
        GraphNode reader = graph.AddVerb("reader", "cat");
        GraphEdge edge = graph.FanIn(writers.Select(writer => writer.Output), reader.Input);
        _ = graph.Connect(reader.Output, output);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        string text = result.GetCaptured(output).Text;
        Assert.Equal("[0][1][2][3]", string.Concat(text.Chunk(3).Select(chunk => new string(chunk)).Order(StringComparer.Ordinal)));
        Assert.Equal("writer0.1+writer1.1+writer2.1+writer3.1->reader.0", edge.Name);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_Cycle_EndsWhenANodeLeavesIt()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode source = graph.AddVerb("source", "write", "round and round");
        GraphNode around = graph.AddVerb("around", "cat");
        GraphNode reader = graph.AddVerb("reader", "read", "45");
        GraphRelay relay = graph.FanOut(around.Output, reader.Input);
        GraphNode back = graph.AddVerb("back", "cat");
        _ = relay.Add(back.Input);
        _ = graph.FanIn([source.Output, back.Output], around.Input);
        _ = graph.Connect(reader.Output, output);
        await using RunningGraph running = graph.Start();

        // Three times round, and the reader has had enough; the others would go on for ever.
        await foreach (GraphEvent what in running.GetEventsAsync(GraphTest.Token))
        {
            if (what.Kind == GraphEventKind.NodeExited && what.Node == reader)
            {
                break;
            }
        }

        GraphResult result = await running.StopAsync();
        Assert.Equal("45", result.GetCaptured(output).Text);
        Assert.Equal(GraphNodeOutcome.Succeeded, result[reader].Outcome);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_StageInThisProcess_IsANodeLikeOthers()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode writer = graph.AddVerb("writer", "write", "quiet");
        GraphNode stage = graph.Add("stage", async (context, token) =>
        {
            using StreamReader reader = new(context.Input);
            string text = await reader.ReadToEndAsync(token);
            await context.Output.WriteAsync(Encoding.UTF8.GetBytes(text.ToUpperInvariant()), token);
        });
        GraphNode last = graph.AddVerb("last", "cat");
        _ = graph.Connect(writer.Output, stage.Input);
        _ = graph.Connect(stage.Output, last.Input);
        _ = graph.Connect(last.Output, output);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("QUIET", result.GetCaptured(output).Text);
        Assert.Equal((true, null, "completed"), (stage.IsInProcess, result[stage].Status, result[stage].Reason));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_StageThrows_IsTheNodesFailure()
    {
        ProcessGraph graph = new();
        GraphNode writer = graph.AddVerb("writer", "generate", GraphTest.Number(Large));
        GraphNode stage = graph.Add("stage", (_, _) => throw new InvalidDataException("not what was wanted"));
        _ = graph.Connect(writer.Output, stage.Input);

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Same(stage, result.Cause?.Node);
        Assert.Equal(("stage: not what was wanted", 1), (result.Reason, result.ExitCode));
        _ = Assert.IsType<InvalidDataException>(result[stage].Exception);
        _ = Assert.Throws<GraphFailedException>(result.EnsureSuccess);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_Captures_NeverWaitForEachOther()
    {
        ProcessGraph graph = new();
        GraphSink[] captures = [.. Enumerable.Range(0, 6).Select(_ => GraphSink.Capture(1000))];
        for (int i = 0; i < 3; i++)
        {
            GraphNode node = graph.AddVerb($"node{i}", "tee");
            _ = graph.Connect(GraphSource.FromBytes(Pattern.Bytes(Large)), node.Input);
            _ = graph.Connect(node.Output, captures[2 * i]);
            _ = graph.Connect(node.Error, captures[(2 * i) + 1]);
        }

        GraphResult result = await graph.RunAsync(cancellationToken: GraphTest.Token);

        Assert.All(captures, capture =>
        {
            CapturedOutput captured = result.GetCaptured(capture);
            Assert.Equal((1000, Large - 1000L), (captured.Bytes.Length, captured.DiscardedBytes));
        });
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_EndsOfCallersPipes_MoveIntoTheGraph()
    {
        using AnonymousPipe input = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        ProcessGraph graph = new();
        GraphNode cat = graph.AddVerb("cat", "cat");
        _ = graph.Connect(GraphSource.FromPipeReadEnd(input.ReadEnd), cat.Input);
        _ = graph.Connect(cat.Output, GraphSink.FromPipeWriteEnd(output.WriteEnd));
        await using RunningGraph running = graph.Start();

        Assert.Equal((false, false), (input.ReadEnd.CanRead, output.WriteEnd.CanWrite));
        input.WriteEnd.Write("through"u8);
        input.WriteEnd.Dispose();
        using StreamReader reader = new(output.ReadEnd);
        Assert.Equal("through", await reader.ReadToEndAsync(GraphTest.Token));
        Assert.Equal(0, (await running.WaitAsync(GraphTest.Token)).ExitCode);
    }

    [LinuxFact("Only Linux tells what a process holds.", Timeout = Child.HangGuard)]
    public async Task Start_EdgesBetweenChildren_AreHeldByNobodyElse()
    {
        ProcessGraph graph = new();
        GraphSink output = GraphSink.Capture();
        GraphNode writer = graph.AddVerb("writer", "fds");
        GraphNode reader = graph.AddVerb("reader", "cat");
        _ = graph.Connect(writer.Output, reader.Input);
        _ = graph.Connect(reader.Output, output);
        int before = OpenFiles.Links().Count(link => link.StartsWith("pipe:", StringComparison.Ordinal));
        await using RunningGraph running = graph.Start();

        // The capture's is the one that is left.
        Assert.InRange(OpenFiles.Links().Count(link => link.StartsWith("pipe:", StringComparison.Ordinal)), 0, before + 1);
        GraphResult result = await running.WaitAsync(GraphTest.Token);
        Assert.Equal(["0", "1", "2"], result.GetCaptured(output).Text.Split('\n').Select(line => line.Split(' ')[0]));
    }

    [LinuxFact("Only Linux tells what is in a pipe.", Timeout = Child.HangGuard)]
    public async Task Peek_ReaderWithAnotherPipeInItsPlace_ShowsTheEdgesOwn()
    {
        using AnonymousPipe other = AnonymousPipe.Create();
        using AnonymousPipe said = AnonymousPipe.Create();
        other.WriteEnd.Write("other"u8);
        ProcessGraph graph = new();
        GraphNode reader = graph.Add("reader", new ChildProcessOptions("sh", "-c", "exec 5<&0 0<&3; echo moved; exec sleep 1000") { InheritedHandles = { other.ReadEnd.As(3) } });
        GraphEdge edge = graph.Connect(GraphSource.FromText("edge"), reader.Input);
        _ = graph.Connect(reader.Output, GraphSink.FromPipeWriteEnd(said.WriteEnd));
        await using RunningGraph running = graph.Start();
        await said.ReadEnd.ReadExactlyAsync(new byte[1], GraphTest.Token);
        RunningGraphEdge one = running.Edges.Single(running => running.Edge == edge);

        // This process may not have fed it yet.
        byte[]? shown;
        do
        {
            shown = one.Peek(100);
            GraphTest.Token.ThrowIfCancellationRequested();
        }
        while (shown is []);

        Assert.Equal("edge"u8, shown!);
        Assert.Equal("ed"u8, one.Peek(2)!);
        Assert.Null(running.Edges.Single(running => running != one).Peek(100));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => one.Peek(-1));
        running.Signal((System.Runtime.InteropServices.PosixSignal)9);
        _ = await running.WaitAsync(GraphTest.Token);
        Assert.Null(one.Peek(100));
    }
}
