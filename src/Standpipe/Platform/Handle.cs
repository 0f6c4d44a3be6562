using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Handles: what they are, and second ones for the same thing.</summary>
internal static class Handle
{
    /// <summary>Makes a second handle, inheritable by nobody, for the same open thing.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    internal static SafeFileHandle Duplicate(SafeFileHandle handle) =>
        OperatingSystem.IsLinux() ? LinuxHandle.Duplicate(handle)
        : OperatingSystem.IsWindows() ? WindowsHandle.Duplicate(handle)
        : throw Unsupported.Exception();

    /// <summary>Checks that a handle is one end of a pipe.</summary>
    /// <exception cref="ArgumentException">It is something else, or the other end.</exception>
    internal static void RequirePipeEnd(SafeFileHandle handle, bool forReading, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(handle, parameterName);
        if (OperatingSystem.IsLinux())
        {
            LinuxHandle.RequirePipeEnd(handle, forReading, parameterName);
        }
        else if (OperatingSystem.IsWindows())
        {
            WindowsHandle.RequirePipeEnd(handle, forReading, parameterName);
        }
        else
        {
            throw Unsupported.Exception();
        }
    }

    /// <summary>Takes over a pipe end known by its number only.</summary>
    /// <exception cref="ArgumentException">Nothing is open there, or no such end; it stays as it was.</exception>
    internal static SafeFileHandle AdoptPipeEnd(int value, bool forReading) =>
        OperatingSystem.IsLinux() ? LinuxHandle.AdoptPipeEnd(value, forReading)
        : OperatingSystem.IsWindows() ? WindowsHandle.AdoptPipeEnd(value, forReading)
        : throw Unsupported.Exception();

    /// <summary>Checks that a child can be given the handle under a number.</summary>
    /// <exception cref="PlatformNotSupportedException">The system has no such choice, and the number is not the handle's own.</exception>
    internal static void RequireChildValue(SafeFileHandle handle, int value)
    {
        if (OperatingSystem.IsWindows() && handle.DangerousGetHandle() != value)
        {
            throw new PlatformNotSupportedException(
                "On Windows a child knows a handle by the value that it has in its parent, and by no other: tell it the ChildValue.");
        }
    }

    /// <summary>The number below which a child can be given a descriptor.</summary>
    internal static int ChildDescriptorLimit =>
        OperatingSystem.IsLinux() ? LinuxHandle.Limit()
        : OperatingSystem.IsWindows() ? WindowsHandle.StandardCount
        : throw Unsupported.Exception();

    /// <summary>How many more handles this process may open.</summary>
    internal static int CountAvailable() =>
        OperatingSystem.IsLinux() ? LinuxHandle.Limit() - LinuxHandle.OpenDescriptors().Count
        : OperatingSystem.IsWindows() ? int.MaxValue
        : throw Unsupported.Exception();

    /// <summary>Reads the number in which a parent told a child of a handle.</summary>
    /// <exception cref="ArgumentException">It is no such number.</exception>
    internal static int ParseChildValue(string childValue)
    {
        ArgumentNullException.ThrowIfNull(childValue);
        return int.TryParse(childValue, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new ArgumentException($"'{childValue}' is not the value of an inherited handle.", nameof(childValue));
    }
}
