using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>A thread: a pidfd, which polls readable once the thread has ended, and for this process's threads what the kernel does not keep.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ThreadObject : KernelObject
{
    /// <summary>The most that a thread can be suspended.</summary>
    internal const int MaximumSuspendCount = 127;

    [ThreadStatic]
    private static ThreadObject? s_current;

    private readonly int _processId;
    private readonly ProcessObject? _process;
    private readonly Lock _lock = new();

    // Under _lock.
    private readonly Queue<Apc> _apcs = [];
    private ThreadWaker? _waiting;
    private SafeFileHandle? _endSignal;
    private uint _exitCode;
    private int _suspendCount;
    private bool _isHeld;
    private bool _hasEnded;
    private nint _start;

    internal ThreadObject(int processId, int threadId, ProcessObject? process = null)
    {
        _processId = processId;
        ThreadId = threadId;
        _process = process;
    }

    private ThreadObject(int suspendCount)
        : this(Environment.ProcessId, 0)
    {
        _isHeld = true;
        _suspendCount = suspendCount;
    }

    /// <summary>The calling thread's. From its first use on, the end of the thread is noticed.</summary>
    internal static ThreadObject Current => s_current ?? Enter(ThreadTable.Claim(Libc.gettid()));

    /// <summary>The calling thread's, if it was ever asked for.</summary>
    internal static ThreadObject? Known => s_current;

    /// <summary>Its id. Set once, by who starts it.</summary>
    internal int ThreadId { get; private set; }

    /// <summary>Whether it is one of this process's.</summary>
    internal bool IsOurs => _processId == Environment.ProcessId;

    /// <summary>The process that it is in.</summary>
    internal int ProcessId => _processId;

    /// <summary>The priority that it was given, which changes nothing.</summary>
    internal int Priority { get; set; }

    /// <summary>Whether it said that it works in the background, which changes nothing.</summary>
    internal bool IsInBackground { get; set; }

    /// <summary>The mutexes that it owns. Its own only.</summary>
    internal List<MutexObject> Owned { get; } = [];

    /// <summary>One that will be started, and waits to be let go before it does anything.</summary>
    /// <param name="suspended">Whether until somebody resumes it.</param>
    internal static ThreadObject Starting(bool suspended) => new(suspended ? 1 : 0);

    /// <summary>Says that the calling thread is this one.</summary>
    internal static unsafe ThreadObject Enter(ThreadObject thread)
    {
        s_current = thread;

        // Called before what was registered earlier, and before the runtime's own end for this thread. It fails without memory only.
        // The last argument says whose it is; null is the one address that glibc (2.36) does not stand.
        delegate* unmanaged<void*, void> atEnd = &AtEnd;
        _ = Libc.__cxa_thread_atexit_impl(atEnd, null, atEnd);
        return thread;
    }

    /// <summary>What it is waiting at, in the C half, once it has an id. By who starts it.</summary>
    internal void SetStart(int threadId, nint start)
    {
        ThreadId = threadId;
        _start = start;
    }

    /// <summary>Lets it run, if it is waiting to be let go and nobody has suspended it.</summary>
    /// <returns>Where it is waiting, for the C half; 0 if it is not, or stays.</returns>
    internal nint TryLetGo()
    {
        lock (_lock)
        {
            return _suspendCount == 0 ? TakeStart() : 0;
        }
    }

    /// <summary>Suspends it once more, if it is where it can be: not begun, suspended by itself, or the calling thread.</summary>
    /// <param name="before">How often it was.</param>
    internal WIN32_ERROR Suspend(out uint before)
    {
        bool isCurrent = this == s_current;
        lock (_lock)
        {
            before = (uint)_suspendCount;
            if (_hasEnded)
            {
                return WIN32_ERROR.ERROR_ACCESS_DENIED;
            }

            if (!isCurrent && !_isHeld)
            {
                // It may be in the middle of anything, with whatever locks: the allocator's, the collector's.
                return WIN32_ERROR.ERROR_NOT_SUPPORTED;
            }

            if (_suspendCount == MaximumSuspendCount)
            {
                return WIN32_ERROR.ERROR_SIGNAL_REFUSED;
            }

            _suspendCount++;
            if (!isCurrent)
            {
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            _isHeld = true;
            _waiting = ThreadWaker.Current;
        }

        Stay();
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>Takes back one <see cref="Suspend"/>.</summary>
    /// <param name="start">Where it was waiting to begin, if it can now: for the C half.</param>
    /// <returns>How often it was suspended.</returns>
    internal uint Resume(out nint start)
    {
        lock (_lock)
        {
            start = 0;
            int before = _suspendCount;
            if (before > 0 && --_suspendCount == 0)
            {
                start = TakeStart();
                _isHeld = false;
                _waiting?.Wake();
            }

            return (uint)before;
        }
    }

    /// <summary>Takes it out before it has begun.</summary>
    /// <returns>Where it was waiting to begin, for the C half; 0 if it has begun.</returns>
    internal nint TakeUnbegun(uint exitCode)
    {
        lock (_lock)
        {
            nint start = TakeStart();
            if (start != 0)
            {
                _exitCode = exitCode;
            }

            return start;
        }
    }

    /// <summary>Queues a call for it to make in an alertable wait.</summary>
    /// <returns>False if it has ended.</returns>
    internal bool TryQueue(Apc apc)
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return false;
            }

            _apcs.Enqueue(apc);
            _waiting?.Wake();
            return true;
        }
    }

    /// <summary>Whether calls are queued.</summary>
    internal bool HasApcs
    {
        get
        {
            lock (_lock)
            {
                return _apcs.Count > 0;
            }
        }
    }

    /// <summary>Takes the first queued call. By the thread itself.</summary>
    internal bool TryTakeApc(out Apc apc)
    {
        lock (_lock)
        {
            return _apcs.TryDequeue(out apc);
        }
    }

    /// <summary>Begins an alertable wait: a call that is queued from here on, or is already, wakes it.</summary>
    internal void BeginWaiting(ThreadWaker waker)
    {
        lock (_lock)
        {
            _waiting = waker;
            if (_apcs.Count > 0)
            {
                waker.Wake();
            }
        }
    }

    /// <summary>Ends what <see cref="BeginWaiting"/> began.</summary>
    internal void EndWaiting()
    {
        lock (_lock)
        {
            _waiting = null;
        }
    }

    /// <summary>Says what the code of its end will be. By the thread itself.</summary>
    internal void SetExitCode(uint exitCode)
    {
        lock (_lock)
        {
            _exitCode = exitCode;
        }
    }

    /// <summary>The exit code; STILL_ACTIVE while it runs, null if nobody knows it.</summary>
    /// <param name="entry">A handle of it, with a use counted.</param>
    internal uint? GetExitCode(HandleEntry entry)
    {
        if (!IsSignalled(entry))
        {
            return Kernel32.STILL_ACTIVE;
        }

        lock (_lock)
        {
            // Another process's is its first, which ends with it.
            return IsOurs ? _exitCode
                : (_process ?? ProcessObject.Foreign(_processId)).GetExitCode(entry.FileDescriptor);
        }
    }

    /// <summary>A descriptor that polls readable once it has ended, where the kernel has none of that kind (before Linux 6.9).</summary>
    /// <returns>A new one, or -1: it is a thread whose end nobody would notice, or descriptors ran out.</returns>
    internal int EndSignal()
    {
        // The first thread is watched when it matters: it ends before its process by ExitThread only.
        if (ThreadId != _processId && !ThreadTable.IsWatched(this))
        {
            return -1;
        }

        lock (_lock)
        {
            if (_endSignal is null)
            {
                int fd = Libc.eventfd(_hasEnded ? 1u : 0u, Sys.EFD_CLOEXEC | Sys.EFD_NONBLOCK);
                if (fd < 0)
                {
                    return -1;
                }

                _endSignal = LinuxHandle.Own(fd);
            }

            using HandleReference reference = new(_endSignal);
            return Libc.fcntl(reference.FileDescriptor, Sys.F_DUPFD_CLOEXEC, LinuxHandle.FirstOrdinary);
        }
    }

    /// <summary>The calling thread ends: what it owns, and who asks about it, shall know.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The C library calls this while the thread ends; there is nobody to tell.")]
    internal static void EndCurrent()
    {
        try
        {
            s_current?.End();
        }
        catch (Exception)
        {
            // Out of memory or descriptors. What is left undone are courtesies to others.
        }

        // It stays the current one: other destructors may come, and have an owner for what they take.
    }

    [UnmanagedCallersOnly]
    private static unsafe void AtEnd(void* unused) => EndCurrent();

    /// <summary>The thread ends.</summary>
    private void End()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            _apcs.Clear();
        }

        foreach (MutexObject mutex in Owned)
        {
            mutex.Abandon();
        }

        ThreadTable.Remove(this);
        BlockedCall.Forget();
        ThreadWaker.Forget();
        lock (_lock)
        {
            if (_endSignal is { } signal)
            {
                using HandleReference reference = new(signal);
                EventFunctions.Set(reference.FileDescriptor);
            }

            _endSignal?.Dispose();
            _endSignal = null;
        }
    }

    /// <summary>Under the lock: who takes it lets it go.</summary>
    private nint TakeStart()
    {
        nint start = _start;
        _start = 0;
        _isHeld &= start == 0;
        return start;
    }

    /// <summary>The thread stays here until it has been resumed.</summary>
    private void Stay()
    {
        ThreadWaker waker = ThreadWaker.Current;
        while (true)
        {
            lock (_lock)
            {
                waker.Reset();
                if (!_isHeld)
                {
                    _waiting = null;
                    return;
                }
            }

            BlockedCall.WaitForWaker(waker);
        }
    }
}
