using System.Runtime.InteropServices;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>Which processors a thread may use, and the children that it starts.</summary>
internal static unsafe class Affinity
{
    private const int Words = 16;
    private const int WordBits = 64;

    /// <summary>Runs something with one processor for this thread, and what it starts.</summary>
    internal static T OnOneProcessor<T>(Func<T> start)
    {
        ulong[] all = Get();
        Set(Only(all, Processors(all)[0]));
        try
        {
            return start();
        }
        finally
        {
            Set(all);
        }
    }

    /// <summary>Binds this thread, and no other of the process, to its first processor or to its last.</summary>
    internal static void BindThread(bool toLast)
    {
        // .NET counts a process's processors once, by the first thread's: it is to see all of them.
        _ = Environment.ProcessorCount;
        ulong[] all = Get();
        Set(Only(all, Processors(all)[toLast ? ^1 : 0]));
    }

    private static int[] Processors(ulong[] mask) =>
        [.. Enumerable.Range(0, Words * WordBits).Where(processor => (mask[processor / WordBits] & (1UL << (processor % WordBits))) != 0)];

    private static ulong[] Only(ulong[] mask, int processor)
    {
        ulong[] one = new ulong[mask.Length];
        one[processor / WordBits] = 1UL << (processor % WordBits);
        return one;
    }

    private static ulong[] Get()
    {
        ulong[] mask = new ulong[Words];
        fixed (ulong* words = mask)
        {
            // SAFETY: the array is pinned, and has the size that is told.
            Check(Libc.sched_getaffinity(0, Words * sizeof(ulong), words));
        }

        return mask;
    }

    private static void Set(ulong[] mask)
    {
        fixed (ulong* words = mask)
        {
            // SAFETY: the array is pinned, and has the size that is told.
            Check(Libc.sched_setaffinity(0, Words * sizeof(ulong), words));
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
