using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>A look at all processes of the machine and the pipes they hold. Linux only: Windows tells nobody who is at a pipe's other end.</summary>
internal static class MachineScan
{
    /// <summary>Gets whether this system can be looked at.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Looks.</summary>
    /// <param name="measure">Whether to look into the pipes, too.</param>
    /// <exception cref="PlatformNotSupportedException">The system cannot be looked at.</exception>
    /// <exception cref="IOException">There is no list of processes.</exception>
    internal static MachineFacts Take(bool measure) =>
        OperatingSystem.IsLinux() ? LinuxMachineScan.Take(measure) : throw NotSupported();

    /// <summary>What a pipe is called in a scan.</summary>
    /// <param name="end">An end of a pipe; not taken over.</param>
    /// <exception cref="PlatformNotSupportedException">The system cannot be looked at.</exception>
    /// <exception cref="ArgumentException">The handle is no end of a pipe.</exception>
    internal static ulong Inode(SafeFileHandle end) =>
        OperatingSystem.IsLinux() ? LinuxHandle.PipeInode(end, nameof(end)) : throw NotSupported();

    private static PlatformNotSupportedException NotSupported() =>
        new("The machine's pipes can be seen on Linux only: Windows does not tell who holds the other end of a pipe.");
}
