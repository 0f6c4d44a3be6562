using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>A transfer that may block in the kernel, made by the calling thread over one handle.</summary>
/// <param name="handle">The end of the pipe that it is made over.</param>
[SupportedOSPlatform("windows")]
internal sealed class KernelCall(SafeFileHandle handle)
{
    private volatile bool _cancelled;

    /// <summary>The handle.</summary>
    internal SafeFileHandle Handle => handle;

    /// <summary>The thread that makes it; set by the thread itself as it enters.</summary>
    internal SafeWaitHandle? Thread { get; set; }

    /// <summary>Whether it may be broken off and begun anew without loss: true of reads.</summary>
    internal bool CanRestart { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    internal bool IsCancelled => _cancelled;

    /// <summary>Whether it must not go on: cancelled, or its end is closed.</summary>
    internal bool IsOver => _cancelled || handle.IsClosed;

    /// <summary>Notes that it is cancelled. Whoever does so then calls <see cref="PipeGate.Interrupt(KernelCall)"/>.</summary>
    internal void Cancel() => _cancelled = true;
}
