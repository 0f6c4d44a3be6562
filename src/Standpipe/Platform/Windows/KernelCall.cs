using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>A transfer that may block in the kernel, made by the calling thread over one handle.</summary>
/// <param name="end">The handle.</param>
[SupportedOSPlatform("windows")]
internal sealed class KernelCall(GatedEnd end)
{
    private volatile bool _cancelled;

    /// <summary>The handle.</summary>
    internal GatedEnd End => end;

    /// <summary>The thread that makes it; set by the thread itself as it enters.</summary>
    internal SafeWaitHandle? Thread { get; set; }

    /// <summary>The same, by .NET's number.</summary>
    internal int ThreadId { get; set; }

    /// <summary>Whether it may be broken off and begun anew without loss: true of reads.</summary>
    internal bool CanRestart { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    internal bool IsCancelled => _cancelled;

    /// <summary>Whether it must not go on: cancelled, or its end is closed.</summary>
    internal bool IsOver => _cancelled || end.IsClosed;

    /// <summary>Notes that it is cancelled. Whoever does so then calls <see cref="PipeGate.Interrupt(KernelCall)"/>.</summary>
    internal void Cancel() => _cancelled = true;
}
