using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>Learning when the ends of a pipe are closed, by anybody, without holding one.</summary>
internal static class PipeWatching
{
    /// <summary>Begins to watch a pipe.</summary>
    /// <param name="end">Either end; it may be closed as soon as this returns.</param>
    /// <param name="watcher">Who is told.</param>
    /// <returns>Ends it when disposed of; null if this system does not tell, or has no room for another watch.</returns>
    internal static IDisposable? Watch(SafeFileHandle end, PipeWatcher watcher) =>
        OperatingSystem.IsLinux() ? LinuxPipeWatching.Watch(end, watcher)
        : OperatingSystem.IsWindows() ? null
        : throw Unsupported.Exception();

    /// <summary>Tells all watchers what has happened up to now, before it returns.</summary>
    internal static void CatchUp()
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxPipeWatching.CatchUp();
        }
        else if (!OperatingSystem.IsWindows())
        {
            throw Unsupported.Exception();
        }
    }
}
