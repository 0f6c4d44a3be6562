namespace Standpipe.Inspection;

/// <summary>The one thread of a process that says what the process is at.</summary>
internal static class Foreground
{
    /// <summary>Chooses it.</summary>
    /// <returns>Null if no thread could be seen.</returns>
    internal static MappedThread? ThreadOf(PipeMap map, WaitGraph graph, MappedProcess process)
    {
        IReadOnlyList<MappedThread> threads = process.Threads;
        MappedThread? chosen = graph.CanMove(process)
            ? threads.FirstOrDefault(thread => thread.Activity == ThreadActivity.Running)
                ?? threads.FirstOrDefault(thread => WaitsForAnother(map, process, thread))
                ?? threads.FirstOrDefault(thread => IsAtAPipe(thread) && !IsAtOwnPipe(process, thread))
                ?? threads.FirstOrDefault(thread =>
                    thread.Activity is not (ThreadActivity.Lock or ThreadActivity.Exited) && !IsAtOwnPipe(process, thread))
            : threads.FirstOrDefault(thread => WaitRules.Blockers(map, process, thread) != null);
        return chosen ?? (threads.Count == 0 ? null : threads[0]);
    }

    /// <summary>
    /// Whether a thread waits at a pipe whose ends are all the process's own: it is how runtimes have their signals wake a thread, and says nothing
    /// of what the process waits for.
    /// </summary>
    internal static bool IsAtOwnPipe(MappedProcess process, MappedThread thread) =>
        (thread.InputPipe ?? thread.OutputPipe) is { } pipe
        && pipe.Ends.All(end => end.Process == process) && pipe.Readers.Any() && pipe.Writers.Any();

    private static bool WaitsForAnother(PipeMap map, MappedProcess process, MappedThread thread) =>
        WaitRules.Blockers(map, process, thread)?.Exists(edge => edge.Blocker != process) == true;

    private static bool IsAtAPipe(MappedThread thread) => thread.InputPipe != null || thread.OutputPipe != null;
}
