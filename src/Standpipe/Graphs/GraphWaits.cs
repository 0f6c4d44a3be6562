using Standpipe.Inspection;

namespace Standpipe;

/// <summary>Who of a graph's nodes waits for which others, at its pipes and at what this process passes on.</summary>
internal sealed class GraphWaits(PipeMap map, IReadOnlyList<NodeRun> nodes, IReadOnlyList<EdgeRun> edges)
{
    /// <summary>Finds nodes that wait for each other.</summary>
    /// <returns>What each of a circle waits for, in words; null if there is none, or any node can still move.</returns>
    internal IReadOnlyList<string>? FindCircle()
    {
        Dictionary<NodeRun, List<Wait>> waits = [];
        HashSet<int> stuck = [];
        foreach (NodeRun node in nodes.Where(node => !node.HasEnded))
        {
            // A stage in this process may be at anything.
            if (node.Child is not { } child || map.FindProcess(child.Id) is not { } process
                || !IsStuck(process, stuck) || FindWaits(process, []) is not { Count: > 0 } found)
            {
                return null;
            }

            waits.Add(node, found);
        }

        foreach (NodeRun start in waits.Keys)
        {
            List<NodeRun> path = [];
            for (NodeRun? node = start; node is not null; node = NextOf(waits, node)?.Next)
            {
                int first = path.IndexOf(node);
                if (first >= 0)
                {
                    return [.. path.Skip(first).Select(one => Describe(one, NextOf(waits, one)!.Value.Wait))];
                }

                path.Add(node);
            }
        }

        return null;
    }

    private string Describe(NodeRun node, Wait wait)
    {
        EdgeRun[] full = FullBranches(wait.Edge);
        string behind = full.Length == 0 || full.Contains(wait.Edge)
            ? string.Empty
            : $", which is held up by {string.Join(" and ", full.Select(edge => edge.Edge.Name))}, which is full";
        return $"{node.Node.Name} waits for {(wait.IsRead ? "bytes" : "room")} in {wait.Edge.Edge.Name}{behind}";
    }

    private (Wait Wait, NodeRun Next)? NextOf(Dictionary<NodeRun, List<Wait>> waits, NodeRun node)
    {
        foreach (Wait wait in waits[node])
        {
            if (BlockersOf(wait).FirstOrDefault(waits.ContainsKey) is { } next)
            {
                return (wait, next);
            }
        }

        return null;
    }

    /// <summary>Whether a process waits for nobody but those who wait too, be they nodes or not.</summary>
    /// <param name="process">The process.</param>
    /// <param name="seen">Who was looked at before, or is being looked at: taken to be stuck, because the first that is not ends the whole search.</param>
    private bool IsStuck(MappedProcess process, HashSet<int> seen) =>
        !seen.Add(process.Id) || (process.Threads.Count > 0 && process.Threads.All(thread => IsIdle(thread)
            || (WaitRules.Blockers(map, process, thread) is { } blockers && blockers.TrueForAll(blocker => CannotHelp(thread, blocker, seen)))));

    private bool CannotHelp(MappedThread thread, WaitEdge blocker, HashSet<int> seen)
    {
        // Of what this process passes on, the nodes on the other side are asked. Whatever else it feeds or takes, it may yet do.
        return blocker.Blocker.Id == Environment.ProcessId
            ? At(thread, blocker.IsRead).Any(wait => wait.Edge.WriterPipe != wait.Edge.ReaderPipe)
            : IsStuck(blocker.Blocker, seen);
    }

    /// <summary>Whether a thread does nothing that another thread of its process does not decide.</summary>
    private static bool IsIdle(MappedThread thread) =>
        thread.Activity == ThreadActivity.Exited || thread is { Activity: ThreadActivity.Lock, HasTimeout: false, IsSteady: true };

    /// <summary>The graph's edges at which a process that is stuck waits, or at which those wait for which it waits.</summary>
    private List<Wait> FindWaits(MappedProcess process, HashSet<int> seen)
    {
        List<Wait> found = [];
        if (!seen.Add(process.Id))
        {
            return found;
        }

        foreach (MappedThread thread in process.Threads.Where(thread => !IsIdle(thread)))
        {
            List<WaitEdge> blockers = WaitRules.Blockers(map, process, thread) ?? [];
            Wait[] own = thread.Activity == ThreadActivity.Child || blockers.Count == 0 ? [] : [.. At(thread, blockers[0].IsRead)];
            found.AddRange(own);
            if (own.Length == 0)
            {
                // Its children, or whoever has the other end of a pipe of the node's own.
                found.AddRange(blockers.SelectMany(blocker => FindWaits(blocker.Blocker, seen)));
            }
        }

        return found;
    }

    /// <summary>The graph's edges at which a thread waits; none if it is at a pipe of the node's own.</summary>
    private IEnumerable<Wait> At(MappedThread thread, bool isRead)
    {
        ulong? inode = (isRead ? thread.InputPipe : thread.OutputPipe)?.Inode;
        return edges.Where(edge => (isRead ? edge.ReaderPipe : edge.WriterPipe)?.Identity == inode).Select(edge => new Wait(edge, isRead));
    }

    /// <summary>The nodes that could end a wait.</summary>
    private IEnumerable<NodeRun> BlockersOf(Wait wait)
    {
        EdgeRun edge = wait.Edge;
        if (edge.WriterPipe == edge.ReaderPipe)
        {
            return wait.IsRead ? edge.Writers : edge.Readers;
        }

        // This process passes the bytes on: as far as the slowest reader, or the writer, lets it.
        EdgeRun[] full = FullBranches(edge);
        return full.Length > 0 ? full.SelectMany(other => other.Readers.Where(reader => reader.Node == other.Edge.To?.Node)) : edge.Writers;
    }

    /// <summary>Of what this process writes, when it passes on an edge's bytes: where there is no room.</summary>
    private EdgeRun[] FullBranches(EdgeRun edge) => edge.WriterPipe == edge.ReaderPipe
        ? []
        : [.. edges.Where(other => other.WriterPipe == edge.WriterPipe && map.FindPipe(other.ReaderPipe?.Identity ?? 0) is { IsFull: true })];

    private readonly record struct Wait(EdgeRun Edge, bool IsRead);
}
