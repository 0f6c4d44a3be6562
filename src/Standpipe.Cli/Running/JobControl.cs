using System.Runtime.InteropServices;

namespace Standpipe.Cli.Running;

/// <summary>
/// Stops and continues the stages with the tool. A Ctrl-Z at the terminal reaches them all by itself, and some have their own way of stopping; only where the
/// tool alone is told, the stages must be.
/// </summary>
internal sealed class JobControl : IDisposable
{
    private const PosixSignal Stop = (PosixSignal)19;   // SIGSTOP, bits/signum-arch.h; the same on x86 and arm64

    private readonly RunningGraph _running;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile bool _stopped;

    /// <summary>Begins to listen.</summary>
    internal JobControl(RunningGraph running)
    {
        _running = running;
        if (OperatingSystem.IsLinux())
        {
            // This process itself stops as it would have: that is the default, or the view's.
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, _ => StopStages()));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => ContinueStages()));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void StopStages()
    {
        if (!ProcFile.IsInForeground())
        {
            _stopped = true;
            _running.Signal(Stop);
        }
    }

    private void ContinueStages()
    {
        if (_stopped && OperatingSystem.IsLinux())
        {
            _stopped = false;
            _running.Signal(PosixSignal.SIGCONT);
        }
    }
}
