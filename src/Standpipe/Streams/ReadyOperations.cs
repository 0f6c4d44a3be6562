using System.Collections.Concurrent;

namespace Standpipe;

/// <summary>The operations whose ends have become ready, on their way to threads of the pool.</summary>
/// <remarks>
/// One work item for many: a thread takes one operation after the other, and asks for another thread only while there are more. So
/// a thousand pipes that become ready at once need no thousand requests to the pool, and a continuation that blocks holds up nobody else.
/// </remarks>
internal sealed class ReadyOperations : IThreadPoolWorkItem
{
    // Then the thread goes back to the pool, which has other work, too.
    private const int MostInARow = 256;

    private static readonly ReadyOperations s_instance = new();

    private readonly ConcurrentQueue<PipeOperation> _operations = new();

    // 1 while a thread is asked for that has not begun.
    private int _requested;

    private ReadyOperations()
    {
    }

    /// <summary>Has an operation advanced on a thread of the pool.</summary>
    internal static void Add(PipeOperation operation)
    {
        s_instance._operations.Enqueue(operation);
        s_instance.Request();
    }

    /// <summary>On a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        // Before the first look: whoever adds one that this thread might miss asks for another.
        Volatile.Write(ref _requested, 0);
        Interlocked.MemoryBarrier();
        for (int i = 0; i < MostInARow && _operations.TryDequeue(out PipeOperation? operation); i++)
        {
            if (!_operations.IsEmpty)
            {
                Request();
            }

            operation.Resume();
        }

        if (!_operations.IsEmpty)
        {
            Request();
        }
    }

    private void Request()
    {
        if (Interlocked.Exchange(ref _requested, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
