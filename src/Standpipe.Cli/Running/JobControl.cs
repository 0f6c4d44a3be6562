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
    private int _stopped;   // 1 while the stages are stopped by this
    private int _busy;   // 1 while a SIGTSTP is in hand; another one then asks for nothing more

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
        if (Interlocked.Exchange(ref _busy, 1) == 0)
        {
            _ = StopAllAsync();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for this task: whatever goes wrong is said here or not at all, and the next Ctrl-Z must be heard.")]
    private async Task StopAllAsync()
    {
        try
        {
            if (!await WasSentByTerminalAsync().ConfigureAwait(false))
            {
                Volatile.Write(ref _stopped, 1);
                _running.Signal(Stop);
            }
        }
        catch (Exception exception)
        {
            Complaint.Write($"the stages cannot be stopped: {exception.Message}");
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }

        _observation.StopThisProcess(GoOn);
    }

    // When this process goes on, whoever continues it, and however soon: not when SIGCONT is told of, which may overtake the stop.
    private void GoOn()
    {
        if (Interlocked.Exchange(ref _stopped, 0) == 1)
        {
            _running.Signal(Continue);
        }
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
