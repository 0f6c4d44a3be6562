using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A pump's place at the thread of the notices, which may call, and be done, before the registering call returns.</summary>
internal sealed class PumpRegistration
{
    private readonly SteadyLock _lock = new();

    // Under _lock.
    private IDisposable? _registration;
    private bool _ended;

    /// <summary>Registers, unless it has ended already.</summary>
    internal void Begin(SafeFileHandle handle, ReadinessEvents events, ReadinessHandler handler)
    {
        IDisposable registration = Readiness.Register(handle, events, once: false, handler);
        using (_lock.Enter())
        {
            if (!_ended)
            {
                _registration = registration;
                return;
            }
        }

        registration.Dispose();
    }

    /// <summary>Takes the registration back, now or as soon as there is one.</summary>
    internal void End()
    {
        IDisposable? registration;
        using (_lock.Enter())
        {
            _ended = true;
            registration = _registration;
            _registration = null;
        }

        registration?.Dispose();
    }
}
