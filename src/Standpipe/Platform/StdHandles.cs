using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>The standard handles this process was started with.</summary>
internal static class StdHandles
{
    /// <summary>Looks at one of them.</summary>
    /// <param name="index">0 input, 1 output, 2 error.</param>
    /// <returns>The handle, not owned; null if the process was started without it.</returns>
    internal static SafeFileHandle? GetInitial(int index)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsHandle.GetStandard(index);
        }

        if (!OperatingSystem.IsLinux())
        {
            throw Unsupported.Exception();
        }

        // Started with it closed, something else may sit at its number by now (the runtime opens files early). Such a
        // thing is close-on-exec; a standard handle came through an exec and so is not.
        return LinuxHandle.SurvivesExec(index) ? new SafeFileHandle(index, ownsHandle: false) : null;
    }
}
