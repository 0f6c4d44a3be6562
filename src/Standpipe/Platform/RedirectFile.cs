using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Files opened for a child.</summary>
internal static class RedirectFile
{
    /// <summary>Opens a file as a shell's redirection does.</summary>
    /// <exception cref="IOException">It cannot be opened; the message names it and the reason.</exception>
    internal static SafeFileHandle Open(string path, RedirectMode mode) =>
        OperatingSystem.IsLinux() ? LinuxFile.Open(path, mode)
        : OperatingSystem.IsWindows() ? WindowsFile.Open(path, mode)
        : throw Unsupported.Exception();

    /// <summary>Opens the null device for reading and writing.</summary>
    internal static SafeFileHandle OpenNull() =>
        OperatingSystem.IsLinux() ? LinuxFile.OpenNull()
        : OperatingSystem.IsWindows() ? WindowsFile.OpenNull()
        : throw Unsupported.Exception();

    /// <summary>Tells regular files apart, whatever their paths.</summary>
    /// <returns>The same for every path of one file; null if there is no such file, or it is no regular one.</returns>
    internal static string? Identify(string path) =>
        OperatingSystem.IsLinux() ? LinuxFile.Identify(path)
        : OperatingSystem.IsWindows() ? WindowsFile.Identify(path)
        : throw Unsupported.Exception();

    /// <summary>Lets a call of <see cref="Open"/> return that waits for the other side of a FIFO, or is about to.</summary>
    /// <returns>To be disposed of once the call has returned; null if the path is no FIFO.</returns>
    internal static SafeFileHandle? Unblock(string path) =>
        OperatingSystem.IsLinux() ? LinuxFile.Unblock(path)
        : OperatingSystem.IsWindows() ? null
        : throw Unsupported.Exception();
}
