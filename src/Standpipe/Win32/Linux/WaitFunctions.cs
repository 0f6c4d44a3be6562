using System.Diagnostics;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>WaitForSingleObject and WaitForMultipleObjects.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class WaitFunctions
{
    // Taking several auto-reset events at once must not be mixed with another thread's doing so.
    private static readonly Lock s_takeAll = new();

    /// <inheritdoc cref="Kernel32.WaitForSingleObject(HANDLE, uint)"/>
    internal static WIN32_ERROR One(HANDLE handle, uint milliseconds, out uint result) =>
        Many(1, &handle, false, milliseconds, out result);

    /// <inheritdoc cref="Kernel32.WaitForMultipleObjects(uint, HANDLE*, BOOL, uint)"/>
    internal static WIN32_ERROR Many(uint count, HANDLE* handles, BOOL all, uint milliseconds, out uint result)
    {
        result = WAIT_FAILED;
        if (count is 0 or > MAXIMUM_WAIT_OBJECTS || handles is null)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        WaitItem[] items = new WaitItem[count];
        try
        {
            for (int index = 0; index < items.Length; index++)
            {
                WIN32_ERROR error = WaitItem.TryMake(handles[index], out items[index]);
                if (error != WIN32_ERROR.ERROR_SUCCESS)
                {
                    return error;
                }
            }

            if (all && HasDuplicates(items))
            {
                return WIN32_ERROR.ERROR_INVALID_PARAMETER;
            }

            return Wait(items, all, milliseconds, out result);
        }
        finally
        {
            foreach (WaitItem item in items)
            {
                item.Entry?.EndUse();
            }
        }
    }

    private static bool HasDuplicates(WaitItem[] items) =>
        items.Where(item => item.Entry is not null).Select(item => item.Entry!.Target).Distinct().Count()
            != items.Count(item => item.Entry is not null);

    private static WIN32_ERROR Wait(WaitItem[] items, bool all, uint milliseconds, out uint result)
    {
        result = WAIT_FAILED;
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            int taken = all ? TakeAll(items) : TakeOne(items);
            if (taken >= 0)
            {
                result = WAIT_OBJECT_0 + (uint)taken;
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            int left = Remaining(milliseconds, start);
            if (left == 0)
            {
                result = WAIT_TIMEOUT;
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            if (!Block(items, all, left))
            {
                return WIN32_ERROR.ERROR_INVALID_HANDLE;
            }
        }
    }

    private static int TakeOne(WaitItem[] items)
    {
        for (int index = 0; index < items.Length; index++)
        {
            if (items[index].IsSignalled() && items[index].Take())
            {
                return index;
            }
        }

        return -1;
    }

    private static int TakeAll(WaitItem[] items)
    {
        if (!Array.TrueForAll(items, item => item.IsSignalled()))
        {
            return -1;
        }

        lock (s_takeAll)
        {
            for (int index = 0; index < items.Length; index++)
            {
                if (!items[index].Take())
                {
                    // A thread that waits for this one alone was faster: all or nothing.
                    foreach (WaitItem taken in items.AsSpan(0, index))
                    {
                        taken.GiveBack();
                    }

                    return -1;
                }
            }

            return 0;
        }
    }

    /// <summary>Blocks until something may have changed.</summary>
    /// <returns>False if one of the descriptors is not open: it was closed by other means than its handle.</returns>
    private static bool Block(WaitItem[] items, bool all, int milliseconds)
    {
        ThreadWaker waker = ThreadWaker.Current;
        pollfd* descriptors = stackalloc pollfd[items.Length + 1];
        int count = 0;
        descriptors[count++] = new pollfd { fd = waker.FileDescriptor, events = Sys.POLLIN };
        List<TransferQueue>? queues = null;
        foreach (WaitItem item in items)
        {
            if (item.Queue is { } queue)
            {
                if (!all || !queue.IsIdle)
                {
                    queue.AddIdleWaiter(waker);
                    (queues ??= []).Add(queue);
                }
            }
            else if (item.FileDescriptor >= 0 && !(all && item.IsSignalled()))
            {
                descriptors[count++] = new pollfd { fd = item.FileDescriptor, events = Sys.POLLIN };
            }
        }

        if (count == 1 && queues is null && all && Array.TrueForAll(items, item => item.Entry is not null))
        {
            // The last of them was signalled since the look that led here.
            return true;
        }

        int timeout = queues is not null && waker.FileDescriptor < 0
            ? BlockedCall.WithoutWaker(milliseconds)
            : milliseconds;
        _ = RealPosix.poll(descriptors, (nuint)count, timeout);
        if (queues is not null)
        {
            foreach (TransferQueue queue in queues)
            {
                queue.RemoveIdleWaiter(waker);
            }

            waker.Reset();
        }

        return !HasInvalid(new ReadOnlySpan<pollfd>(descriptors, count));
    }

    private static bool HasInvalid(ReadOnlySpan<pollfd> descriptors)
    {
        foreach (pollfd one in descriptors)
        {
            if ((one.revents & Sys.POLLNVAL) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The time that is left for poll, rounded up; -1 without end.</summary>
    private static int Remaining(uint milliseconds, long start)
    {
        if (milliseconds == INFINITE)
        {
            return -1;
        }

        double left = Math.Ceiling(milliseconds - Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return (int)Math.Clamp(left, 0, int.MaxValue);
    }
}
