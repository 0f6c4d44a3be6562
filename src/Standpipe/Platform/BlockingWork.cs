using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Work that blocks, away from the thread pool.</summary>
internal static class BlockingWork
{
    /// <summary>Runs work, which must not throw, on a thread of its own.</summary>
    internal static void Run(Action work)
    {
        if (OperatingSystem.IsWindows())
        {
            IoThread.Run(work);
        }
        else
        {
            throw Unsupported.Exception();
        }
    }
}
