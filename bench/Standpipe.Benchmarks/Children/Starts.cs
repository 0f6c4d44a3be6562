using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Children;

/// <summary>Children that are started and waited for, one after the other.</summary>
internal static unsafe class Starts
{
    private const nuint PageSize = 4096;

    /// <summary>Answers "start COUNT".</summary>
    internal static void Serve(string kind, string heap)
    {
        FillHeap(nuint.Parse(heap, CultureInfo.InvariantCulture));
        Action start = Starters.Create(kind);
        Conversation.Serve(request => Answer(request, start));
    }

    private static Answer Answer(string[] request, Action start)
    {
        long count = long.Parse(request[1], CultureInfo.InvariantCulture);
        long begin = Stopwatch.GetTimestamp();
        for (long i = 0; i < count; i++)
        {
            start();
        }

        return new Answer((long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds, count);
    }

    private static void FillHeap(nuint size)
    {
        if (size == 0)
        {
            return;
        }

        // SAFETY: every write is within what was allocated, which is kept until the process ends.
        byte* heap = (byte*)NativeMemory.Alloc(size);
        for (nuint i = 0; i < size; i += PageSize)
        {
            Volatile.Write(ref heap[i], 1);
        }
    }
}
