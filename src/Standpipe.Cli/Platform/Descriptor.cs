using Standpipe.Cli.Platform.Linux;

namespace Standpipe.Cli.Platform;

/// <summary>A descriptor that somebody else opened, and may share with others: it is written where it stands, never moved and never cut. Linux only.</summary>
internal static class Descriptor
{
    /// <summary>Whether it is open, for writing, and since before this process began.</summary>
    internal static bool CanWrite(int descriptor) => OperatingSystem.IsLinux() && LinuxDescriptor.CanWrite(descriptor);

    /// <summary>Writes all of it, and waits for room also if somebody made the descriptor non-blocking.</summary>
    /// <exception cref="PipeBrokenException">Nobody reads it.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    internal static void Write(int descriptor, ReadOnlySpan<byte> content)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Descriptors have numbers on Linux only.");
        }

        LinuxDescriptor.Write(descriptor, content);
    }

    /// <summary>Whether a path leads to a file of the ordinary kind: no device, no FIFO, no directory, nothing at all.</summary>
    internal static bool IsRegularFile(string path) => IdentifyRegularFile(path) is not null;

    /// <summary>Tells files of the ordinary kind apart, whatever their paths; where there is nothing better, by their full paths.</summary>
    /// <returns>The same for every path of one file; null if there is no such file, or it is of another kind.</returns>
    internal static string? IdentifyRegularFile(string path) =>
        OperatingSystem.IsLinux() ? LinuxDescriptor.IdentifyRegularFile(path)
        : File.Exists(path) ? Path.GetFullPath(path)
        : null;

    /// <summary>Does the same for directories.</summary>
    internal static string? IdentifyDirectory(string path) =>
        OperatingSystem.IsLinux() ? LinuxDescriptor.IdentifyDirectory(path)
        : Directory.Exists(path) ? Path.GetFullPath(path)
        : null;

    /// <summary>Whether a file could not be replaced because something is mounted on it (EBUSY).</summary>
    internal static bool IsBusy(Exception exception) => OperatingSystem.IsLinux() && LinuxDescriptor.IsBusy(exception);
}
