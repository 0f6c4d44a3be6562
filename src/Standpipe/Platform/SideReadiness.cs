using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform;

/// <summary>Waiting for one side of a transfer, whatever kind of handle it is.</summary>
internal static class SideReadiness
{
    /// <summary>Calls the handler once, when the side is ready.</summary>
    /// <param name="side">The side; what it has open is kept open while registered.</param>
    /// <param name="events">What to wait for.</param>
    /// <param name="handler">Whom to call.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="IOException">The system does not wait for such a thing, or has no room for another registration.</exception>
    internal static IDisposable Register(SpliceSide side, ReadinessEvents events, ReadinessHandler handler)
    {
        if (side.Handle is SafeFileHandle handle)
        {
            return Readiness.Register(handle, events, once: true, handler);
        }

        Borrowed borrowed = new(side);
        try
        {
            borrowed.Registration = Readiness.Register(borrowed.Handle, events, once: true, handler);
            return borrowed;
        }
        catch
        {
            borrowed.Dispose();
            throw;
        }
    }

    /// <summary>Completes when the side is ready. Takes nothing from it, so cancelling loses nothing.</summary>
    internal static async Task WaitAsync(SpliceSide side, ReadinessEvents events, CancellationToken cancellationToken)
    {
        ReadinessWait wait = new();
        using IDisposable registration = Register(side, events, wait);
        using CancellationTokenRegistration cancellation =
            cancellationToken.UnsafeRegister(static (state, token) => ((ReadinessWait)state!).Cancel(token), wait);
        await wait.Task.ConfigureAwait(false);
    }

    /// <summary>The number of a handle of another kind (a socket's), as a handle to wait for.</summary>
    private sealed class Borrowed : IDisposable
    {
        private readonly SpliceSide _side;
        private bool _added;

        internal Borrowed(SpliceSide side)
        {
            _side = side;
            side.Handle.DangerousAddRef(ref _added);
            Handle = new SafeFileHandle(side.Handle.DangerousGetHandle(), ownsHandle: false);
        }

        internal SafeFileHandle Handle { get; }

        internal IDisposable? Registration { get; set; }

        public void Dispose()
        {
            Registration?.Dispose();
            Handle.Dispose();
            if (_added)
            {
                _added = false;
                _side.Handle.DangerousRelease();
            }
        }
    }
}
