using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>Lets one thread at a time into the kernel with one end of a pipe, and gets it out again.</summary>
/// <remarks>
/// A handle without overlapped I/O has a lock of its own in the kernel: while one thread is blocked in a read, any other
/// call on the end, a look at what is there among them, waits behind it where nobody can wake it. So the threads take
/// turns here, and one that only looks first sends a blocked reader out, who then begins anew. Handles for the same end
/// share that lock, and so they share the gate.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed class PipeGate
{
    // A thread that is on its way into the kernel cannot be cancelled yet: ask again after so long.
    private const int RetryMilliseconds = 1;

    [ThreadStatic]
    private static SafeWaitHandle? s_thread;

    // Guards the fields below, and is pulsed whenever one of them, or what makes a call over, changes.
    private readonly object _lock = new();
    private KernelCall? _inside;
    private int _urgent;

    internal PipeGate(int capacity) => Capacity = capacity;

    /// <summary>What the pipe holds, in bytes: fixed when it was made.</summary>
    internal int Capacity { get; }

    /// <summary>The call that is in the kernel now, for who may read it a moment late.</summary>
    internal KernelCall? Inside => Volatile.Read(ref _inside);

    /// <summary>Waits for the turn.</summary>
    /// <returns>False if the call is over: then do not make it. Else <see cref="Leave"/> must follow.</returns>
    internal bool TryEnter(KernelCall call)
    {
        call.Thread = CurrentThread();
        call.ThreadId = Environment.CurrentManagedThreadId;
        lock (_lock)
        {
            while (!call.IsOver)
            {
                if (_inside is null && _urgent == 0)
                {
                    _inside = call;
                    return true;
                }

                _ = Monitor.Wait(_lock);
            }

            return false;
        }
    }

    /// <summary>Enters ahead of who waits, sending out a call that can restart.</summary>
    /// <returns>False if the call is over, or a call is inside that can not restart. Else <see cref="Leave"/> must follow.</returns>
    internal bool TryEnterFirst(KernelCall call)
    {
        call.Thread = CurrentThread();
        call.ThreadId = Environment.CurrentManagedThreadId;
        lock (_lock)
        {
            _urgent++;
            try
            {
                while (_inside is { } inside && !call.IsOver)
                {
                    if (!inside.CanRestart)
                    {
                        return false;
                    }

                    SendOut(inside);
                }

                if (call.IsOver)
                {
                    return false;
                }

                _inside = call;
                return true;
            }
            finally
            {
                _urgent--;
                Monitor.PulseAll(_lock);
            }
        }
    }

    /// <summary>Lets a moment pass, if the call is not over: somebody has set PIPE_NOWAIT on the end, and nothing tells when it is ready.</summary>
    internal void Pause(KernelCall call)
    {
        lock (_lock)
        {
            if (!call.IsOver)
            {
                _ = Monitor.Wait(_lock, RetryMilliseconds);
            }
        }
    }

    /// <summary>Ends the turn.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            _inside = null;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Returns once a cancelled call is not in the kernel any more.</summary>
    internal void Interrupt(KernelCall call)
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
            while (_inside == call)
            {
                SendOut(call);
            }
        }
    }

    /// <summary>Returns once no call over a closed end is in the kernel any more.</summary>
    internal void Interrupt(GatedEnd end)
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
            while (_inside is { } inside && inside.End == end)
            {
                SendOut(inside);
            }
        }
    }

    /// <summary>Cancels what a thread inside is blocked in, and gives it a moment to leave. Under the lock, so that nothing else of its can be meant.</summary>
    private void SendOut(KernelCall inside)
    {
        using (HandleReference thread = new(inside.Thread!))
        {
            _ = Kernel32.CancelSynchronousIo(thread.Value);
        }

        _ = Monitor.Wait(_lock, RetryMilliseconds);
    }

    private static SafeWaitHandle CurrentThread()
    {
        if (s_thread is null)
        {
            nint handle = Kernel32.OpenThread(Winbase.THREAD_TERMINATE, Winbase.FALSE, Kernel32.GetCurrentThreadId());
            s_thread = handle != 0 ? new SafeWaitHandle(handle, ownsHandle: true) : throw WindowsError.LastFailure("OpenThread");
        }

        return s_thread;
    }
}
