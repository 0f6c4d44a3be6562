using System.Runtime.InteropServices;

namespace Standpipe;

/// <content>Stopping.</content>
public sealed partial class RunningGraph
{
    // Completes when the stopping is over, if there is one.
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Completes when there is to be no more grace.
    private readonly TaskCompletionSource _killNow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Stops the graph: producers first, then, if they do not end by themselves, the others; at last what is left is killed.</summary>
    /// <param name="stop">How. Default: by SIGTERM, with the grace that the run's options name.</param>
    /// <returns>The result, when everything has ended. What had ended before is judged as ever.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    /// <exception cref="ArgumentException">There is no such signal.</exception>
    /// <remarks>If it is being stopped already, the second call's only effect is with a grace of zero: it kills now.</remarks>
    public Task<GraphResult> StopAsync(GraphStop? stop = null)
    {
        stop?.Validate();
        if (stop?.Signal is { } signal)
        {
            _ = NativeSignal.From(signal);
        }

        return StopAsync(GraphStopReason.Requested, stop ?? GraphStop.Default);
    }

    internal async Task<GraphResult> StopAsync(GraphStopReason reason, GraphStop stop)
    {
        TimeSpan grace = stop.Grace ?? _state.Options.KillAfter;
        if (grace == TimeSpan.Zero)
        {
            _ = _killNow.TrySetResult();
        }

        if (_state.TryStop(reason))
        {
            _state.Log.Add(new GraphEvent(GraphEventKind.Stopping, _state.Elapsed, $"stopping: {Describe(reason)}") { StopReason = reason });
            try
            {
                await Task.Run(_reach.Look).ConfigureAwait(false);
                await TellAsync(stop, grace).ConfigureAwait(false);
                await KillAsync().ConfigureAwait(false);
            }
            finally
            {
                _ = _stopped.TrySetResult();
            }
        }

        return await Completion.ConfigureAwait(false);
    }

    private static string Describe(GraphStopReason reason) => reason switch
    {
        GraphStopReason.TimedOut => "the time is over",
        GraphStopReason.Stalled => "it stands still",
        GraphStopReason.Canceled => "it was cancelled",
        _ => "it was asked for",
    };

    private async Task StopAfterAsync(TimeSpan timeout)
    {
        TimeSpan left = _state.TimeLeft(timeout);
        await TimerTime.WaitAsync(Completion, left > TimeSpan.Zero ? left : TimeSpan.Zero).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Completion.IsCompleted)
        {
            _ = await StopAsync(GraphStopReason.TimedOut, GraphStop.Default).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the producers, then the others; waits for them, but for no longer than the grace.</summary>
    private async Task TellAsync(GraphStop stop, TimeSpan grace)
    {
        TimeSpan drain = stop.DrainTime ?? (grace / 2);
        drain = drain < grace ? drain : grace;
        foreach (GraphPump pump in _wiring.Pumps)
        {
            pump.StopFeeding();
        }

        int[] ranks = Rank();
        Tell(InOrder().Where(node => ranks[node.Index] == 0), stop.Signal);
        if (await EndsWithinAsync(drain).ConfigureAwait(false))
        {
            return;
        }

        Tell(InOrder().Where(node => ranks[node.Index] > 0), stop.Signal);
        _ = await EndsWithinAsync(grace - drain).ConfigureAwait(false);
    }

    private void Tell(IEnumerable<NodeRun> nodes, PosixSignal? signal)
    {
        foreach (NodeRun node in nodes)
        {
            node.CancelStage();
            if (signal is { } number && _reach.Signal(node, number))
            {
                // What is stopped (Ctrl-Z) would not see it. On Windows it was killed, and nothing runs any more.
                _ = _reach.Signal(node, NativeSignal.Continue);
            }
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            await TimerTime.WaitAsync(Task.WhenAny(_all, _killNow.Task), time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return _all.IsCompleted;
    }

    private async Task KillAsync()
    {
        NodeRun[] left = [.. _nodes.Where(node => !node.HasEnded)];
        if (left.Length > 0)
        {
            _state.Warn(GraphWarningKind.Killed, $"killed, since they still ran: {string.Join(", ", left.Select(node => node.Node.Name))}");
        }

        // It reads /proc, and may wait for what is stuck.
        await Task.Run(_reach.Kill).ConfigureAwait(false);
        foreach (NodeRun stage in _nodes.Where(node => node.Node.IsInProcess))
        {
            stage.CancelStage();
            stage.CloseEnds();
        }

        await Task.WhenAny(Task.WhenAll(_nodes.Select(node => node.Completion)), Task.Delay(_state.Options.OwnTime)).ConfigureAwait(false);
        foreach (NodeRun stage in _nodes.Where(node => node.Node.IsInProcess))
        {
            stage.Abandon();
        }

        await Task.WhenAll(_nodes.Select(node => node.Completion)).ConfigureAwait(false);
        if (!_all.IsCompleted)
        {
            // Whoever escaped and holds a pipe, or takes nothing of what is his, must not hold this up.
            await FinishPumpsAsync(_state.Options.OwnTime).ConfigureAwait(false);
        }
    }

    private int[] Rank() => GraphTopology.Rank(
        _nodes.Length,
        [.. _nodes.SelectMany(node => node.Outputs.SelectMany(edge => edge.Readers.Select(reader => (node.Index, reader.Index))))]);

    private IEnumerable<NodeRun> InOrder()
    {
        int[] ranks = Rank();
        return _nodes.OrderBy(node => ranks[node.Index]);
    }
}
