using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Running;

/// <summary>
/// Stops the stages with the tool, and continues them when it goes on. A Ctrl-Z at the terminal reaches them all by itself, and some have their own way of
/// stopping; only where the tool alone is told, the stages must be.
/// </summary>
internal sealed class JobControl : IDisposable
{
    // bits/signum-arch.h; the same on x86 and arm64.
    private const PosixSignal Stop = (PosixSignal)19;       // SIGSTOP
    private const PosixSignal Continue = (PosixSignal)18;   // SIGCONT
    private const int TerminalStop = 20;                    // SIGTSTP

    // How often it is looked whether the terminal's own Ctrl-Z has stopped a stage.
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(5);

    private readonly RunningGraph _running;
    private readonly RunObservation _observation;
    private readonly PosixSignalRegistration? _registration;
    private readonly Lock _gate = new();
    private bool _isBusy;   // guarded by _gate: a SIGTSTP is in hand, until this process has gone on; another one before it has stopped asks for nothing more
    private bool _isGoingOn;   // guarded by _gate: this process has gone on, and the stages are about to
    private bool _isToldAgain;   // guarded by _gate: another one came then, and asks for another stop
    private bool _stopped;   // while the stages are stopped by this; used by who has the SIGTSTP in hand

    /// <summary>Begins to listen.</summary>
    internal JobControl(RunningGraph running, RunObservation observation)
    {
        _running = running;
        _observation = observation;
        _registration = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(PosixSignal.SIGTSTP, StopAll) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _registration?.Dispose();

    private void StopAll(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            _isToldAgain |= _isGoingOn;
            if (_isBusy)
            {
                return;
            }

            _isBusy = true;
        }

        _ = StopAllAsync();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for this task: whatever goes wrong is said here or not at all, and the next Ctrl-Z must be heard.")]
    private async Task StopAllAsync()
    {
        try
        {
            if (!await WasSentByTerminalAsync().ConfigureAwait(false))
            {
                _stopped = true;
                _running.Signal(Stop);
            }
        }
        catch (Exception exception)
        {
            Complaint.Write($"the stages cannot be stopped: {exception.Message}");
        }

        _observation.StopThisProcess(GoOn);
    }

    // When this process goes on, whoever continues it, and however soon: not when SIGCONT is told of, which may overtake the stop.
    private void GoOn()
    {
        lock (_gate)
        {
            _isGoingOn = true;
        }

        try
        {
            if (_stopped)
            {
                _stopped = false;
                _running.Signal(Continue);
            }
        }
        finally
        {
            EndGoingOn();
        }
    }

    private void EndGoingOn()
    {
        lock (_gate)
        {
            (_isBusy, _isGoingOn, _isToldAgain) = (_isToldAgain, false, false);
            if (!_isBusy)
            {
                return;
            }
        }

        _ = StopAllAsync();
    }

    /// <summary>
    /// Whether the stages were told by who told the tool: its group has the terminal, and none goes on that would have been stopped by the signal.
    /// </summary>
    private async Task<bool> WasSentByTerminalAsync()
    {
        if (!ProcFile.IsInForeground())
        {
            return false;
        }

        long start = Stopwatch.GetTimestamp();
        while (_running.Nodes.Any(HasNotReceived))
        {
            if (Stopwatch.GetElapsedTime(start) > Interruptions.TerminalTime)
            {
                return false;
            }

            await Task.Delay(s_step).ConfigureAwait(false);
        }

        return true;
    }

    private static bool HasNotReceived(RunningGraphNode node) =>
        Interruptions.CannotHaveReceived(node, TerminalStop) && !ProcFile.IsStopped(node.ProcessId!.Value);
}
