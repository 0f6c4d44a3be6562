namespace Standpipe.Inspection;

/// <summary>The circles at the bottom of the stuck: sets of processes that wait for each other, and for nobody else.</summary>
/// <remarks>Kosaraju's algorithm, with stacks of its own: a chain may be thousands of processes long.</remarks>
internal sealed class Circles
{
    private readonly Func<MappedProcess, IEnumerable<MappedProcess>> _next;
    private readonly ILookup<MappedProcess, MappedProcess> _previous;
    private readonly IReadOnlyList<MappedProcess> _processes;

    /// <param name="processes">The stuck, by id.</param>
    /// <param name="next">Whom each of them waits for: all stuck, too.</param>
    internal Circles(IReadOnlyList<MappedProcess> processes, Func<MappedProcess, IEnumerable<MappedProcess>> next)
    {
        _processes = processes;
        _next = next;
        _previous = processes.SelectMany(process => next(process).Select(other => (other, process)))
            .ToLookup(edge => edge.other, edge => edge.process);
    }

    /// <summary>Finds them.</summary>
    /// <returns>Each by id; one process alone is a set, too.</returns>
    internal IEnumerable<List<MappedProcess>> FindBottom()
    {
        HashSet<MappedProcess> assigned = [];
        foreach (MappedProcess process in ByFinish().Where(process => !assigned.Contains(process)))
        {
            // Against the arrows, from who finished last.
            HashSet<MappedProcess> set = [.. Reach(process, other => _previous[other], assigned)];
            if (set.All(one => _next(one).All(set.Contains)))
            {
                yield return [.. set.OrderBy(one => one.Id)];
            }
        }
    }

    /// <summary>Everybody who waits, at whatever remove, for one of a set, and is not in it.</summary>
    internal List<MappedProcess> WaitingFor(IReadOnlyList<MappedProcess> set)
    {
        HashSet<MappedProcess> seen = [.. set];
        return [.. set.SelectMany(one => Reach(one, other => _previous[other], seen)).Except(set).OrderBy(one => one.Id)];
    }

    private List<MappedProcess> ByFinish()
    {
        List<MappedProcess> finished = [];
        HashSet<MappedProcess> seen = [];
        Stack<(MappedProcess Process, IEnumerator<MappedProcess> Others)> path = [];
        foreach (MappedProcess start in _processes.Where(seen.Add))
        {
            path.Push((start, _next(start).GetEnumerator()));
            while (path.TryPeek(out (MappedProcess Process, IEnumerator<MappedProcess> Others) top))
            {
                if (!top.Others.MoveNext())
                {
                    finished.Add(path.Pop().Process);
                }
                else if (seen.Add(top.Others.Current))
                {
                    path.Push((top.Others.Current, _next(top.Others.Current).GetEnumerator()));
                }
            }
        }

        finished.Reverse();
        return finished;
    }

    private static List<MappedProcess> Reach(
        MappedProcess start, Func<MappedProcess, IEnumerable<MappedProcess>> next, HashSet<MappedProcess> seen)
    {
        List<MappedProcess> reached = [];
        Stack<MappedProcess> open = [];
        _ = seen.Add(start);
        open.Push(start);
        while (open.TryPop(out MappedProcess? process))
        {
            reached.Add(process);
            foreach (MappedProcess other in next(process).Where(seen.Add))
            {
                open.Push(other);
            }
        }

        return reached;
    }
}
