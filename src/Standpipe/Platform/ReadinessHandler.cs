namespace Standpipe.Platform;

/// <summary>Whoever waits for a handle to become ready.</summary>
/// <remarks>
/// Both members run on a thread that serves many others' waits too: they must not block, and must not run anybody
/// else's code, unless the thread may leave (<see cref="Readiness.TryLeave"/>). A call may still arrive shortly after the registration was disposed of.
/// </remarks>
internal abstract class ReadinessHandler
{
    /// <summary>The handle is ready, or in error, or its other side is gone: try the operation and see.</summary>
    internal abstract void OnReady();

    /// <summary><see cref="OnReady"/> threw: complete with this, nothing more will come.</summary>
    internal abstract void OnFailure(Exception exception);
}
