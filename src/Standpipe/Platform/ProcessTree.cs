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
    internal static bool KillDescendants(TimeSpan timeout) =>
        OperatingSystem.IsLinux() ? LinuxProcessTree.KillDescendants(timeout)
        : OperatingSystem.IsWindows() ? WindowsProcessTree.KillDescendants(timeout)
        : throw Unsupported.Exception();
}
