using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>The processes below this one.</summary>
internal static class ProcessTree
{
    /// <summary>Makes this process the parent of every descendant whose own parent ends.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    internal static void AdoptOrphans()
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxProcessTree.AdoptOrphans();
        }
        else if (OperatingSystem.IsWindows())
        {
            WindowsProcessTree.AdoptOrphans();
        }
        else
        {
            throw Unsupported.Exception();
        }
    }

    /// <summary>Kills every descendant, until none is left or the time is over.</summary>
    /// <returns>Whether none is left.</returns>
    /// <exception cref="IOException">They cannot be looked at; some may have been killed.</exception>
    internal static bool KillDescendants(TimeSpan timeout) =>
        OperatingSystem.IsLinux() ? LinuxProcessTree.KillDescendants(timeout)
        : OperatingSystem.IsWindows() ? WindowsProcessTree.KillDescendants(timeout)
        : throw Unsupported.Exception();

    /// <summary>Finds the processes below some others, which are this one's descendants too.</summary>
    /// <returns>A handle for each, to be disposed of; none where the system does not tell.</returns>
    /// <exception cref="IOException">They cannot be looked at.</exception>
    internal static IReadOnlyList<SafeFileHandle> FindBelow(IReadOnlyCollection<int> processIds) =>
        OperatingSystem.IsLinux() ? LinuxProcessTree.FindBelow(processIds)
        : OperatingSystem.IsWindows() ? []
        : throw Unsupported.Exception();

    /// <summary>Kills a process that was found.</summary>
    /// <returns>Whether it was there to be killed.</returns>
    internal static bool Kill(SafeFileHandle process) =>
        OperatingSystem.IsLinux() ? LinuxProcessTree.Kill(process)
        : !OperatingSystem.IsWindows() ? throw Unsupported.Exception()
        : false;
}
