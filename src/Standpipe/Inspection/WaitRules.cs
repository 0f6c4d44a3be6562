namespace Standpipe.Inspection;

/// <summary>Who could end a thread's wait.</summary>
internal static class WaitRules
{
    /// <summary>Finds them.</summary>
    /// <returns>
    /// Everybody who alone could end it; null if it ends by itself, or by something that no map shows: so it is in doubt, too. A
    /// thread that is not steady is one that moved while it was looked at.
    /// </returns>
    internal static List<WaitEdge>? Blockers(PipeMap map, MappedProcess process, MappedThread thread) => thread.Activity switch
    {
        _ when !thread.IsSteady || thread.HasTimeout => null,
        ThreadActivity.Reading => Writers(process, thread),
        ThreadActivity.Writing => Readers(process, thread),
        ThreadActivity.Transferring => EitherSide(process, thread),
        ThreadActivity.Child => AwaitedChildren(map, process, thread),
        _ => null,
    };

    private static List<WaitEdge>? Writers(MappedProcess process, MappedThread thread) =>
        thread.InputPipe is not { } pipe || pipe.BytesAvailable > 0 ? null : Edges(process, thread, pipe.Writers);

    private static List<WaitEdge>? Readers(MappedProcess process, MappedThread thread) =>
        thread.OutputPipe is not { } pipe || pipe.IsFull == false || pipe.HasReader == false ? null : Edges(process, thread, pipe.Readers);

    /// <summary>
    /// A transfer waits for bytes first, then for room; which, the pipes tell. Where they do not, either would do.
    /// </summary>
    private static List<WaitEdge>? EitherSide(MappedProcess process, MappedThread thread)
    {
        if (thread.InputPipe is { BytesAvailable: not null })
        {
            return thread.InputPipe.BytesAvailable == 0 ? Writers(process, thread) : Readers(process, thread);
        }

        return Writers(process, thread) is { } writers && Readers(process, thread) is { } readers ? [.. writers, .. readers] : null;
    }

    private static List<WaitEdge>? AwaitedChildren(PipeMap map, MappedProcess process, MappedThread thread)
    {
        List<WaitEdge> edges =
        [
            .. map.Children[process.Id]
                .Where(child => thread.AwaitedChild is null || thread.AwaitedChild == child.Id)
                .Select(child => new WaitEdge(process, thread, child, null)),
        ];
        return edges.Count == 0 ? null : edges;
    }

    private static List<WaitEdge>? Edges(MappedProcess process, MappedThread thread, IEnumerable<PipeHolder> ends)
    {
        // Nobody to be seen, and yet the kernel lets it wait: somebody holds the other end who cannot be seen.
        List<WaitEdge> edges = [.. ends.Select(end => new WaitEdge(process, thread, end.Process, end))];
        return edges.Count == 0 ? null : edges;
    }
}
