namespace Standpipe.Inspection;

/// <summary>Follows who waits for whom: a pure function of a map.</summary>
internal sealed class ChainFinder
{
    private readonly PipeMap _map;
    private readonly WaitGraph _graph;

    internal ChainFinder(PipeMap map, WaitGraph graph)
    {
        _map = map;
        _graph = graph;
    }

    /// <summary>Follows the waits from a process on.</summary>
    internal WaitChain Find(MappedProcess start)
    {
        List<WaitLink> links = [];
        HashSet<MappedProcess> seen = [];
        MappedProcess process = start;
        while (true)
        {
            _ = seen.Add(process);
            MappedThread? thread = Foreground.ThreadOf(_map, _graph, process);
            if (thread == null || WaitRules.Blockers(_map, process, thread) is not { } edges)
            {
                links.Add(Last(process, thread));
                return new WaitChain(links, EndOf(process, thread), Summary(start, links[^1], EndOf(process, thread)));
            }

            WaitEdge next = Choose(edges);
            links.Add(new WaitLink(process, thread, $"{Words.WaitAndEnd(next)}.")
            {
                Pipe = next.End?.Pipe,
                Others = [.. edges.Select(edge => edge.Blocker).Distinct().Where(other => other != next.Blocker).OrderBy(other => other.Id)],
            });
            process = next.Blocker;
            if (seen.Contains(process))
            {
                return _graph.CanMove(process)
                    ? new WaitChain(links, WaitChainEnd.CanMove, $"{start} waits, in the end, for {process}, which could move by another of its threads.")
                    : new WaitChain(links, WaitChainEnd.Circle, Round(start, links, process));
            }
        }
    }

    /// <summary>Who of several is asked next: one that could move rather than one that cannot, and not who was merely left behind.</summary>
    private WaitEdge Choose(List<WaitEdge> edges) => edges
        .OrderByDescending(edge => _graph.CanMove(edge.Blocker))
        .ThenBy(edge => edge.Blocker == edge.Waiter)
        .ThenBy(edge => Kinship.IsLeftBehind(_map, edge.Blocker, edge.Waiter))
        .ThenBy(edge => edge.End?.Descriptor > 2)
        .ThenBy(edge => edge.Blocker.Id)
        .First();

    private static WaitLink Last(MappedProcess process, MappedThread? thread) =>
        new(process, thread, $"{process} {Words.Activity(thread)}.") { Pipe = thread?.InputPipe ?? thread?.OutputPipe };

    private static WaitChainEnd EndOf(MappedProcess process, MappedThread? thread)
    {
        bool isAlone = thread is { IsSteady: true, Activity: ThreadActivity.Reading, InputPipe: { } input } && !input.Writers.Any();
        bool isUnread = thread is { IsSteady: true, Activity: ThreadActivity.Writing, OutputPipe: { } output } && !output.Readers.Any();
        return WaitGraph.IsStopped(process) ? WaitChainEnd.Stopped
            : isAlone || isUnread || thread == null ? WaitChainEnd.Unseen : WaitChainEnd.CanMove;
    }

    private static string Summary(MappedProcess start, WaitLink last, WaitChainEnd end)
    {
        string what = Words.Activity(last.Thread);
        if (last.Process == start)
        {
            return end switch
            {
                WaitChainEnd.Stopped => $"{start} is stopped: kill -CONT {start.Id} lets it go on.",
                WaitChainEnd.Unseen => $"{start} {what}; who could end that cannot be seen.",
                _ => $"{start} waits for no other process: it {what}.",
            };
        }

        return end switch
        {
            WaitChainEnd.Stopped => $"{start} waits, in the end, for {last.Process}, which is stopped: kill -CONT {last.Process.Id} lets it go on.",
            WaitChainEnd.Unseen => $"{start} waits, in the end, for {last.Process}, which {what}; who could end that cannot be seen.",
            _ => $"{start} waits, in the end, for {last.Process}, which {what}.",
        };
    }

    private static string Round(MappedProcess start, List<WaitLink> links, MappedProcess again)
    {
        MappedProcess[] circle = [.. links.Select(link => link.Process).SkipWhile(process => process != again)];
        return circle is [MappedProcess one]
            ? $"{start} cannot go on: {one} waits for what only {one} itself could do."
            : $"{start} cannot go on: {Words.List(circle)} wait for each other.";
    }
}
