using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>A wait for the end of a child, which comes once.</summary>
[SupportedOSPlatform("windows")]
internal sealed class ProcessWatch(SafeFileHandle handle, ReadinessHandler handler)
    : ReadinessWatch(handle, once: true, handler)
{
    private volatile bool _disposed;

    public override void Dispose() => _disposed = true;

    private protected override bool Wait(nint handle) =>
        Kernel32.WaitForSingleObject(handle, Winbase.INFINITE) == Winbase.WAIT_OBJECT_0 && !_disposed;
}
