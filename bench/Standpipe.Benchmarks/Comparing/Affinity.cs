using System.Numerics;
using System.Runtime.InteropServices;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>Which processors a child may use: those of the thread that starts it.</summary>
internal static unsafe class Affinity
{
    private const int Words = 16;

    /// <summary>Runs something with one processor for this thread, and what it starts.</summary>
    internal static T OnOneProcessor<T>(Func<T> start)
    {
        // SAFETY: the masks live on this stack for as long as the calls last, and have the size that is told.
        ulong* all = stackalloc ulong[Words];
        ulong* one = stackalloc ulong[Words];
        new Span<ulong>(all, Words).Clear();
        new Span<ulong>(one, Words).Clear();
        Check(Libc.sched_getaffinity(0, Words * sizeof(ulong), all));
        for (int word = 0; word < Words; word++)
        {
            if (all[word] != 0)
            {
                one[word] = 1UL << BitOperations.TrailingZeroCount(all[word]);
                break;
            }
        }

        Check(Libc.sched_setaffinity(0, Words * sizeof(ulong), one));
        try
        {
            return start();
        }
        finally
        {
            Check(Libc.sched_setaffinity(0, Words * sizeof(ulong), all));
        }
    }

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new IOException($"sched_setaffinity: error {Marshal.GetLastPInvokeError()}.");
        }
    }
}
