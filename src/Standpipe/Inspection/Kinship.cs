namespace Standpipe.Inspection;

/// <summary>Who was left behind by whom, as far as ids tell.</summary>
internal static class Kinship
{
    private const int Init = 1;

    /// <summary>Whether a process's own parent has ended, so that another adopted it.</summary>
    /// <remarks>
    /// A session is inherited, and changed only by becoming the first of a new one. So a process that is in another session than its parent, and is
    /// not the first of its own, was born to another parent.
    /// </remarks>
    internal static bool IsOrphan(PipeMap map, MappedProcess process) =>
        process.ParentId == Init
        || (process.ParentId != 0
            && map.FindProcess(process.ParentId) is { } parent
            && parent.SessionId != process.SessionId && process.SessionId != process.Id);

    /// <summary>
    /// Whether a holder was left behind, as seen from who waits at the pipe's other end: an orphan, or the child of one, and no relative of the
    /// waiter. Programs that the same parent started side by side belong together, orphans or not.
    /// </summary>
    internal static bool IsLeftBehind(PipeMap map, MappedProcess holder, MappedProcess waiter)
    {
        if (holder == waiter || holder.ParentId == waiter.ParentId
            || Ancestors(map, holder).Contains(waiter) || Ancestors(map, waiter).Contains(holder))
        {
            return false;
        }

        return IsOrphan(map, holder)
            || Ancestors(map, holder).TakeWhile(ancestor => !Ancestors(map, waiter).Contains(ancestor))
                .Any(ancestor => IsOrphan(map, ancestor) && ancestor.ParentId != waiter.ParentId);
    }

    /// <summary>Whether a process is at nothing that could lead to a byte more in its pipes, or less: it neither computes nor works at a pipe.</summary>
    internal static bool IsIdle(MappedProcess process) => process.Threads.Count > 0 && process.Threads.All(thread => thread.Activity switch
    {
        ThreadActivity.Running or ThreadActivity.Disk or ThreadActivity.Unknown => !IsAtWork(process, thread),
        ThreadActivity.Reading or ThreadActivity.Writing or ThreadActivity.Transferring => (thread.InputPipe == null && thread.OutputPipe == null) || Foreground.IsAtOwnPipe(process, thread),
        _ => true,
    });

    /// <summary>Whether a thread that waits for a file is at work: one beside the first may be a runtime's, which opens a FIFO that nobody uses, for ever.</summary>
    internal static bool IsAtWork(MappedProcess process, MappedThread thread) =>
        thread.Activity is ThreadActivity.Running or ThreadActivity.Unknown || (thread.Activity == ThreadActivity.Disk && thread.Id == process.Id);

    private static IEnumerable<MappedProcess> Ancestors(PipeMap map, MappedProcess process)
    {
        HashSet<int> seen = [process.Id];
        MappedProcess? ancestor = map.FindProcess(process.ParentId);
        while (ancestor != null && seen.Add(ancestor.Id))
        {
            yield return ancestor;
            ancestor = map.FindProcess(ancestor.ParentId);
        }
    }
}
