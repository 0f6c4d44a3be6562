using System.Diagnostics.CodeAnalysis;
using Standpipe.Inspection;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Notices when a graph stands still, and says why.</summary>
/// <remarks>
/// Two looks of different cost: whether any byte has moved, often; and only when none has, who waits for whom, in a map of the machine's pipes.
/// </remarks>
internal sealed class GraphStallWatch(RunState state, IReadOnlyList<NodeRun> nodes, IReadOnlyList<EdgeRun> edges, Func<PipeMap> capture)
{
    // How many times of the usual a graph that waits for something from outside is looked at less often.
    private const int RarestLook = 12;

    // A timer that is given less fires at once.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly HashSet<PipeRun> _toldOf = [];

    // Of a pipe that somebody else holds: how many bytes its readers had moved by the last look.
    private readonly Dictionary<PipeRun, long> _read = [];
    private bool _looksAgainSoon;
    private bool _hasDeadlock;
    private bool _hasFailed;

    /// <summary>Watches until all has ended.</summary>
    /// <param name="ended">Completes then.</param>
    /// <param name="stop">Stops the graph; called at most once, if the policy says so.</param>
    /// <returns>A task that does not fail: what keeps this from looking is a warning.</returns>
    internal async Task RunAsync(Task ended, Action stop)
    {
        long last = -1;
        int wait = 1;
        while (!await EndsWithinAsync(ended, wait).ConfigureAwait(false))
        {
            long moved = CountMoved();
            bool stands = moved == last;
            last = moved;
            _looksAgainSoon = !stands;
            if (stands && !state.IsStopping && TryLook(moved) && state.Options.StallPolicy == GraphStallPolicy.Stop)
            {
                stop();
                return;
            }

            wait = _looksAgainSoon ? 1 : Math.Min(2 * wait, RarestLook);
        }
    }

    /// <summary>Waits so many times of the usual.</summary>
    private async Task<bool> EndsWithinAsync(Task ended, int times)
    {
        TimeSpan usual = state.Options.StallTimeout > s_shortest ? state.Options.StallTimeout : s_shortest;
        TimeSpan time = usual < TimeSpan.MaxValue / times ? usual * times : TimeSpan.MaxValue;
        await TimerTime.WaitAsync(ended, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ended.IsCompleted;
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
            sum += edge.Pump?.Progress ?? 0;
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
        foreach (PipeRun pipe in edges.SelectMany(edge => (PipeRun?[])[edge.WriterPipe, edge.ReaderPipe]).OfType<PipeRun>().Distinct())
        {
            if (FindHolders(map, pipe) is { Count: > 0 } holders && _toldOf.Add(pipe))
            {
                found = true;
                state.Warn(GraphWarningKind.NoEndOfFile, Describe(pipe, holders));
            }
        }

        if (!_hasDeadlock && new GraphWaits(map, nodes, edges).FindCircle() is { } circle)
        {
            found = _hasDeadlock = true;
            state.Warn(GraphWarningKind.Deadlock, $"deadlock: {string.Join("; ", circle)}");
        }

        return found;
    }

    /// <summary>Who, being no part of the graph, keeps end of file from those who read a pipe: all have ended who are to write it, it is empty, and stays so.</summary>
    private List<PipeHolder>? FindHolders(PipeMap map, PipeRun pipe)
    {
        if (pipe.First != GraphSide.Unknown || !edges.All(edge => HasEnded(edge, pipe))
            || map.FindPipe(pipe.Identity) is not { } seen || (seen.BytesAvailable ?? 0) > 0 || !seen.Readers.Any())
        {
            return null;
        }

        List<PipeHolder> holders = [.. seen.Writers.Where(holder => !IsOfGraph(holder.Process))];
        return holders.Count > 0 && IsQuiet(pipe, seen) ? holders : null;
    }

    /// <summary>Whether nobody writes a pipe any more as an edge's writer: no node does, and this process neither.</summary>
    private static bool HasEnded(EdgeRun edge, PipeRun pipe) =>
        pipe == edge.WriterPipe ? edge.Writers.Count > 0 && edge.Writers.TrueForAll(writer => writer.HasEnded)
        : pipe != edge.ReaderPipe || edge.Pump is { Completion.IsCompleted: true };

    private bool IsOfGraph(MappedProcess process) =>
        process.Id == Environment.ProcessId || nodes.Any(node => !node.HasEnded && node.Child?.Id == process.Id);

    /// <summary>Whether those who read a pipe have got nothing since the last look: a node's figures do not tell of its children's reading before it has reaped them.</summary>
    private bool IsQuiet(PipeRun pipe, MappedPipe seen)
    {
        long read = 0;
        foreach (int reader in seen.Readers.Select(holder => holder.Process.Id).Where(id => id != Environment.ProcessId).Distinct())
        {
            using IChildProbe? probe = ChildProbe.Open(reader);
            read += probe?.ReadBytesMoved() ?? 0;
        }

        bool isKnown = _read.TryGetValue(pipe, out long before);
        _read[pipe] = read;
        _looksAgainSoon |= !isKnown;
        return isKnown && read == before;
    }

    private string Describe(PipeRun pipe, List<PipeHolder> holders)
    {
        EdgeRun[] own = [.. edges.Where(edge => pipe == edge.WriterPipe || pipe == edge.ReaderPipe)];
        string[] writers = [.. own.SelectMany(edge => edge.Writers).Distinct().Select(writer => writer.Node.Name)];
        return $"{string.Join(" and ", own.Select(edge => edge.Edge.Name))}: no end of file comes: {string.Join(" and ", writers)} {(writers.Length > 1 ? "have" : "has")} ended, but "
            + $"{string.Join(", ", holders)} still {(holders.Count > 1 ? "hold" : "holds")} the pipe's write end";
    }
}
