using Standpipe.Inspection;

namespace Standpipe.Tests;

/// <summary>A graph that stands still says why.</summary>
[Collection("Processes")]
public class GraphStallTests
{
    private const string Reason = "Only Linux tells who waits for what.";

    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(20);

    private readonly ProcessGraph _graph = new();

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StallPolicy_TwoThatReadEachOther_IsADeadlockAndStopped()
    {
        GraphNode first = _graph.Add("first", new ChildProcessOptions("cat"));
        GraphNode second = _graph.Add("second", new ChildProcessOptions("cat"));
        _ = _graph.Connect(first.Output, second.Input);
        _ = _graph.Connect(second.Output, first.Input);

        GraphResult result = await RunAsync(GraphStallPolicy.Stop);

        Assert.Equal((GraphStopReason.Stalled, 124), (result.StopReason, result.ExitCode));
        GraphWarning warning = Assert.Single(result.Warnings, warning => warning.Kind == GraphWarningKind.Deadlock);
        Assert.Equal("deadlock: first waits for bytes in second.1->first.0; second waits for bytes in first.1->second.0", warning.Message);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StallPolicy_DiamondThatIsReadOneBranchAfterTheOther_IsADeadlock()
    {
        // The one who joins wants all of the left branch before any of the right one, and that is more than the pipes hold.
        GraphNode source = _graph.Add("source", new ChildProcessOptions("head", "-c", "10000000", "/dev/zero"));
        GraphNode joined = _graph.Add("joined", new ChildProcessOptions("sh", "-c", "cat; cat <&3"));
        _ = _graph.FanOut(source.Output, joined.Input, joined.Descriptor(3));
        _ = _graph.Connect(joined.Output, GraphSink.Null);

        GraphResult result = await RunAsync(GraphStallPolicy.Stop);

        GraphWarning warning = Assert.Single(result.Warnings, warning => warning.Kind == GraphWarningKind.Deadlock);
        Assert.Equal("deadlock: joined waits for bytes in source.1->joined.0, which is held up by source.1->joined.3, which is full", warning.Message);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StallPolicy_SomebodyHoldsTheWriteEnd_IsNamed()
    {
        // It leaves a process behind that has its output and never uses it.
        using AnonymousPipe until = AnonymousPipe.Create();
        GraphNode writer = _graph.Add("writer", new ChildProcessOptions("sh", "-c", "sleep 1000 <&3 & echo text"));
        GraphNode reader = _graph.Add("reader", new ChildProcessOptions("cat"));
        GraphSink output = GraphSink.Capture();
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), writer.Descriptor(3));
        _ = _graph.Connect(writer.Output, reader.Input);
        _ = _graph.Connect(reader.Output, output);
        await using RunningGraph running = _graph.Start(Options(GraphStallPolicy.Warn));

        string? message = null;
        await foreach (GraphEvent what in running.GetEventsAsync(GraphTest.Token))
        {
            if (what.Warning is { Kind: GraphWarningKind.NoEndOfFile } warning)
            {
                message = warning.Message;
                break;
            }
        }

        Assert.Matches(@"^writer\.1->reader\.0: no end of file comes: writer has ended, but sleep\[\d+\] descriptor 1 \(write\) still holds", message);
        Assert.False(running.Completion.IsCompleted);
        Assert.True(ChildProcess.Run(new ChildProcessOptions("kill", message!.Split('[', ']')[1])).Status.IsSuccess);
        Assert.Equal("text\n", (await running.WaitAsync(GraphTest.Token)).GetCaptured(output).Text);
    }

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StallPolicy_OneOfTwoThatShareASinkHasEnded_IsLeftAlone(bool byFanOut)
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        GraphNode first = _graph.Add("first", new ChildProcessOptions("echo", "text"));
        GraphNode second = _graph.Add("second", new ChildProcessOptions("sh", "-c", "cat >/dev/null; read line <&3 || :"));
        GraphSink errors = GraphSink.Capture();
        _ = _graph.Connect(first.Output, second.Input);
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), second.Descriptor(3));
        _ = _graph.Connect(first.Error, errors);
        _ = byFanOut ? _graph.FanOut(second.Error).Add(errors) : _graph.Connect(second.Error, errors);
        TaskCompletionSource<RunningGraph> started = new();
        int looks = 0;
        await using RunningGraph running = _graph.Start(new GraphRunOptions
        {
            StallPolicy = GraphStallPolicy.Stop,
            StallTimeout = s_short,
            CapturePipes = () =>
            {
                // The third look at it comes when two have said nothing.
                looks += started.Task.GetAwaiter().GetResult()[first].HasEnded ? 1 : 0;
                if (looks == 3)
                {
                    until.WriteEnd.Dispose();
                }

                return PipeMap.Capture();
            },
        });
        started.SetResult(running);

        GraphResult result = await running.WaitAsync(GraphTest.Token);

        Assert.Equal((GraphStopReason.None, 0), (result.StopReason, result.ExitCode));
        Assert.Empty(result.Warnings);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StallPolicy_WhatNodesLeftBehindPassesBytesOn_IsLeftAlone()
    {
        // No node moves a byte: the first has ended, and what it left behind writes; the second waits for its child, which reads, one byte between two looks.
        const int Looks = 4;
        using AnonymousPipe input = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        GraphNode first = _graph.Add("first", new ChildProcessOptions("sh", "-c", "cat <&3 &"));
        GraphNode second = _graph.Add("second", new ChildProcessOptions("sh", "-c", "cat; exit 0"));
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(input.ReadEnd), first.Descriptor(3));
        _ = _graph.Connect(first.Output, second.Input);
        _ = _graph.Connect(second.Output, GraphSink.FromPipeWriteEnd(output.WriteEnd));
        int looks = 0;

        GraphResult result = await _graph.RunAsync(
            new GraphRunOptions
            {
                StallPolicy = GraphStallPolicy.Stop,
                StallTimeout = s_short,
                CapturePipes = () =>
                {
                    byte[] one = new byte[1];
                    if (looks < Looks)
                    {
                        input.WriteEnd.Write(one);
                        output.ReadEnd.ReadExactly(one);
                    }

                    PipeMap map = PipeMap.Capture();
                    if (++looks == Looks)
                    {
                        input.WriteEnd.Dispose();
                        Assert.Equal(0, output.ReadEnd.Read(one));
                    }

                    return map;
                },
            },
            GraphTest.Token);

        Assert.Equal((GraphStopReason.None, 0), (result.StopReason, result.ExitCode));
        Assert.Empty(result.Warnings);
        Assert.InRange(looks, Looks, int.MaxValue);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StallPolicy_WaitsForSomethingElse_IsLeftAlone()
    {
        using AnonymousPipe input = AnonymousPipe.Create();
        GraphNode first = _graph.Add("first", new ChildProcessOptions("cat"));
        GraphNode second = _graph.Add("second", new ChildProcessOptions("cat"));
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(input.ReadEnd), first.Input);
        _ = _graph.Connect(first.Output, second.Input);
        GraphNode slow = _graph.Add("slow", new ChildProcessOptions("sleep", "0.5"));
        _ = _graph.Connect(slow.Output, GraphSink.Null);
        _ = _graph.Connect(second.Output, GraphSink.Null);
        await using RunningGraph running = _graph.Start(Options(GraphStallPolicy.Stop));

        // Time for some looks, which become rarer: what is waited for comes from outside.
        await foreach (GraphEvent what in running.GetEventsAsync(GraphTest.Token))
        {
            if (what.Kind == GraphEventKind.NodeExited)
            {
                break;
            }
        }

        input.WriteEnd.Dispose();
        GraphResult result = await running.WaitAsync(GraphTest.Token);
        Assert.Equal(GraphStopReason.None, result.StopReason);
        Assert.Empty(result.Warnings);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StallPolicy_PartOfANodeWaitsForSomethingElse_IsNoDeadlock()
    {
        // The two cats that read each other stand still, but what the third passes on would wake them.
        using AnonymousPipe input = AnonymousPipe.Create();
        GraphNode first = _graph.Add("first", new ChildProcessOptions("sh", "-c", "cat <&3 & cat"));
        GraphNode second = _graph.Add("second", new ChildProcessOptions("cat"));
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(input.ReadEnd), first.Descriptor(3));
        _ = _graph.Connect(first.Output, second.Input);
        _ = _graph.Connect(second.Output, first.Input);
        TaskCompletionSource<RunningGraph> started = new();
        TaskCompletionSource looked = new();
        int looks = 0;
        await using RunningGraph running = _graph.Start(new GraphRunOptions
        {
            StallPolicy = GraphStallPolicy.Stop,
            StallTimeout = s_short,
            CapturePipes = () =>
            {
                PipeMap map = PipeMap.Capture();
                int shell = started.Task.GetAwaiter().GetResult()[first].ProcessId!.Value;
                looks += AreBlocked(map, shell) ? 1 : 0;
                if (looks == 3)
                {
                    looked.SetResult();
                }

                return map;
            },
        });
        started.SetResult(running);

        // The third look comes when two have found all of them blocked, and said nothing.
        await looked.Task.WaitAsync(GraphTest.Token);
        GraphResult result = await running.StopAsync(new GraphStop { Grace = TimeSpan.Zero });

        Assert.Equal(GraphStopReason.Requested, result.StopReason);
        Assert.DoesNotContain(result.Warnings, warning => warning.Kind == GraphWarningKind.Deadlock);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StallPolicy_PipesCannotBeSeen_IsToldOnceAndLooksAgain()
    {
        TaskCompletionSource ended = new();
        RunState state = new(Options(GraphStallPolicy.Stop));
        int looks = 0;
        GraphStallWatch watch = new(state, [], [], () =>
        {
            if (++looks == 2)
            {
                ended.SetResult();
            }

            throw new IOException("nothing is shown");
        });

        await watch.RunAsync(ended.Task, () => Assert.Fail("A look that fails is no reason to stop."));

        GraphWarning warning = Assert.Single(state.Warnings);
        Assert.Equal((GraphWarningKind.StallWatchFailed, "no byte moves, and why could not be found out: nothing is shown"), (warning.Kind, warning.Message));
        Assert.Equal(2, looks);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task StallTimeout_LessThanATimerCounts_DoesNotHoldUpTheStart()
    {
        TaskCompletionSource ended = new();
        RunState state = new(new GraphRunOptions { StallTimeout = TimeSpan.FromTicks(1) });
        GraphStallWatch watch = new(state, [], [], () => throw new IOException("nothing is shown"));

        Task run = await Child.OnThreadAsync(() => watch.RunAsync(ended.Task, () => Assert.Fail("A look that fails is no reason to stop.")));

        ended.SetResult();
        await run;
    }

    /// <summary>Whether a shell waits for two children, and they for bytes.</summary>
    private static bool AreBlocked(PipeMap map, int shell) =>
        map.FindProcess(shell) is { Threads: [{ Activity: ThreadActivity.Child, IsSteady: true }] }
        && map.Children[shell].Count() == 2
        && map.Children[shell].All(child => child.Threads is [{ Activity: ThreadActivity.Reading, IsSteady: true }]);

    private static GraphRunOptions Options(GraphStallPolicy policy) =>
        new() { StallPolicy = policy, StallTimeout = s_short, KillAfter = TimeSpan.FromSeconds(1) };

    private Task<GraphResult> RunAsync(GraphStallPolicy policy) => _graph.RunAsync(Options(policy), GraphTest.Token);
}
