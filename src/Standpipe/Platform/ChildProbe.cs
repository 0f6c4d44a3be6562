using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>Looking at a child from outside.</summary>
internal static class ChildProbe
{
    /// <summary>Begins to look at a child: what is opened while it lives can be read until it has been reaped.</summary>
    /// <returns>Null where the system does not tell.</returns>
    internal static IChildProbe? Open(int processId) =>
        OperatingSystem.IsLinux() ? LinuxChildProbe.Open(processId)
        : OperatingSystem.IsWindows() ? null
        : throw Unsupported.Exception();

    /// <summary>Whether a process has a descriptor for an end of a pipe. One that is gone, or going, has not.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="pipe">What <see cref="IdentifyPipe"/> told.</param>
    /// <param name="descriptor">Where to look first.</param>
    /// <returns>Null if the process may not be looked at, or this system does not tell.</returns>
    internal static bool? HoldsPipe(int processId, ulong pipe, int descriptor) =>
        OperatingSystem.IsLinux() ? LinuxChildProbe.HoldsPipe(processId, pipe, descriptor)
        : OperatingSystem.IsWindows() ? null
        : throw Unsupported.Exception();

    /// <summary>Tells pipes apart: the same for both ends, in every process; 0 where the system has no such number.</summary>
    internal static ulong IdentifyPipe(SafeFileHandle end) =>
        OperatingSystem.IsLinux() ? LinuxHandle.Inode(end)
        : OperatingSystem.IsWindows() ? 0UL
        : throw Unsupported.Exception();
}
