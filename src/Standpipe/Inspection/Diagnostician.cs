namespace Standpipe.Inspection;

/// <summary>Says what is the matter on a map: a pure function of it.</summary>
internal sealed class Diagnostician
{
    private readonly PipeMap _map;
    private readonly WaitGraph _graph;

    internal Diagnostician(PipeMap map, WaitGraph graph)
    {
        _map = map;
        _graph = graph;
    }

    /// <summary>Finds everything, the worst first.</summary>
    internal IReadOnlyList<PipeDiagnosis> Diagnose()
    {
        List<PipeDiagnosis> found = [.. Stuck()];
        HashSet<MappedPipe> told = [.. found.SelectMany(diagnosis => diagnosis.Pipes)];
        PipeDiagnostician pipes = new(_map, _graph);
        found.AddRange(_map.Pipes.Where(pipe => !told.Contains(pipe)).Select(pipes.Diagnose).OfType<PipeDiagnosis>());
        return
        [
            .. found.OrderByDescending(diagnosis => diagnosis.Severity)
                .ThenBy(diagnosis => diagnosis.Kind)
                .ThenBy(diagnosis => diagnosis.Pipes[0].Inode),
        ];
    }

    /// <summary>Those who cannot move, by what they wait for in the end.</summary>
    private IEnumerable<PipeDiagnosis> Stuck()
    {
        MappedProcess[] stuck = [.. _map.Processes.Where(process => !_graph.CanMove(process))];
        Circles circles = new(stuck, process => _graph.EdgesOf(process).Select(edge => edge.Blocker));
        foreach (List<MappedProcess> set in circles.FindBottom())
        {
            List<MappedProcess> waiting = circles.WaitingFor(set);
            if (set is [MappedProcess one] && _graph.EdgesOf(one).Count == 0)
            {
                // Stopped. Nothing is wrong with that as long as nobody, or only who is stopped as well, waits for it at a pipe.
                if (EdgesTo(one, waiting).ToArray() is [WaitEdge first, ..] edges)
                {
                    yield return Stopped(one, waiting, first, edges);
                }
            }
            else
            {
                yield return Circle(set, waiting);
            }
        }
    }

    private IEnumerable<WaitEdge> EdgesTo(MappedProcess process, IEnumerable<MappedProcess> waiting) =>
        waiting.SelectMany(_graph.EdgesOf).Where(edge => edge.Blocker == process && edge.End != null);

    private static PipeDiagnosis Stopped(
        MappedProcess process, List<MappedProcess> waiting, in WaitEdge first, WaitEdge[] edges) =>
        new(PipeDiagnosisKind.StoppedProcess, DiagnosisSeverity.Stuck)
        {
            Culprits = [process],
            Waiting = waiting,
            Pipes = [.. edges.Select(edge => edge.End!.Pipe).Distinct()],
            Reason = $"{Words.WaitAndEnd(first)} and is stopped.",
            Cure = $"Let it go on: kill -CONT {process.Id}. Or end it: kill -KILL {process.Id}.",
        };

    private PipeDiagnosis Circle(List<MappedProcess> set, List<MappedProcess> waiting)
    {
        List<WaitEdge> circle = Walk(set);
        MappedProcess[] culprits = [.. circle.Select(edge => edge.Waiter)];
        bool isForgotten = FindForgotten(circle) is not null;
        WaitEdge told = FindForgotten(circle) ?? circle[0];
        return new PipeDiagnosis(
            isForgotten ? PipeDiagnosisKind.ForgottenEnd : PipeDiagnosisKind.Deadlock, DiagnosisSeverity.Stuck)
        {
            Culprits = culprits,
            Waiting = [.. waiting.Concat(set.Except(culprits)).OrderBy(process => process.Id)],
            Pipes = [.. circle.Select(edge => edge.End?.Pipe).OfType<MappedPipe>().Distinct()],
            Reason = CircleReason(circle),
            Cure = isForgotten
                ? $"{told.Blocker} must close its descriptor {told.End!.Descriptor} before it waits: as long as it is open, the pipe cannot end."
                : DeadlockCure(circle),
        };
    }

    /// <summary>A way round, by the first of each one's blockers; through others rather than through the process itself.</summary>
    private List<WaitEdge> Walk(List<MappedProcess> set)
    {
        List<WaitEdge> path = [];
        Dictionary<MappedProcess, int> places = [];
        MappedProcess process = set[0];
        while (places.TryAdd(process, path.Count))
        {
            MappedProcess waiter = process;
            WaitEdge next = _graph.EdgesOf(waiter).OrderBy(edge => edge.Blocker == waiter).ThenBy(edge => edge.Blocker.Id).First();
            path.Add(next);
            process = next.Blocker;
        }

        return path[places[process]..];
    }

    /// <summary>
    /// The wait that nobody but a forgetful process could end: a process waits for end of file and holds the write end itself, or the one that
    /// holds it does no more than wait for a child.
    /// </summary>
    private static WaitEdge? FindForgotten(List<WaitEdge> circle)
    {
        foreach (WaitEdge edge in circle)
        {
            bool isOwn = edge.Blocker == edge.Waiter;
            bool isParents = edge.IsRead && circle.Exists(other => other.Waiter == edge.Blocker && other.End == null);
            if (edge.End != null && (isOwn || isParents))
            {
                return edge;
            }
        }

        return null;
    }

    private static string CircleReason(List<WaitEdge> circle)
    {
        if (circle is [WaitEdge own])
        {
            return $"{Words.Wait(own)}, and nobody but {own.Blocker} itself could end that: {Words.Holds(own)}.";
        }

        string steps = string.Join("; ", circle.Select(edge => Words.WaitAndEnd(edge)));
        return $"{Words.List(circle.Select(edge => edge.Waiter))} wait for each other: {steps}.";
    }

    private static string DeadlockCure(List<WaitEdge> circle)
    {
        if (circle.TrueForAll(edge => edge.IsRead))
        {
            return $"One of them must write before it reads, or close {circle[0].End!.Pipe}'s write end without a word.";
        }

        if (circle.Find(edge => edge.End != null && !edge.IsRead) is not { End: { } full })
        {
            return "One of them must end, or be ended.";
        }

        string who = circle.TrueForAll(edge => edge.End != null && !edge.IsRead)
            ? "One of them must read while it writes"
            : $"{full.Process} must read {full.Pipe} while it waits for the rest";
        return $"{who}; or give {full.Pipe} room for all of it (fcntl F_SETPIPE_SZ).";
    }
}
