using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>Waiting for pipes and children: each wait has a thread, since the system wakes one thread for many only by polling.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsReadiness
{
    /// <inheritdoc cref="Readiness.Register"/>
    internal static IDisposable Register(SafeFileHandle handle, bool once, ReadinessHandler handler)
    {
        ReadinessWatch watch = GatedEnd.Find(handle) is { } end
            ? new PipeWatch(handle, end, once, handler)
            : new ProcessWatch(handle, handler);
        watch.Start();
        return watch;
    }
}
