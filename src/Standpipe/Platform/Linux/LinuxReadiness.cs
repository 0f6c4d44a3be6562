using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One epoll and one thread for all pipes and all children of this process.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxReadiness
{
    private const int BatchSize = 64;

    private static readonly Lock s_startLock = new();
    private static readonly ConcurrentDictionary<ulong, Registration> s_registrations = new();
    private static ulong s_lastId;

    // Set once, under s_startLock, after the thread runs; never closed: it lives as long as the process.
    private static volatile SafeFileHandle? s_epoll;

    // struct epoll_event is packed on x86-64 only (<sys/epoll.h>): 4 bytes of events, then 8 of data.
    private static int DataOffset => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private static int EventSize => DataOffset + sizeof(ulong);

    /// <inheritdoc cref="Readiness.Register"/>
    internal static IDisposable Register(
        SafeFileHandle handle, ReadinessEvents events, bool once, ReadinessHandler handler)
    {
        SafeFileHandle epoll = s_epoll ?? Start();
        uint bits = (uint)(events == ReadinessEvents.Readable ? Sys.POLLIN : Sys.POLLOUT);
        Registration registration = new(Interlocked.Increment(ref s_lastId), epoll, handler);

        // In the table before the kernel knows of it: its first event may come at once.
        s_registrations[registration.Id] = registration;
        try
        {
            registration.Add(handle, once ? bits | Sys.EPOLLONESHOT : bits);
        }
        catch
        {
            registration.Dispose();
            throw;
        }

        return registration;
    }

    /// <summary>Makes the epoll and its thread. Called early by whoever must not fail later.</summary>
    internal static SafeFileHandle Start()
    {
        lock (s_startLock)
        {
            if (s_epoll is { } running)
            {
                return running;
            }

            int fd = Libc.epoll_create1(Sys.EPOLL_CLOEXEC);
            if (fd < 0)
            {
                throw Errno.Failure("epoll_create1", string.Empty, Marshal.GetLastPInvokeError());
            }

            SafeFileHandle epoll = LinuxHandle.Own(fd);
            new Thread(static state => Run((SafeFileHandle)state!)) { IsBackground = true, Name = "Standpipe readiness" }
                .UnsafeStart(epoll);
            s_epoll = epoll;
            return epoll;
        }
    }

    private static void Run(SafeFileHandle epoll)
    {
        byte* events = stackalloc byte[BatchSize * EventSize];
        int fd = (int)epoll.DangerousGetHandle();
        while (true)
        {
            int count = Libc.epoll_wait(fd, events, BatchSize, -1);
            for (int i = 0; i < count; i++)
            {
                // SAFETY: the kernel filled `count` records of EventSize bytes each.
                ulong id = Unsafe.ReadUnaligned<ulong>(events + (i * EventSize) + DataOffset);
                if (s_registrations.TryGetValue(id, out Registration? registration))
                {
                    Deliver(registration);
                }
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Top of a thread we own: a handler's failure is handed to it.")]
    private static void Deliver(Registration registration)
    {
        try
        {
            registration.Handler.OnReady();
        }
        catch (Exception exception)
        {
            registration.Dispose();
            registration.Handler.OnFailure(exception);
        }
    }

    private sealed class Registration(ulong id, SafeFileHandle epoll, ReadinessHandler handler) : IDisposable
    {
        // Under _lock: the handle that the kernel watches for us, with a reference on it; null before and after.
        private readonly Lock _lock = new();
        private SafeFileHandle? _watched;
        private bool _ownsWatched;

        internal ulong Id => id;

        internal ReadinessHandler Handler => handler;

        internal void Add(SafeFileHandle handle, uint events)
        {
            lock (_lock)
            {
                int error = TryAdd(handle, events);
                if (error == Errno.EEXIST)
                {
                    // epoll takes a descriptor once; a second waiter on the same one watches a duplicate.
                    SafeFileHandle duplicate = LinuxHandle.Duplicate(handle);
                    _ownsWatched = true;
                    error = TryAdd(duplicate, events);
                    if (error != 0)
                    {
                        duplicate.Dispose();
                    }
                }

                if (error != 0)
                {
                    throw Errno.Failure("epoll_ctl", string.Empty, error);
                }
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _ = s_registrations.TryRemove(id, out _);
                if (_watched is not { } watched)
                {
                    return;
                }

                // Before the reference goes: a closed number could be somebody else's by now.
                byte* none = stackalloc byte[EventSize];
                _ = Libc.epoll_ctl((int)epoll.DangerousGetHandle(), Sys.EPOLL_CTL_DEL, (int)watched.DangerousGetHandle(), none);
                watched.DangerousRelease();
                if (_ownsWatched)
                {
                    watched.Dispose();
                }

                _watched = null;
            }
        }

        private int TryAdd(SafeFileHandle handle, uint events)
        {
            bool added = false;
            handle.DangerousAddRef(ref added);
            byte* record = stackalloc byte[EventSize];
            *(uint*)record = events;
            Unsafe.WriteUnaligned(record + DataOffset, id);
            int result = Libc.epoll_ctl(
                (int)epoll.DangerousGetHandle(), Sys.EPOLL_CTL_ADD, (int)handle.DangerousGetHandle(), record);
            if (result == 0)
            {
                _watched = handle;
                return 0;
            }

            int error = Marshal.GetLastPInvokeError();
            handle.DangerousRelease();
            return error;
        }
    }
}
