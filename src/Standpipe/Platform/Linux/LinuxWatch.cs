using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One descriptor, watched by the readiness thread whenever somebody waits for it.</summary>
/// <remarks>
/// The kernel learns of the descriptor at the first wait and keeps it, disarmed, between waits: a wait costs one
/// system call and no allocation. An event of an earlier wait may still reach a later handler, who then tries in vain and arms again.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class LinuxWatch : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly uint _events;
    private readonly bool _once;

    private readonly SteadyLock _lock = new();

    // Under _lock: what the kernel watches for us, with a reference on it, and our place; null before the first wait and after the end.
    private SafeFileHandle? _watched;
    private ReadinessPlace? _place;
    private bool _disposed;

    /// <summary>Makes a watch; nothing is watched yet.</summary>
    /// <param name="handle">The descriptor's owner; kept open from the first wait until the watch is disposed of.</param>
    /// <param name="events">What to wait for.</param>
    /// <param name="once">Whether each <see cref="Arm"/> is for one call. Else the first lasts until the watch is disposed of.</param>
    internal LinuxWatch(SafeFileHandle handle, ReadinessEvents events, bool once)
    {
        _handle = handle;
        short wanted = events switch { ReadinessEvents.Readable => Sys.POLLIN, ReadinessEvents.Writable => Sys.POLLOUT, _ => 0 };
        _events = (ushort)wanted | (once ? Sys.EPOLLONESHOT : 0);
        _once = once;
    }

    /// <summary>Lets go of what the kernel holds when nobody did.</summary>
    ~LinuxWatch() => End();

    /// <summary>Calls the handler when the descriptor is ready, at once if it is now. After <see cref="Dispose"/>: does nothing.</summary>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    /// <exception cref="IOException">The system has no room for another.</exception>
    internal void Arm(ReadinessHandler handler)
    {
        using (_lock.Enter())
        {
            if (_disposed)
            {
                return;
            }

            _place ??= LinuxReadiness.AddPlace(_once);

            // Before the kernel is asked: the event may come at once.
            _place.Handler = handler;
            try
            {
                int error = _watched is { } watched ? Control(Sys.EPOLL_CTL_MOD, watched) : Add();
                if (error != 0)
                {
                    throw Errno.Failure("epoll_ctl", string.Empty, error);
                }
            }
            catch
            {
                _place.Handler = null;
                throw;
            }
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

    private void End()
    {
        using (_lock.Enter())
        {
            _disposed = true;
            if (_watched is { } watched)
            {
                // Before the reference goes: a closed number could be somebody else's by now.
                _ = Control(Sys.EPOLL_CTL_DEL, watched);
                watched.DangerousRelease();
                if (watched != _handle)
                {
                    watched.Dispose();
                }
            }

            if (_place is { } place)
            {
                LinuxReadiness.RemovePlace(place);
            }

            _watched = null;
            _place = null;
        }
    }

    private int Add()
    {
        int error = TryAdd(_handle);
        if (error != Errno.EEXIST)
        {
            return error;
        }

        // epoll takes a descriptor once; a second watch on the same one watches a duplicate.
        SafeFileHandle duplicate = LinuxHandle.Duplicate(_handle);
        error = TryAdd(duplicate);
        if (error != 0)
        {
            duplicate.Dispose();
        }

        return error;
    }

    private int TryAdd(SafeFileHandle handle)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        try
        {
            int error = Control(Sys.EPOLL_CTL_ADD, handle);
            _watched = error == 0 ? handle : null;
            return error;
        }
        finally
        {
            if (_watched is null)
            {
                handle.DangerousRelease();
            }
        }
    }

    private int Control(int operation, SafeFileHandle handle) =>
        LinuxReadiness.Control(operation, (int)handle.DangerousGetHandle(), _events, _place!.Key);
}
