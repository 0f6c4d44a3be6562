namespace Standpipe;

/// <summary>A thread on which other people's code has run, and is to leave no trace for what runs there next.</summary>
/// <remarks>As the thread pool does it, after each of its own work items.</remarks>
internal static class LentThread
{
    /// <summary>Has the calling thread be as it was.</summary>
    /// <param name="before">Its context before; null only if the flow was suppressed.</param>
    internal static void TakeBack(ExecutionContext? before)
    {
        if (before is not null)
        {
            ExecutionContext.Restore(before);
        }

        if (SynchronizationContext.Current is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        Thread thread = Thread.CurrentThread;
        if (!thread.IsBackground)
        {
            thread.IsBackground = true;
        }

        if (thread.Priority != ThreadPriority.Normal)
        {
            thread.Priority = ThreadPriority.Normal;
        }
    }
}
