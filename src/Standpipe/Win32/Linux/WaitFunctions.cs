using System.Diagnostics;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>Waiting for objects, for time, and for calls that other threads queue.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class WaitFunctions
{
    // Block's answer for a descriptor that is not open any more.
    private const int NotOpen = -2;
    private const uint WaitAbandoned = 0x80;
    private const uint WaitIoCompletion = 0xC0;

    // Taking several auto-reset events at once must not be mixed with another thread's doing so.
    private static readonly Lock s_takeAll = new();

    /// <inheritdoc cref="Kernel32.WaitForSingleObject(HANDLE, uint)"/>
    internal static WIN32_ERROR One(HANDLE handle, uint milliseconds, out uint result) =>
        Many(1, &handle, false, milliseconds, false, out result);

    /// <inheritdoc cref="Kernel32.WaitForMultipleObjects(uint, HANDLE*, BOOL, uint)"/>
    internal static WIN32_ERROR Many(uint count, HANDLE* handles, BOOL all, uint milliseconds, out uint result) =>
        Many(count, handles, all, milliseconds, false, out result);

    /// <summary>The same, and if it is alertable, WAIT_IO_COMPLETION as soon as a call is queued for the thread, which its caller then makes.</summary>
    internal static WIN32_ERROR Many(
        uint count, HANDLE* handles, BOOL all, uint milliseconds, BOOL alertable, out uint result)
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

            return Wait(items, all, milliseconds, alertable, out result);
        }
        finally
        {
            foreach (WaitItem item in items)
            {
                item.Entry?.EndUse();
            }
        }
    }

    /// <summary>Waits for nothing but time, and calls that are queued for the thread.</summary>
    /// <returns>0 or WAIT_IO_COMPLETION.</returns>
    internal static uint Sleep(uint milliseconds)
    {
        _ = Wait([], false, milliseconds, true, out uint result);
        return result == WaitIoCompletion ? WaitIoCompletion : 0;
    }

    /// <summary>SignalObjectAndWait: sets an event or releases a mutex or semaphore, then waits.</summary>
    internal static WIN32_ERROR SignalAndWait(HANDLE toSignal, HANDLE toWaitFor, uint milliseconds, BOOL alertable, out uint result)
    {
        result = WAIT_FAILED;
        WIN32_ERROR error = WaitItem.TryMake(toWaitFor, out WaitItem item);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        try
        {
            error = Signal(toSignal);
            if (error == WIN32_ERROR.ERROR_SUCCESS)
            {
                error = Wait([item], false, milliseconds, alertable, out result);
            }

            return error;
        }
        finally
        {
            item.Entry?.EndUse();
        }
    }

    private static WIN32_ERROR Signal(HANDLE handle)
    {
        using HandleUser user = new(handle);
        return user.Entry?.Target switch
        {
            EventObject => EventFunctions.Set(handle),
            MutexObject => MutexFunctions.Release(handle),
            SemaphoreObject => SemaphoreFunctions.Release(handle, 1, null),
            _ => WIN32_ERROR.ERROR_INVALID_HANDLE,
        };
    }

    private static bool HasDuplicates(WaitItem[] items) =>
        items.Where(item => item.Entry is not null).Select(item => item.Entry!.Target).Distinct().Count()
            != items.Count(item => item.Entry is not null);

    private static WIN32_ERROR Wait(WaitItem[] items, bool all, uint milliseconds, bool alertable, out uint result)
    {
        result = WAIT_FAILED;
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            int taken = all ? TakeAll(items, out bool abandoned) : TakeOne(items, out abandoned);
            if (taken >= 0)
            {
                result = (abandoned ? WaitAbandoned : WAIT_OBJECT_0) + (uint)taken;
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            if (alertable && ThreadObject.Current.HasApcs)
            {
                result = WaitIoCompletion;
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            int left = Remaining(milliseconds, start);
            if (left == 0)
            {
                result = WAIT_TIMEOUT;
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            int pulsed = Block(items, all, left, alertable);
            if (pulsed == NotOpen)
            {
                return WIN32_ERROR.ERROR_INVALID_HANDLE;
            }

            if (pulsed >= 0)
            {
                result = WAIT_OBJECT_0 + (uint)pulsed;
                return WIN32_ERROR.ERROR_SUCCESS;
            }
        }
    }

    private static int TakeOne(WaitItem[] items, out bool abandoned)
    {
        for (int index = 0; index < items.Length; index++)
        {
            if (items[index].TryTake(out abandoned))
            {
                return index;
            }
        }

        abandoned = false;
        return -1;
    }

    private static int TakeAll(WaitItem[] items, out bool abandoned)
    {
        abandoned = false;
        if (!Array.TrueForAll(items, item => item.IsSignalled()))
        {
            return -1;
        }

        Span<bool> each = stackalloc bool[items.Length];
        lock (s_takeAll)
        {
            for (int index = 0; index < items.Length; index++)
            {
                if (!items[index].TryTake(out each[index]))
                {
                    // A thread that waits for this one alone was faster: all or nothing.
                    for (int taken = 0; taken < index; taken++)
                    {
                        items[taken].GiveBack(each[taken]);
                    }

                    return -1;
                }
            }
        }

        abandoned = each.Contains(true);
        return 0;
    }

    /// <summary>Blocks until something may have changed.</summary>
    /// <returns>
    /// The object that ended the wait by a pulse; -1 without: look; <see cref="NotOpen"/> if a descriptor was closed by other means than its handle.
    /// </returns>
    private static int Block(WaitItem[] items, bool all, int milliseconds, bool alertable)
    {
        ThreadWaker waker = ThreadWaker.Current;
        pollfd* descriptors = stackalloc pollfd[items.Length + 1];
        int count = 0;
        descriptors[count++] = new pollfd { fd = waker.FileDescriptor, events = Sys.POLLIN };
        List<TransferQueue>? queues = null;
        PulseWaiter? pulses = null;
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
                if (!all && item.Entry?.Target is EventObject pulsable)
                {
                    pulsable.AddWaiter(pulses ??= new PulseWaiter(waker));
                }
            }
        }

        if (count == 1 && queues is null && all && Array.TrueForAll(items, item => item.Entry is not null))
        {
            // The last of them was signalled since the look that led here.
            return -1;
        }

        if (alertable)
        {
            ThreadObject.Current.BeginWaiting(waker);
        }

        bool canBeWoken = queues is not null || pulses is not null || alertable;
        int timeout = canBeWoken && waker.FileDescriptor < 0 ? BlockedCall.WithoutWaker(milliseconds) : milliseconds;
        _ = RealPosix.poll(descriptors, (nuint)count, timeout);
        if (canBeWoken)
        {
            EndBlocking(waker, queues, pulses is null ? [] : items, pulses, alertable);
        }

        if (HasInvalid(new ReadOnlySpan<pollfd>(descriptors, count)))
        {
            return NotOpen;
        }

        return pulses?.EndedBy is { } pulsed ? Array.FindIndex(items, item => item.Entry?.Target == pulsed) : -1;
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

    private static void EndBlocking(
        ThreadWaker waker, List<TransferQueue>? queues, WaitItem[] items, PulseWaiter? pulses, bool alertable)
    {
        foreach (TransferQueue queue in queues ?? [])
        {
            queue.RemoveIdleWaiter(waker);
        }

        foreach (WaitItem item in items)
        {
            (item.Entry?.Target as EventObject)?.RemoveWaiter(pulses!);
        }

        if (alertable)
        {
            ThreadObject.Current.EndWaiting();
        }

        waker.Reset();
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
