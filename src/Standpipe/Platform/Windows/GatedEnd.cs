using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>One handle for an end of a pipe: the gate that it shares with its duplicates, and whether it is closed.</summary>
/// <param name="gate">The gate.</param>
[SupportedOSPlatform("windows")]
internal sealed class GatedEnd(PipeGate gate)
{
    private static readonly ConditionalWeakTable<SafeFileHandle, GatedEnd> s_ends = [];

    private volatile bool _closed;

    /// <summary>The gate.</summary>
    internal PipeGate Gate => gate;

    /// <summary>Whether <see cref="Close"/> was called. A handle itself says so only when nobody uses it any more.</summary>
    internal bool IsClosed => _closed;

    /// <summary>The end of a handle; made at the first call, before anybody can be blocked.</summary>
    internal static GatedEnd Of(SafeFileHandle handle) =>
        s_ends.GetValue(handle, static end => new GatedEnd(new PipeGate(WindowsPipe.QueryCapacity(end))));

    /// <summary>The end of a handle; null for one that is no pipe of ours.</summary>
    internal static GatedEnd? Find(SafeFileHandle handle) => s_ends.TryGetValue(handle, out GatedEnd? end) ? end : null;

    /// <summary>Lets a duplicate share its original's gate.</summary>
    internal static void Share(SafeFileHandle original, SafeFileHandle duplicate)
    {
        if (Find(original) is { } end)
        {
            s_ends.AddOrUpdate(duplicate, new GatedEnd(end.Gate));
        }
    }

    /// <summary>Whether a thread is in the kernel with any pipe, for tests that must know that a call is blocked.</summary>
    internal static bool IsInside(int threadId) => s_ends.Any(entry => entry.Value.Gate.Inside is { } call && call.ThreadId == threadId);

    /// <summary>Ends every call over this handle.</summary>
    internal void Close()
    {
        _closed = true;
        gate.Interrupt(this);
    }
}
