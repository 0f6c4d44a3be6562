namespace Standpipe.Inspection;

/// <summary>Who waits for whom, and who of all these can still move.</summary>
/// <remarks>
/// A wait on a pipe ends if any one of those at the other end does something, so a process can move if one of its threads can, and a
/// thread can if one that it waits for can. What is left when that has been followed to its end is stuck: everybody there
/// waits for others who are there, too.
/// </remarks>
internal sealed class WaitGraph
{
    private readonly Dictionary<MappedProcess, List<WaitEdge>> _edges = [];
    private readonly HashSet<MappedProcess> _movable = [];

    internal WaitGraph(PipeMap map)
    {
        Queue<MappedProcess> moved = [];
        foreach (MappedProcess process in map.Processes)
        {
            if (Add(map, process))
            {
                _ = _movable.Add(process);
                moved.Enqueue(process);
            }
        }

        ILookup<MappedProcess, MappedProcess> waiters =
            _edges.Values.SelectMany(edges => edges).ToLookup(edge => edge.Blocker, edge => edge.Waiter);
        while (moved.TryDequeue(out MappedProcess? process))
        {
            foreach (MappedProcess waiter in waiters[process].Where(_movable.Add))
            {
                moved.Enqueue(waiter);
            }
        }
    }

    /// <summary>Whether a process can go on, in time, without anything from outside.</summary>
    internal bool CanMove(MappedProcess process) => _movable.Contains(process);

    /// <summary>What a process waits for, all its threads together.</summary>
    internal IReadOnlyList<WaitEdge> EdgesOf(MappedProcess process) => _edges.GetValueOrDefault(process) ?? [];

    /// <summary>Notes what a process waits for.</summary>
    /// <returns>Whether it can move by itself.</returns>
    private bool Add(PipeMap map, MappedProcess process)
    {
        List<WaitEdge> edges = [];
        bool isFree = false;
        int inert = 0;
        foreach (MappedThread thread in process.Threads)
        {
            if (IsInert(thread))
            {
                inert++;
            }
            else if (WaitRules.Blockers(map, process, thread) is { } blockers)
            {
                edges.AddRange(blockers);
            }
            else
            {
                isFree = true;
            }
        }

        if (edges.Count > 0)
        {
            _edges.Add(process, edges);
        }

        // Threads that wait for each other alone: what they wait for is nothing that pipes tell of. A zombie is about to be asked for its status.
        bool isInDoubt = inert == process.Threads.Count && !IsStopped(process);
        return isFree || isInDoubt;
    }

    /// <summary>Whether all threads of a process are stopped.</summary>
    internal static bool IsStopped(MappedProcess process) =>
        process.Threads.Any(thread => thread.Activity == ThreadActivity.Stopped)
        && process.Threads.All(thread => thread.Activity is ThreadActivity.Stopped or ThreadActivity.Exited);

    /// <summary>Whether a thread moves only if another of its process makes it.</summary>
    private static bool IsInert(MappedThread thread) =>
        thread.Activity is ThreadActivity.Stopped or ThreadActivity.Exited
        || thread is { Activity: ThreadActivity.Lock, HasTimeout: false, IsSteady: true };
}
