using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One thread's alarm: an eventfd that a blocked call polls beside its pipe.</summary>
/// <remarks>
/// One a thread and not one an end, so that the number of descriptors is bounded by the threads that ever blocked.
/// The eventfd closes when the thread says that it ends, else with its finalizer.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class ThreadWaker
{
    [ThreadStatic]
    private static ThreadWaker? s_current;

    private readonly SafeFileHandle? _event;

    private ThreadWaker()
    {
        int fd = Libc.eventfd(0, Sys.EFD_CLOEXEC | Sys.EFD_NONBLOCK);

        // Out of descriptors: the blocked call polls with a timeout instead, and looks for itself.
        _event = fd < 0 ? null : LinuxHandle.Own(fd);
    }

    /// <summary>The calling thread's waker.</summary>
    internal static ThreadWaker Current => s_current ??= new ThreadWaker();

    /// <summary>The descriptor to poll for input, or -1 if none could be had.</summary>
    internal int FileDescriptor => _event is null ? -1 : (int)_event.DangerousGetHandle();

    /// <summary>The calling thread ends, and is in nobody's list: closes its descriptor now, not when the collector comes by.</summary>
    internal static void Forget()
    {
        s_current?._event?.Dispose();
        s_current = null;
    }

    /// <summary>Makes the thread's poll return, now or when it begins. From any thread.</summary>
    internal void Wake()
    {
        ulong one = 1;
        if (_event is not null)
        {
            _ = RealPosix.write(FileDescriptor, &one, sizeof(ulong));
            GC.KeepAlive(this);
        }
    }

    /// <summary>Takes back wake-ups that came too late to be needed. By the owning thread only.</summary>
    internal void Reset()
    {
        ulong count;
        if (_event is not null)
        {
            _ = RealPosix.read(FileDescriptor, &count, sizeof(ulong));
            GC.KeepAlive(this);
        }
    }
}
