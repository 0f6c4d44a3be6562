using System.Runtime.InteropServices;
using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Running;

/// <summary>
/// Stops and continues the stages with the tool. A Ctrl-Z at the terminal reaches them all by itself, and some have their own way of stopping; only where the
/// tool alone is told, the stages must be.
/// </summary>
internal sealed class JobControl : IDisposable
{
    // bits/signum-arch.h; the same on x86 and arm64.
    private const PosixSignal Stop = (PosixSignal)19;       // SIGSTOP
    private const PosixSignal Continue = (PosixSignal)18;   // SIGCONT

    private readonly RunningGraph _running;
    private readonly RunObservation _observation;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile bool _stopped;

    /// <summary>Begins to listen.</summary>
    internal JobControl(RunningGraph running, RunObservation observation)
    {
        _running = running;
        _observation = observation;
        if (OperatingSystem.IsLinux())
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, StopAll));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => ContinueAll()));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void StopAll(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!ProcFile.IsInForeground())
        {
            _stopped = true;
            _running.Signal(Stop);
        }

        _observation.StopThisProcess();
    }

    private void ContinueAll()
    {
        if (_stopped && OperatingSystem.IsLinux())
        {
            _stopped = false;
            _running.Signal(Continue);
        }
    }
}
