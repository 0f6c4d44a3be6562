using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>Anonymous pipes of the kernel: making them, and their capacity.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxPipe
{
    /// <inheritdoc cref="Pipe.Create"/>
    internal static void Create(out SafeFileHandle readEnd, out SafeFileHandle writeEnd)
    {
        int error = PosixPipe<RealPosix>.Create(out int reader, out int writer);
        if (error != 0)
        {
            throw Errno.Failure("pipe2", string.Empty, error);
        }

        readEnd = new SafeFileHandle(reader, ownsHandle: true);
        writeEnd = new SafeFileHandle(writer, ownsHandle: true);
    }

    /// <inheritdoc cref="Pipe.GetCapacity"/>
    internal static int GetCapacity(SafeFileHandle end)
    {
        using HandleReference reference = new(end);
        int size = Libc.fcntl(reference.FileDescriptor, Sys.F_GETPIPE_SZ, 0);
        return size >= 0 ? size : throw Errno.Failure("fcntl(F_GETPIPE_SZ)", string.Empty, Marshal.GetLastPInvokeError());
    }

    /// <inheritdoc cref="Pipe.TrySetCapacity"/>
    internal static CapacityRefusal? TrySetCapacity(SafeFileHandle end, int capacity)
    {
        int error = SetCapacity(end, capacity);
        return error == 0 ? null : Refusal(end, capacity, error);
    }

    /// <inheritdoc cref="Pipe.LimitCapacity"/>
    internal static void LimitCapacity(SafeFileHandle end, int capacity)
    {
        using HandleReference reference = new(end);
        PosixPipeBudget<RealPosix>.Limit(reference.FileDescriptor, capacity);
    }

    /// <inheritdoc cref="Pipe.LimitCapacityWithinBudget"/>
    internal static void LimitCapacityWithinBudget(SafeFileHandle end, int capacity, int reserve)
    {
        using HandleReference reference = new(end);
        PosixPipeBudget<RealPosix>.LimitWithinBudget(reference.FileDescriptor, capacity, reserve);
    }

    private static int SetCapacity(SafeFileHandle end, int capacity)
    {
        using HandleReference reference = new(end);
        return Libc.fcntl(reference.FileDescriptor, Sys.F_SETPIPE_SZ, capacity) >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static CapacityRefusal Refusal(SafeFileHandle end, int capacity, int error)
    {
        int limit = LinuxPipeLimits.GetLargestCapacity();
        string reason = error switch
        {
            Errno.EPERM when capacity > limit => $"above the {limit} bytes that {LinuxPipeLimits.MaxSizeFile} allows an unprivileged process",
            Errno.EPERM => "this user's pipes hold all the pages that /proc/sys/fs/pipe-user-pages-soft allows",
            Errno.EBUSY => $"{LinuxHandle.BytesAvailable(end)} bytes wait in the pipe and would not fit",
            Errno.ENOMEM => "the kernel has no memory for it",
            _ => "the kernel cannot make a pipe of that size",
        };
        return new CapacityRefusal($"fcntl(F_SETPIPE_SZ) {capacity}: {reason} ({Errno.Name(error)}, {error}).", limit);
    }
}
