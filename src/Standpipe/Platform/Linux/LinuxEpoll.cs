using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>An epoll, and the threads that wait in it, made when the first watch needs them and never ended.</summary>
/// <remarks>
/// Where two threads wait, the kernel wakes one for an event, the last that came. That one may leave, to go on with whoever waited, as long as
/// the other stays: so a continuation costs no second wake-up, and one that blocks holds up nobody else (docs/decisions/0017).
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxEpoll
{
    private const int BatchSize = 256;

    // Whether this thread waits here and is at the last event that it was told of: then nobody stands behind it.
    [ThreadStatic]
    private static bool s_isAtLast;

    private readonly SteadyLock _startLock = new();
    private readonly string _threadName;
    private readonly int _threads;

    // Threads that wait or dispatch, and have not left.
    private int _free;

    // Set once, under _startLock, when a thread runs; never closed: it lives as long as the process.
    private volatile SafeFileHandle? _handle;

    private LinuxEpoll(string threadName, int threads)
    {
        _threadName = threadName;
        _threads = _free = threads;
    }

    /// <summary>For captures, feeds and children: one thread, which runs their handlers itself.</summary>
    internal static LinuxEpoll Notices { get; } = new("Standpipe notices", 1);

    /// <summary>For the asynchronous operations of pipe ends.</summary>
    internal static LinuxEpoll Transfers { get; } = new("Standpipe transfers", 2);

    /// <summary>The size of <c>struct epoll_event</c>, which is packed on x86-64 only (&lt;sys/epoll.h&gt;): 4 bytes of events, then 8 of data.</summary>
    internal static int EventSize => DataOffset + sizeof(ulong);

    private static int DataOffset => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>Makes the epoll and its threads, if there are none yet.</summary>
    /// <exception cref="IOException">No descriptor is left for it.</exception>
    /// <exception cref="OutOfMemoryException">The system has no room for a thread.</exception>
    internal SafeFileHandle Start()
    {
        if (_handle is { } running)
        {
            return running;
        }

        using (_startLock.Enter())
        {
            if (_handle is { } meanwhile)
            {
                return meanwhile;
            }

            int fd = Libc.epoll_create1(Sys.EPOLL_CLOEXEC);
            if (fd < 0)
            {
                throw Errno.Failure("epoll_create1", string.Empty, Marshal.GetLastPInvokeError());
            }

            SafeFileHandle handle = LinuxHandle.Own(fd);
            try
            {
                StartThreads(handle);
            }
            catch
            {
                handle.Dispose();
                throw;
            }

            _handle = handle;
            return handle;
        }
    }

    /// <summary>Adds, changes or removes what the kernel watches.</summary>
    /// <returns>0, or the error number.</returns>
    internal int Control(int operation, int fileDescriptor, uint events, ulong key)
    {
        byte* record = stackalloc byte[EventSize];
        *(uint*)record = events;
        Unsafe.WriteUnaligned(record + DataOffset, key);
        return Libc.epoll_ctl((int)Start().DangerousGetHandle(), operation, fileDescriptor, record) == 0
            ? 0
            : Marshal.GetLastSystemError();
    }

    /// <summary>The calling thread would run somebody else's code. It may if it has nothing else to dispatch, and another stays.</summary>
    /// <param name="always">Whether it may in any case, and is only to be counted as away.</param>
    /// <returns>Whether it may; then <see cref="ComeBack"/> must follow.</returns>
    internal bool TryLeave(bool always)
    {
        if (!s_isAtLast && !always)
        {
            return false;
        }

        if (Interlocked.Decrement(ref _free) > 0 || always)
        {
            return true;
        }

        ComeBack();
        return false;
    }

    /// <summary>It is back.</summary>
    internal void ComeBack() => Interlocked.Increment(ref _free);

    /// <summary>Starts the threads, or as many as the system has room for: with one alone nobody leaves.</summary>
    /// <exception cref="OutOfMemoryException">It has room for none.</exception>
    private void StartThreads(SafeFileHandle handle)
    {
        for (int started = 0; started < _threads; started++)
        {
            try
            {
                new Thread(() => Run((int)handle.DangerousGetHandle())) { IsBackground = true, Name = _threadName }.UnsafeStart();
            }
            catch (Exception exception) when (started > 0 && exception is OutOfMemoryException or ThreadStartException)
            {
                _ = Interlocked.Add(ref _free, started - _threads);
                return;
            }
        }
    }

    private static void Run(int fileDescriptor)
    {
        byte* events = stackalloc byte[BatchSize * EventSize];
        while (true)
        {
            int count = Libc.epoll_wait(fileDescriptor, events, BatchSize, -1);
            if (count < 0)
            {
                FailUnlessInterrupted(Marshal.GetLastSystemError());
            }

            for (int i = 0; i < count; i++)
            {
                // SAFETY: the kernel filled `count` records of EventSize bytes each.
                s_isAtLast = i == count - 1;
                Tell(Unsafe.ReadUnaligned<ulong>(events + (i * EventSize) + DataOffset));
            }
        }
    }

    private static void FailUnlessInterrupted(int error)
    {
        if (error != Errno.EINTR)
        {
            // Somebody has closed a descriptor that was not his. Whoever waits would wait for ever, and this thread try again without end.
            Environment.FailFast($"epoll_wait: {Errno.Describe(error)}.");
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Top of a thread we own: a handler's failure is handed to it.")]
    private static void Tell(ulong key)
    {
        if (LinuxReadiness.FindPlace(key) is not { } place || place.Take() is not { } handler)
        {
            return;
        }

        try
        {
            handler.OnReady();
        }
        catch (Exception exception)
        {
            place.Failed();
            handler.OnFailure(exception);
        }
    }
}
