using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Waiting for the first of several descriptors, until any of them is disposed of.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class PosixWait<TPosix>
    where TPosix : struct, IPosix
{
    // Without an eventfd for the thread a blocked call looks every so often whether an end was closed.
    private const int PollWithoutWakerMilliseconds = 50;

    private const int FewSides = 32;

    /// <summary>Blocks until one is ready.</summary>
    /// <param name="sides">Whom to wait for.</param>
    /// <param name="closed">The index of the side that was closed, or -1.</param>
    /// <returns>0 if one is ready, <see cref="IoResult.Closed"/>, or the error number.</returns>
    internal static int Any(ReadOnlySpan<WaitedSide> sides, out int closed)
    {
        ThreadWaker waker = ThreadWaker.Current;
        int entered = 0;
        closed = -1;
        try
        {
            while (entered < sides.Length)
            {
                if (sides[entered].Blocked is { } blocked && !blocked.TryEnter(waker))
                {
                    closed = entered;
                    return IoResult.Closed;
                }

                entered++;
            }

            return Poll(sides, waker.FileDescriptor, out closed);
        }
        finally
        {
            for (int i = 0; i < entered; i++)
            {
                sides[i].Blocked?.Exit(waker);
            }
        }
    }

    private static int Poll(ReadOnlySpan<WaitedSide> sides, int waker, out int closed)
    {
        Span<pollfd> all = sides.Length < FewSides ? stackalloc pollfd[sides.Length + 1] : new pollfd[sides.Length + 1];
        for (int i = 0; i < sides.Length; i++)
        {
            all[i] = new pollfd { fd = sides[i].FileDescriptor, events = sides[i].Events };
        }

        all[^1] = new pollfd { fd = waker, events = Sys.POLLIN };
        fixed (pollfd* first = all)
        {
            // SAFETY: the span is pinned for the whole block, and its length is told.
            while (true)
            {
                int result = TPosix.poll(first, (nuint)all.Length, waker < 0 ? PollWithoutWakerMilliseconds : -1);
                closed = FindClosed(sides);
                if (closed >= 0)
                {
                    return IoResult.Closed;
                }

                if (result < 0 && result != -Errno.EINTR)
                {
                    return -result;
                }

                if (result > 0 && AnyCounts(sides, all))
                {
                    return 0;
                }
            }
        }
    }

    private static int FindClosed(ReadOnlySpan<WaitedSide> sides)
    {
        for (int i = 0; i < sides.Length; i++)
        {
            if (sides[i].Blocked is { IsClosed: true })
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether anything came that somebody waits for. What came besides, and would come again at once, is left alone from now on.</summary>
    private static bool AnyCounts(ReadOnlySpan<WaitedSide> sides, Span<pollfd> all)
    {
        bool counts = all[^1].revents != 0;
        for (int i = 0; i < sides.Length; i++)
        {
            if ((all[i].revents & ~sides[i].Ignored) != 0)
            {
                counts = true;
            }
            else if (all[i].revents != 0)
            {
                all[i].fd = -1;
            }
        }

        return counts;
    }
}
