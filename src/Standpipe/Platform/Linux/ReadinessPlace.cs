using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>A watch's place in the readiness thread's table.</summary>
/// <param name="key">What the kernel reports; never given to another.</param>
/// <param name="once">Whether one call ends the wait.</param>
[SupportedOSPlatform("linux")]
internal sealed class ReadinessPlace(ulong key, bool once)
{
    private ReadinessHandler? _handler;

    /// <summary>What the kernel reports.</summary>
    internal ulong Key => key;

    /// <summary>Who waits, if anybody does.</summary>
    internal ReadinessHandler? Handler
    {
        set => Volatile.Write(ref _handler, value);
    }

    /// <summary>Whom to call for an event. If once is enough, each is called for one event only.</summary>
    internal ReadinessHandler? Take() => once ? Interlocked.Exchange(ref _handler, null) : Volatile.Read(ref _handler);

    /// <summary>The handler that was called threw: it is not called again. One of a single call may have begun its next wait before it did, and keeps that.</summary>
    internal void Failed()
    {
        if (!once)
        {
            Handler = null;
        }
    }
}
