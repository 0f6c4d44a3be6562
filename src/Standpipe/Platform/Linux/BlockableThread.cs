using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>A thread as one that may block in read(2) or write(2): its number, and whether it can be called back.</summary>
[SupportedOSPlatform("linux")]
internal sealed class BlockableThread
{
    [ThreadStatic]
    private static BlockableThread? s_current;

    private BlockableThread()
    {
        Id = Libc.gettid();
        CanBeWoken = WakeSignal.IsAvailable && WakeSignal.IsDeliverable();
    }

    /// <summary>The calling thread.</summary>
    internal static BlockableThread Current => s_current ??= new BlockableThread();

    /// <summary>Its number for the kernel; good while it is between Enter and Exit of a <see cref="BlockedCalls"/>.</summary>
    internal int Id { get; }

    /// <summary>Whether the signal reaches it.</summary>
    internal bool CanBeWoken { get; }
}
