using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One epoll and one thread for all pipes and all children of this process.</summary>
/// <remarks>
/// A <see cref="LinuxWatch"/> has a place in the table here, and what the kernel reports is the place's key. A place roots
/// its handler only while that waits; so a watch that nobody disposes of is collected, and its finalizer frees the place.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxReadiness
{
    private const int BatchSize = 256;
    private const int FirstPlaces = 64;

    // A key is a place's index, with a number above it that no two watches share.
    private const int IndexBits = 24;

    private static readonly SteadyLock s_startLock = new();
    private static readonly SteadyLock s_placesLock = new();

    // Under s_placesLock to write, read without: an array is never changed after a larger one has replaced it.
    private static ReadinessPlace?[] s_places = new ReadinessPlace?[FirstPlaces];
    private static readonly Stack<int> s_free = new();
    private static int s_used;
    private static ulong s_lastNumber;

    // Set once, under s_startLock, after the thread runs; never closed: it lives as long as the process.
    private static volatile SafeFileHandle? s_epoll;

    /// <summary>The size of <c>struct epoll_event</c>, which is packed on x86-64 only (&lt;sys/epoll.h&gt;): 4 bytes of events, then 8 of data.</summary>
    internal static int EventSize => DataOffset + sizeof(ulong);

    private static int DataOffset => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <inheritdoc cref="Readiness.Register"/>
    internal static IDisposable Register(
        SafeFileHandle handle, ReadinessEvents events, bool once, ReadinessHandler handler)
    {
        LinuxWatch watch = new(handle, events, once);
        try
        {
            _ = watch.Arm(handler);
            return watch;
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }

    /// <summary>Makes the epoll and its thread. Called early by whoever must not fail later.</summary>
    internal static SafeFileHandle Start()
    {
        if (s_epoll is { } running)
        {
            return running;
        }

        using (s_startLock.Enter())
        {
            if (s_epoll is { } meanwhile)
            {
                return meanwhile;
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

    /// <summary>Gives a watch its place.</summary>
    /// <exception cref="IOException">There is no epoll, and no room for it.</exception>
    internal static ReadinessPlace AddPlace(bool once, SteadyLock watchLock)
    {
        // First, so that whoever has a place finds an epoll.
        _ = Start();
        using (s_placesLock.Enter())
        {
            int index = s_free.Count > 0 ? s_free.Pop() : s_used++;
            if (index == s_places.Length)
            {
                ReadinessPlace?[] larger = new ReadinessPlace?[2 * s_places.Length];
                s_places.CopyTo(larger, 0);
                Volatile.Write(ref s_places, larger);
            }

            ReadinessPlace place = new((++s_lastNumber << IndexBits) | (uint)index, once, watchLock);
            Volatile.Write(ref s_places[index], place);
            return place;
        }
    }

    /// <summary>Takes the place back.</summary>
    internal static void RemovePlace(ReadinessPlace place)
    {
        place.Handler = null;
        using (s_placesLock.Enter())
        {
            int index = IndexOf(place.Key);
            Volatile.Write(ref s_places[index], null);
            s_free.Push(index);
        }
    }

    /// <summary>Adds, changes or removes what the kernel watches.</summary>
    /// <returns>0, or the error number.</returns>
    internal static int Control(int operation, int fileDescriptor, uint events, ulong key)
    {
        byte* record = stackalloc byte[EventSize];
        *(uint*)record = events;
        Unsafe.WriteUnaligned(record + DataOffset, key);
        return Libc.epoll_ctl((int)Start().DangerousGetHandle(), operation, fileDescriptor, record) == 0
            ? 0
            : Marshal.GetLastSystemError();
    }

    private static int IndexOf(ulong key) => (int)(key & ((1UL << IndexBits) - 1));

    private static void Run(SafeFileHandle epoll)
    {
        byte* events = stackalloc byte[BatchSize * EventSize];
        int fd = (int)epoll.DangerousGetHandle();
        while (true)
        {
            int count = Libc.epoll_wait(fd, events, BatchSize, -1);
            ReadinessPlace?[] places = Volatile.Read(ref s_places);
            for (int i = 0; i < count; i++)
            {
                // SAFETY: the kernel filled `count` records of EventSize bytes each. A key is known to the kernel only after its place is in the table.
                ulong key = Unsafe.ReadUnaligned<ulong>(events + (i * EventSize) + DataOffset);
                ReadinessPlace? place = Volatile.Read(ref places[IndexOf(key)]);
                if (place?.Key == key && place.Take() is { } handler)
                {
                    Deliver(place, handler);
                }
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Top of a thread we own: a handler's failure is handed to it.")]
    private static void Deliver(ReadinessPlace place, ReadinessHandler handler)
    {
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
