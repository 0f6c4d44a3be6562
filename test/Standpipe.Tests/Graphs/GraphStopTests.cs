using System.Globalization;
using System.Runtime.InteropServices;

namespace Standpipe.Tests;

/// <summary>Stopping, from the producers on, and what is left afterwards: nothing.</summary>
[Collection("Processes")]
public class GraphStopTests
{
    private const string Signals = "Windows has no signals.";

    private static readonly TimeSpan s_ever = TimeSpan.FromHours(1);

    private readonly ProcessGraph _graph = new();

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task StopAsync_ProducersFirst_ConsumersFinishWhatIsUnderWay()
    {
        GraphSink output = GraphSink.Capture();
        GraphNode producer = Shell("producer", "trap 'echo last; exit 0' TERM; echo first; while :; do sleep 0.01; done");
        GraphNode consumer = Shell("consumer", "trap 'exit 9' TERM; read line; echo $line; echo got >&3; cat; echo drained");
        using AnonymousPipe got = AnonymousPipe.Create();
        _ = _graph.Connect(consumer.Descriptor(3), GraphSink.FromPipeWriteEnd(got.WriteEnd));
        _ = _graph.Connect(producer.Output, consumer.Input);
        _ = _graph.Connect(consumer.Output, output);
        await using RunningGraph running = _graph.Start(new GraphRunOptions { KillAfter = s_ever });
        await got.ReadEnd.ReadExactlyAsync(new byte[4], GraphTest.Token);

        GraphResult result = await running.StopAsync();

        Assert.Equal("first\nlast\ndrained\n", result.GetCaptured(output).Text);
        Assert.All(result.Nodes, node => Assert.Equal(GraphNodeOutcome.Succeeded, node.Outcome));
        Assert.Equal((GraphStopReason.Requested, 0), (result.StopReason, result.ExitCode));
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task StopAsync_ConsumerThatDoesNotEnd_IsToldAfterTheDrainTime()
    {
        GraphNode producer = Shell("producer", "exec sleep 1000");
        GraphNode consumer = Shell("consumer", "exec sleep 1000");
        _ = _graph.Connect(producer.Output, consumer.Input);
        await using RunningGraph running = _graph.Start(new GraphRunOptions { KillAfter = s_ever });

        GraphResult result = await running.StopAsync(new GraphStop { DrainTime = TimeSpan.FromMilliseconds(50) });

        Assert.Equal([15, 15], result.Nodes.Select(node => node.Status?.Signal));
        Assert.Equal([GraphNodeOutcome.Stopped, GraphNodeOutcome.Stopped], result.Outcomes());
        Assert.Equal(143, result.ExitCode);
        Assert.Empty(result.Warnings);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task StopAsync_WhoeverIgnoresIt_IsKilledAfterTheGrace()
    {
        GraphNode node = Shell("node", "trap '' TERM; echo ready; while :; do sleep 0.01; done");
        using AnonymousPipe ready = AnonymousPipe.Create();
        _ = _graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(ready.WriteEnd));
        await using RunningGraph running = _graph.Start();
        await ready.ReadEnd.ReadExactlyAsync(new byte[6], GraphTest.Token);

        GraphResult result = await running.StopAsync(new GraphStop { Grace = TimeSpan.FromMilliseconds(100) });

        Assert.Equal((9, GraphNodeOutcome.Stopped), (result[node].Status?.Signal, result[node].Outcome));
        GraphWarning warning = Assert.Single(result.Warnings);
        Assert.Equal((GraphWarningKind.Killed, "killed, since they still ran: node"), (warning.Kind, warning.Message));
    }

    [LinuxTheory(Signals, Timeout = Child.HangGuard)]
    [InlineData(GraphContainment.Tree, "sleep 1000 & echo ready; wait")]
    [InlineData(GraphContainment.Groups, "(sleep 1000 & echo ready) ; sleep 1000")]
    public async Task StopAsync_WhatNodesStarted_IsGoneToo(GraphContainment containment, string script)
    {
        // End of file comes only if nobody holds the write end any more: the grandchild too is gone.
        using AnonymousPipe voice = AnonymousPipe.Create();
        GraphNode node = Shell("node", "trap '' TERM;" + script);
        _ = _graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(voice.WriteEnd));
        await using RunningGraph running = _graph.Start(new GraphRunOptions { Containment = containment });
        byte[] buffer = new byte[10];
        await voice.ReadEnd.ReadExactlyAsync(buffer.AsMemory(0, 6), GraphTest.Token);

        _ = await running.StopAsync(new GraphStop { Grace = TimeSpan.Zero });

        Assert.Equal(0, await voice.ReadEnd.ReadAsync(buffer, GraphTest.Token));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_TimeIsOver_StopsAndSaysSo()
    {
        _ = AddHolding("node");

        GraphResult result = await _graph.RunAsync(
            new GraphRunOptions { Timeout = TimeSpan.FromMilliseconds(100), KillAfter = TimeSpan.Zero }, GraphTest.Token);

        Assert.Equal((GraphStopReason.TimedOut, 124, "the time was over"), (result.StopReason, result.ExitCode, result.Reason));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_Cancelled_LeavesNothing()
    {
        using CancellationTokenSource source = new();
        AnonymousPipe voice = AddHolding("node");
        Task<GraphResult> run = _graph.RunAsync(new GraphRunOptions { KillAfter = TimeSpan.Zero }, source.Token);
        byte[] one = new byte[1];
        await voice.ReadEnd.ReadExactlyAsync(one, GraphTest.Token);

        await source.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, await voice.ReadEnd.ReadAsync(one, GraphTest.Token));
        voice.Dispose();
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task DisposeAsync_Running_KillsAndWaits()
    {
        AnonymousPipe voice = AddHolding("node");
        RunningGraph running = _graph.Start();
        byte[] one = new byte[1];
        await voice.ReadEnd.ReadExactlyAsync(one, GraphTest.Token);

        await running.DisposeAsync();

        Assert.Equal(0, await voice.ReadEnd.ReadAsync(one, GraphTest.Token));
        Assert.Equal(GraphStopReason.Requested, (await running.Completion).StopReason);
        voice.Dispose();
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task StopAsync_StageInThisProcess_IsCancelled()
    {
        GraphNode stage = _graph.Add("stage", (_, token) => GraphTest.NeverAsync(token));
        GraphNode reader = _graph.AddVerb("reader", "cat");
        _ = _graph.Connect(stage.Output, reader.Input);
        await using RunningGraph running = _graph.Start(new GraphRunOptions { KillAfter = s_ever });

        GraphResult result = await running.StopAsync();

        Assert.Equal([GraphNodeOutcome.Stopped, GraphNodeOutcome.Succeeded], result.Outcomes());
        _ = Assert.IsType<TaskCanceledException>(result[stage].Exception);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task StopAsync_StageThatHearsNothing_LosesItsEnds()
    {
        GraphNode stage = _graph.Add("stage", (context, token) =>
        {
            // Blocks in the kernel, whatever the token says.
            _ = context.Input.Read(new byte[1]);
            return Task.CompletedTask;
        });
        AnonymousPipe until = AnonymousPipe.Create();
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), stage.Input);
        await using RunningGraph running = _graph.Start();

        GraphResult result = await running.StopAsync(new GraphStop { Grace = TimeSpan.FromMilliseconds(50) });

        _ = Assert.IsType<ObjectDisposedException>(result[stage].Exception);
        until.Dispose();
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task StopAsync_StageThatNeverEnds_IsLeftAsStopped()
    {
        GraphNode stage = _graph.Add("stage", (_, _) => new TaskCompletionSource().Task);
        await using RunningGraph running = _graph.Start(new GraphRunOptions { OwnTime = TimeSpan.FromMilliseconds(50) });

        GraphResult result = await running.StopAsync(new GraphStop { Grace = TimeSpan.Zero });

        _ = Assert.IsType<TimeoutException>(result[stage].Exception);
        Assert.Equal(GraphNodeOutcome.Stopped, result[stage].Outcome);
        Assert.True(result[stage].Ended > result[stage].Started);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task StopAsync_ProcessesCannotBeLookedFor_IsToldAndStopsAllTheSame()
    {
        AnonymousPipe voice = AddHolding("node");
        await using RunningGraph running = _graph.Start(new GraphRunOptions { FindBelow = _ => throw new InvalidOperationException("nothing is shown.") });
        await voice.ReadEnd.ReadExactlyAsync(new byte[1], GraphTest.Token);

        GraphResult result = await running.StopAsync(new GraphStop { Grace = TimeSpan.Zero });

        Assert.Equal(GraphNodeOutcome.Stopped, result.Nodes[0].Outcome);
        GraphWarning warning = Assert.Single(result.Warnings, warning => warning.Kind == GraphWarningKind.DescendantsUnknown);
        Assert.Equal("what the nodes have started cannot be looked for, and may be left: nothing is shown.", warning.Message);
        voice.Dispose();
    }

    [Theory]
    [InlineData(true, "what the nodes have started cannot be looked for, and may be left: too many open files.")]
    [InlineData(false, "what the nodes have started may be left: not all below this process could be killed")]
    public void Kill_DescendantsAreLeft_IsToldAndNoFailure(bool fails, string message)
    {
        RunState state = new(new GraphRunOptions
        {
            Containment = GraphContainment.AllDescendants,
            KillDescendants = _ => fails ? throw new IOException("too many open files.") : false,
        });
        using GraphReach reach = new(state, []);

        reach.Kill();

        Assert.Equal((GraphWarningKind.DescendantsUnknown, message), (Assert.Single(state.Warnings).Kind, state.Warnings[0].Message));
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task StopAsync_TimesBeyondATimers_AreForEver()
    {
        GraphNode node = Shell("node", "exec sleep 1000");
        await using RunningGraph running = _graph.Start(new GraphRunOptions
        {
            Timeout = TimeSpan.MaxValue,
            KillAfter = TimeSpan.MaxValue,
            StallTimeout = TimeSpan.MaxValue,
        });

        GraphResult result = await running.StopAsync();

        Assert.Equal((15, GraphStopReason.Requested), (result[node].Status?.Signal, result.StopReason));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void TimeLeft_FilesTookAllOfIt_IsNothing()
    {
        RunState state = new(GraphRunOptions.Default, opening: s_ever);

        Assert.True(state.TimeLeft(s_ever) <= TimeSpan.Zero);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task StopAsync_MemberOfTheGroupIsStopped_GoesOnToEnd()
    {
        // Only what the leader has started is stopped, as a shell's own job may be.
        const string Inner = "trap 'exit 0' TERM; echo $$; kill -STOP $$; while :; do sleep 0.01; done";
        GraphNode node = _graph.Add("node", new ChildProcessOptions("sh", "-c", "trap : TERM; sh -c \"$1\"; exit 7", "sh", Inner));
        using AnonymousPipe voice = AnonymousPipe.Create();
        _ = _graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(voice.WriteEnd));
        await using RunningGraph running = _graph.Start(new GraphRunOptions { Containment = GraphContainment.Groups, KillAfter = s_ever });
        using StreamReader reader = new(voice.ReadEnd);
        string stat = $"/proc/{await reader.ReadLineAsync(GraphTest.Token)}/stat";
        while (!(await File.ReadAllTextAsync(stat, GraphTest.Token)).Contains(") T ", StringComparison.Ordinal))
        {
            await Task.Yield();
        }

        GraphResult result = await running.StopAsync();

        Assert.Equal(7, result[node].Status?.Code);
        Assert.Empty(result.Warnings);
    }

    [LinuxFact(Signals, Timeout = Child.HangGuard)]
    public async Task Signal_ToAll_ReachesEveryProcess()
    {
        GraphSink errors = GraphSink.Capture();
        foreach (string name in (string[])["a", "b"])
        {
            GraphNode node = Shell(name, $"trap 'echo {name}; exit 0' USR1; echo ready >&3; while :; do sleep 0.01; done");
            _ = _graph.Connect(node.Output, errors);
        }

        using AnonymousPipe ready = AnonymousPipe.Create();
        GraphSink readySink = GraphSink.FromPipeWriteEnd(ready.WriteEnd);
        _ = _graph.Connect(_graph.Nodes[0].Descriptor(3), readySink);
        _ = _graph.Connect(_graph.Nodes[1].Descriptor(3), readySink);
        await using RunningGraph running = _graph.Start();
        await ready.ReadEnd.ReadExactlyAsync(new byte[12], GraphTest.Token);

        running.Signal((PosixSignal)10);

        GraphResult result = await running.WaitAsync(GraphTest.Token);
        Assert.Contains(result.GetCaptured(errors).Text, (string[])["a\nb\n", "b\na\n"]);
        Assert.Equal(GraphStopReason.None, result.StopReason);
    }

    [LinuxFact("Needs a child that leaves another behind, holding its pipes.", Timeout = Child.HangGuard)]
    public async Task CapturePolicy_UntilExit_DoesNotWaitForWhoStaysBehind()
    {
        GraphSink output = GraphSink.Capture();
        GraphSink metered = GraphSink.Capture();
        using AnonymousPipe until = AnonymousPipe.Create();
        GraphNode node = Shell("node", "read line <&3 & echo out; echo err >&2");
        GraphNode cat = Shell("cat", "cat");
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), node.Descriptor(3));
        _ = _graph.Connect(node.Output, output);
        _ = _graph.FanOut(node.Error).Add(metered);
        _ = _graph.Connect(cat.Output, GraphSink.Null);
        _ = _graph.Connect(GraphSource.Null, cat.Input);

        GraphResult result = await _graph.RunAsync(new GraphRunOptions { CapturePolicy = CapturePolicy.UntilExit }, GraphTest.Token);

        Assert.Equal(("out\n", CaptureEnd.ProcessExited), (result.GetCaptured(output).Text, result.GetCaptured(output).EndedBy));
        Assert.Equal("err\n", result.GetCaptured(metered).Text);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task GetEventsAsync_WholeRun_IsToldInOrderAndToLateComers()
    {
        GraphNode writer = _graph.AddVerb("writer", "write", "text");
        GraphNode reader = _graph.AddVerb("reader", "cat");
        _ = _graph.Connect(writer.Output, reader.Input);
        _ = _graph.Connect(reader.Output, GraphSink.Capture());
        await using RunningGraph running = _graph.Start();

        List<GraphEvent> events = await ReadAsync(running);
        List<GraphEvent> late = await ReadAsync(running);

        Assert.Equal(events, late);
        Assert.Equal(GraphEventKind.Started, events[0].Kind);
        Assert.Equal(GraphEventKind.Completed, events[^1].Kind);
        Assert.Equal(0, events[^1].Result?.ExitCode);
        // In no order between the two: a process closes its pipes before it has ended, and who reads there can be the first to be gone.
        List<GraphEvent> exits = [.. events.Where(what => what.Kind == GraphEventKind.NodeExited)];
        Assert.Equal([reader, writer], exits.Select(what => what.Node).OfType<GraphNode>().OrderBy(node => node.Name, StringComparer.Ordinal));
        Assert.All(exits, what => Assert.Equal(GraphNodeOutcome.Succeeded, what.Outcome));
        Assert.Equal(
            OperatingSystem.IsLinux() ? 2 : 1,
            events.Count(what => what is { Kind: GraphEventKind.EdgeClosed, Side: GraphSide.Writer }));
    }

    [LinuxFact("Windows does not reap.", Timeout = Child.HangGuard)]
    public async Task NodeExiting_IsCalledWhileTheProcessIsAZombie()
    {
        GraphNode node = _graph.AddVerb("node", "exit", "3");
        RunningGraph? running = null;
        using ManualResetEventSlim started = new();
        string? state = null;
        GraphRunOptions options = new()
        {
            NodeExiting = exiting =>
            {
                started.Wait();
                string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{running![exiting].ProcessId}/stat"));
                state = stat[(stat.LastIndexOf(')') + 2)..][..1];
                throw new InvalidOperationException("does no harm");
            },
        };
        running = _graph.Start(options);
        started.Set();

        GraphResult result = await running.WaitAsync(GraphTest.Token);

        Assert.Equal(("Z", 3), (state, result.ExitCode));
        Assert.Equal(GraphWarningKind.ObserverFailed, Assert.Single(result.Warnings).Kind);
    }

    private static async Task<List<GraphEvent>> ReadAsync(RunningGraph running)
    {
        List<GraphEvent> events = [];
        await foreach (GraphEvent what in running.GetEventsAsync(GraphTest.Token))
        {
            events.Add(what);
        }

        return events;
    }

    private GraphNode Shell(string name, string script) => _graph.Add(name, new ChildProcessOptions("sh", "-c", script));

    /// <summary>Adds a node that says a byte and then waits for ever.</summary>
    /// <returns>The pipe that it says it by.</returns>
    private AnonymousPipe AddHolding(string name)
    {
        AnonymousPipe voice = AnonymousPipe.Create();
        GraphNode node = _graph.AddVerb(name, "hold");
        _ = _graph.Connect(_graph.Add($"{name}-input", (_, token) => GraphTest.NeverAsync(token)).Output, node.Input);
        _ = _graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(voice.WriteEnd));
        return voice;
    }
}
