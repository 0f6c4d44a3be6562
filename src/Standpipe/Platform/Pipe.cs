using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>Anonymous pipes of the operating system.</summary>
internal static class Pipe
{
    /// <summary>Makes a pipe of the system's default capacity. Neither end can be inherited by accident.</summary>
    /// <exception cref="IOException">The system refused; nothing is left open.</exception>
    internal static void Create(out SafeFileHandle readEnd, out SafeFileHandle writeEnd)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxPipe.Create(out readEnd, out writeEnd);
        }
        else
        {
            throw Unsupported.Exception();
        }
    }

    /// <summary>The bytes that the pipe can hold, as the system says.</summary>
    internal static int GetCapacity(SafeFileHandle end) =>
        OperatingSystem.IsLinux() ? LinuxPipe.GetCapacity(end) : throw Unsupported.Exception();

    /// <summary>Sets the capacity to at least <paramref name="capacity"/> bytes.</summary>
    /// <returns><see langword="null"/>, or why the system refused; then the pipe is as it was.</returns>
    internal static CapacityRefusal? TrySetCapacity(SafeFileHandle end, int capacity) =>
        OperatingSystem.IsLinux() ? LinuxPipe.TrySetCapacity(end, capacity) : throw Unsupported.Exception();

    /// <summary>Sets the capacity to the most that can be had, up to <paramref name="capacity"/> bytes (or one page).</summary>
    internal static void LimitCapacity(SafeFileHandle end, int capacity)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxPipe.LimitCapacity(end, capacity);
        }
        else
        {
            throw Unsupported.Exception();
        }
    }
}
