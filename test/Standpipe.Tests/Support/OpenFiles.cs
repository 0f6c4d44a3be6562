using System.Runtime.InteropServices;

namespace Standpipe.Tests;

/// <summary>What this process has open.</summary>
internal static class OpenFiles
{
    /// <summary>Has the runtime make what it makes once, and keeps: on Linux a pipe to itself, by which its signal handler tells of signals.</summary>
    internal static void MakeWhatStays()
    {
        if (OperatingSystem.IsLinux())
        {
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => { }).Dispose();
        }
    }

    /// <summary>The descriptors' targets, as the kernel names them.</summary>
    internal static List<string> Links()
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsHandles.PipesAndProcesses();
        }

        List<string> links = [];
        foreach (string path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            // One that was closed since the listing has no target any more.
            if (new FileInfo(path).LinkTarget is { } target)
            {
                links.Add(target);
            }
        }

        return links;
    }
}
