using System.Diagnostics.CodeAnalysis;
using Standpipe.Inspection;

namespace Standpipe;

/// <summary>Notices when a graph stands still, and says why.</summary>
/// <remarks>
/// Two looks of different cost: whether any byte has moved, often; and only when none has, who waits for whom, in a map of the machine's pipes.
/// </remarks>
internal sealed class GraphStallWatch(RunState state, IReadOnlyList<NodeRun> nodes, IReadOnlyList<EdgeRun> edges, Func<PipeMap> capture)
{
    // How many times of the usual a graph that waits for something from outside is looked at less often.
    private const int RarestLook = 12;

    private readonly HashSet<PipeRun> _toldOf = [];
    private bool _hasDeadlock;
    private bool _hasFailed;

    /// <summary>Watches until all has ended.</summary>
    /// <param name="ended">Completes then.</param>
    /// <param name="stop">Stops the graph; called at most once, if the policy says so.</param>
    /// <returns>A task that does not fail: what keeps this from looking is a warning.</returns>
    internal async Task RunAsync(Task ended, Action stop)
    {
        // Not disposed of: it is cancelled when all has ended, which may be later than this. There is nothing to free.
        CancellationTokenSource over = new();
        _ = ended.ContinueWith(_ => over.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        long last = -1;
        int wait = 1;
        while (await WaitAsync(TimerTime.ForTimer(TimerTime.ForTimer(state.Options.StallTimeout) * wait), over.Token).ConfigureAwait(false))
        {
            long moved = CountMoved();
            bool stands = moved == last;
            wait = stands ? Math.Min(2 * wait, RarestLook) : 1;
            last = moved;
            if (stands && !state.IsStopping && TryLook(moved) && state.Options.StallPolicy == GraphStallPolicy.Stop)
            {
                stop();
                return;
            }
        }
    }

    private static async Task<bool> WaitAsync(TimeSpan time, CancellationToken over)
    {
        await Task.Delay(time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !over.IsCancellationRequested;
    }

    /// <summary>A number that changes whenever a byte moves, or a node ends.</summary>
    private long CountMoved()
    {
        long sum = nodes.Count(node => node.HasEnded);
        foreach (NodeRun node in nodes)
        {
            sum += node.BytesMoved ?? 0;
        }

        foreach (EdgeRun edge in edges)
        {
            sum += edge.Pump?.Bytes ?? 0;
        }

        return sum;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A graph that runs must not end for a look at it that fails, whatever the reason.")]
    private bool TryLook(long moved)
    {
        try
        {
            return Look(moved);
        }
        catch (Exception exception)
        {
            if (!_hasFailed)
            {
                _hasFailed = true;
                state.Warn(GraphWarningKind.StallWatchFailed, $"no byte moves, and why could not be found out: {exception.Message}");
            }

            return false;
        }
    }

    /// <summary>Finds out why it stands still.</summary>
    /// <returns>Whether there was anything new to be told.</returns>
    private bool Look(long moved)
    {
        PipeMap map = capture();
        if (CountMoved() != moved)
        {
            return false;
        }

        bool found = false;
        foreach (EdgeRun edge in edges)
        {
            if (FindHolders(map, edge) is { Count: > 0 } holders && _toldOf.Add(edge.WriterPipe!))
            {
                found = true;
                state.Warn(
                    GraphWarningKind.NoEndOfFile,
                    $"{edge.Edge.Name}: no end of file comes: {string.Join(" and ", edge.Writers.Select(writer => writer.Node.Name))} has ended, but "
                    + $"{string.Join(", ", holders)} still holds the pipe's write end");
            }
        }

        if (!_hasDeadlock && new GraphWaits(map, nodes, edges).FindCircle() is { } circle)
        {
            found = _hasDeadlock = true;
            state.Warn(GraphWarningKind.Deadlock, $"deadlock: {string.Join("; ", circle)}");
        }

        return found;
    }

    /// <summary>Who holds the write end of an empty pipe whose writers have all ended, while its other side is there.</summary>
    private static List<PipeHolder>? FindHolders(PipeMap map, EdgeRun edge) =>
        edge.WriterPipe is { First: GraphSide.Unknown } pipe && edge.Writers.Count > 0 && edge.Writers.TrueForAll(writer => writer.HasEnded)
        && map.FindPipe(pipe.Identity) is { } seen && (seen.BytesAvailable ?? 0) == 0 && seen.Readers.Any()
            ? [.. seen.Writers]
            : null;
}
