using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One descriptor, watched in an epoll whenever somebody waits for it.</summary>
/// <remarks>
/// The kernel learns of the descriptor at the first wait and keeps it: a wait costs one system call and no allocation. Between waits
/// it is disarmed or, where whoever waits always looks first, tells of every arrival, and a wait costs no call at all (<see cref="ReadinessPlace"/>).
/// An event of an earlier wait may still reach a later handler, who then tries in vain and arms again.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class LinuxWatch : IDisposable
{
    private readonly LinuxEpoll _epoll;
    private readonly SafeFileHandle _handle;
    private readonly uint _events;
    private readonly bool _once;
    private readonly bool _maySaveCalls;

    private readonly SteadyLock _lock = new();

    // Written under _lock: null before the first wait and after the end.
    private volatile ReadinessPlace? _place;
    private bool _disposed;

    /// <summary>Makes a watch; nothing is watched yet.</summary>
    /// <param name="epoll">Where.</param>
    /// <param name="handle">The descriptor's owner; kept open from the first wait until the watch is disposed of.</param>
    /// <param name="events">What to wait for.</param>
    /// <param name="once">Whether each <see cref="Arm"/> is for one call. Else the first lasts until the watch is disposed of.</param>
    internal LinuxWatch(LinuxEpoll epoll, SafeFileHandle handle, ReadinessEvents events, bool once)
    {
        _epoll = epoll;
        _handle = handle;
        short wanted = events switch { ReadinessEvents.Readable => Sys.POLLIN, ReadinessEvents.Writable => Sys.POLLOUT, _ => 0 };
        _events = (ushort)wanted;
        _once = once;
        _maySaveCalls = once && events == ReadinessEvents.Readable;
    }

    /// <summary>Lets go of what the kernel holds when nobody did.</summary>
    ~LinuxWatch() => End();

    /// <summary>How often the kernel has told something; or <see cref="PipeEndIo.Unknown"/>, where that is of no use to <see cref="Arm"/>.</summary>
    internal int Reports => _place is { IsToldAll: true } place ? place.Reports : PipeEndIo.Unknown;

    /// <summary>Calls the handler when the descriptor is ready, at once if it is now. After <see cref="Dispose"/>: does nothing.</summary>
    /// <param name="handler">Whom to call.</param>
    /// <param name="reports">What <see cref="Reports"/> was before the handler's own look in vain; else <see cref="PipeEndIo.Unknown"/>: then the kernel looks.</param>
    /// <returns><see langword="false"/> if something has happened since that look: look again, nobody will call.</returns>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    /// <exception cref="IOException">The system has no room for another.</exception>
    internal bool Arm(ReadinessHandler handler, int reports = PipeEndIo.Unknown)
    {
        using (_lock.Enter())
        {
            if (_disposed)
            {
                return true;
            }

            ReadinessPlace place = _place ??= LinuxReadiness.AddPlace(_epoll, _once, _lock);
            if (reports != PipeEndIo.Unknown && place is { IsToldAll: true, Watched: not null })
            {
                return place.TryWait(handler, reports);
            }

            Ask(place, handler);
            return true;
        }
    }

    /// <summary>Forgets the handler; a call that is under way may still reach it.</summary>
    internal void Disarm()
    {
        using (_lock.Enter())
        {
            if (_place is { } place)
            {
                place.Handler = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        GC.SuppressFinalize(this);
    }

    private void Ask(ReadinessPlace place, ReadinessHandler handler)
    {
        bool all = _maySaveCalls && place.IsTimeToBeToldAll();
        uint events = _events | (!_once ? 0 : all ? Sys.EPOLLET : Sys.EPOLLONESHOT);

        // Before the kernel is asked: the event may come at once.
        place.Handler = handler;
        try
        {
            int error = place.Watched is { } watched ? _epoll.Control(Sys.EPOLL_CTL_MOD, Number(watched), events, place.Key) : Add(place, events);
            if (error != 0)
            {
                throw Errno.Failure("epoll_ctl", string.Empty, error);
            }

            place.IsToldAll = all;
        }
        catch
        {
            place.Handler = null;
            throw;
        }
    }

    private void End()
    {
        using (_lock.Enter())
        {
            _disposed = true;
            if (_place is not { } place)
            {
                return;
            }

            if (place.Watched is { } watched)
            {
                // Before the reference goes: a closed number could be somebody else's by now.
                _ = _epoll.Control(Sys.EPOLL_CTL_DEL, Number(watched), 0, place.Key);
                place.Watched = null;
                watched.DangerousRelease();
                if (watched != _handle)
                {
                    watched.Dispose();
                }
            }

            LinuxReadiness.RemovePlace(place);
            _place = null;
        }
    }

    private int Add(ReadinessPlace place, uint events)
    {
        int error = TryAdd(place, _handle, events);
        if (error != Errno.EEXIST)
        {
            return error;
        }

        // epoll takes a descriptor once; a second watch on the same one watches a duplicate.
        SafeFileHandle duplicate = LinuxHandle.Duplicate(_handle);
        error = TryAdd(place, duplicate, events);
        if (error != 0)
        {
            duplicate.Dispose();
        }

        return error;
    }

    private static int TryAdd(ReadinessPlace place, SafeFileHandle handle, uint events)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        try
        {
            int error = place.Epoll.Control(Sys.EPOLL_CTL_ADD, Number(handle), events, place.Key);
            place.Watched = error == 0 ? handle : null;
            return error;
        }
        finally
        {
            if (place.Watched is null)
            {
                handle.DangerousRelease();
            }
        }
    }

    private static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();
}
