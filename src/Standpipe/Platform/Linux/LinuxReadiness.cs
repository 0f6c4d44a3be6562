using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>The places of all watches of this process.</summary>
/// <remarks>
/// A <see cref="LinuxWatch"/> has a place in the table here, and what the kernel reports is the place's key. A place roots
/// its handler only while that waits; so a watch that nobody disposes of is collected, and its finalizer frees the place.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class LinuxReadiness
{
    private const int FirstPlaces = 64;

    // A key is a place's index, with a number above it that no two watches share.
    private const int IndexBits = 24;

    private static readonly SteadyLock s_lock = new();

    // Under s_lock to write, read without: an array is never changed after a larger one has replaced it.
    private static ReadinessPlace?[] s_places = new ReadinessPlace?[FirstPlaces];
    private static readonly Stack<int> s_free = new();
    private static int s_used;
    private static ulong s_lastNumber;

    /// <inheritdoc cref="Readiness.Register"/>
    internal static IDisposable Register(
        SafeFileHandle handle, ReadinessEvents events, bool once, ReadinessHandler handler)
    {
        LinuxWatch watch = new(LinuxEpoll.Notices, handle, events, once);
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

    /// <summary>Gives a watch its place.</summary>
    /// <exception cref="IOException">There is no epoll, and no room for it.</exception>
    internal static ReadinessPlace AddPlace(LinuxEpoll epoll, bool once, SteadyLock watchLock)
    {
        // First, so that whoever has a place finds an epoll.
        _ = epoll.Start();
        using (s_lock.Enter())
        {
            int index = s_free.Count > 0 ? s_free.Pop() : s_used++;
            if (index == s_places.Length)
            {
                ReadinessPlace?[] larger = new ReadinessPlace?[2 * s_places.Length];
                s_places.CopyTo(larger, 0);
                Volatile.Write(ref s_places, larger);
            }

            ReadinessPlace place = new(epoll, (++s_lastNumber << IndexBits) | (uint)index, once, watchLock);
            Volatile.Write(ref s_places[index], place);
            return place;
        }
    }

    /// <summary>Takes the place back.</summary>
    internal static void RemovePlace(ReadinessPlace place)
    {
        place.Handler = null;
        using (s_lock.Enter())
        {
            int index = IndexOf(place.Key);
            Volatile.Write(ref s_places[index], null);
            s_free.Push(index);
        }
    }

    /// <summary>Finds the place of a key that the kernel reports; null if it has been taken back. The kernel learns a key only after its place is here.</summary>
    internal static ReadinessPlace? FindPlace(ulong key)
    {
        ReadinessPlace? place = Volatile.Read(ref Volatile.Read(ref s_places)[IndexOf(key)]);
        return place?.Key == key ? place : null;
    }

    private static int IndexOf(ulong key) => (int)(key & ((1UL << IndexBits) - 1));
}
