using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Anonymous pipes of the operating system.</summary>
internal static class Pipe
{
    /// <summary>Makes a pipe. Neither end can be inherited by accident.</summary>
    /// <param name="readEnd">The end that reads.</param>
    /// <param name="writeEnd">The end that writes.</param>
    /// <param name="capacity">
    /// What it is to hold, in bytes, or 0 for the default, on systems where that is settled here: on Windows. Linux gives the
    /// default, to be changed afterwards.
    /// </param>
    /// <exception cref="IOException">The system refused; nothing is left open.</exception>
    internal static void Create(out SafeFileHandle readEnd, out SafeFileHandle writeEnd, int capacity)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxPipe.Create(out readEnd, out writeEnd);
        }
        else if (OperatingSystem.IsWindows())
        {
            WindowsPipe.Create(out readEnd, out writeEnd, capacity);
        }
        else
        {
            throw Unsupported.Exception();
        }
    }

    /// <summary>The bytes that the pipe can hold, as the system says.</summary>
    internal static int GetCapacity(SafeFileHandle end) =>
        OperatingSystem.IsLinux() ? LinuxPipe.GetCapacity(end)
        : OperatingSystem.IsWindows() ? WindowsPipe.GetCapacity(end)
        : throw Unsupported.Exception();

    /// <summary>Sets the capacity to at least <paramref name="capacity"/> bytes.</summary>
    /// <returns><see langword="null"/>, or why the system refused; then the pipe is as it was.</returns>
    internal static CapacityRefusal? TrySetCapacity(SafeFileHandle end, int capacity) =>
        OperatingSystem.IsLinux() ? LinuxPipe.TrySetCapacity(end, capacity)
        : OperatingSystem.IsWindows() ? WindowsPipe.TrySetCapacity(end, capacity)
        : throw Unsupported.Exception();

    /// <summary>Sets the capacity to the most that can be had, up to <paramref name="capacity"/> bytes (or one page).</summary>
    internal static void LimitCapacity(SafeFileHandle end, int capacity)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxPipe.LimitCapacity(end, capacity);
        }
        else if (!OperatingSystem.IsWindows())
        {
            // On Windows it was made with that much.
            throw Unsupported.Exception();
        }
    }

    /// <summary>
    /// Sets the capacity to the most that can be had, up to <paramref name="capacity"/> bytes (or one page), and beyond the default only as
    /// long as another pipe of the user could have <paramref name="reserve"/> bytes.
    /// </summary>
    internal static void LimitCapacityWithinBudget(SafeFileHandle end, int capacity, int reserve)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxPipe.LimitCapacityWithinBudget(end, capacity, reserve);
        }
        else if (!OperatingSystem.IsWindows())
        {
            // On Windows it was made with that much, and there is no budget.
            throw Unsupported.Exception();
        }
    }
}
