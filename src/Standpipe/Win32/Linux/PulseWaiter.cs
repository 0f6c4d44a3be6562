using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>A thread that is blocked in a wait for events: what PulseEvent ends.</summary>
/// <param name="waker">The thread's.</param>
[SupportedOSPlatform("linux")]
internal sealed class PulseWaiter(ThreadWaker waker)
{
    private EventObject? _endedBy;

    /// <summary>The event that ended the wait, if one did.</summary>
    internal EventObject? EndedBy => Volatile.Read(ref _endedBy);

    /// <summary>Ends the wait.</summary>
    /// <returns>False if another event was faster.</returns>
    internal bool TryEnd(EventObject pulsed)
    {
        if (Interlocked.CompareExchange(ref _endedBy, pulsed, null) is not null)
        {
            return false;
        }

        waker.Wake();
        return true;
    }
}
