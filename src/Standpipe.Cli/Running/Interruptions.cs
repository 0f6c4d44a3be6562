using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Standpipe.Cli.Running;

/// <summary>The signals that ask the tool to end, while a pipeline runs. The first is a request; one that comes later ends this process at once.</summary>
internal sealed class Interruptions : IDisposable
{
    private static readonly (PosixSignal Signal, int Number)[] s_signals =
    [
        (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, 15),
    ];

    private readonly List<PosixSignalRegistration> _registrations = [];
    [SuppressMessage("Usage", "CA2213", Justification = "Without a timer and a wait handle it has nothing to free, and a signal's handler may still cancel it.")]
    private readonly CancellationTokenSource _token = new();
    private readonly TaskCompletionSource<int> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private (int Number, long Time)? _came;   // guarded by _gate
    private bool _endsAtNext;   // guarded by _gate

    /// <summary>Begins to listen.</summary>
    internal Interruptions()
    {
        // One that was ignored when the tool started (nohup, a background job) stays so, here and in the stages.
        ulong ignored = ProcFile.ReadSignalMasks(Environment.ProcessId)?.Ignored ?? 0;
        foreach ((PosixSignal signal, int number) in s_signals)
        {
            if ((ignored & (1UL << (number - 1))) == 0)
            {
                _registrations.Add(PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    Take(number);
                }));
            }
        }
    }

    /// <summary>Called when a signal is about to end this process at once, on the signal's thread: what is left behind then, nobody tidies up.</summary>
    internal event Action? EndingAtOnce;

    /// <summary>Gets the task of the first signal that came.</summary>
    internal Task<int> First => _first.Task;

    /// <summary>Gets what is cancelled when <see cref="First"/> has completed.</summary>
    internal CancellationToken Token => _token.Token;

    /// <summary>Gets how long a signal that the terminal sends to all may take to show in a stage that does nothing about it.</summary>
    internal static TimeSpan TerminalTime { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether the stage lives although a signal would have ended or stopped it: it neither ignores nor handles it, so it cannot have got it.</summary>
    internal static bool CannotHaveReceived(RunningGraphNode node, int signal) =>
        node is { HasEnded: false, ProcessId: { } pid }
        && ProcFile.ReadSignalMasks(pid) is { } masks && ((masks.Ignored | masks.Caught) & (1UL << (signal - 1))) == 0;

    /// <summary>Whether a signal is one of those that ask the tool to end.</summary>
    internal static bool Includes(int signal) => Array.Exists(s_signals, entry => entry.Number == signal);

    /// <summary>From now on a signal ends this process at once: there is nothing more to be stopped, and what is written may be blocked for ever.</summary>
    /// <returns>The first signal if it came before; else null.</returns>
    internal int? EndAtNext()
    {
        lock (_gate)
        {
            _endsAtNext = true;
            return _came?.Number;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Take(int number)
    {
        lock (_gate)
        {
            if (_came is null && !_endsAtNext)
            {
                _came = (number, Stopwatch.GetTimestamp());
                _ = _first.TrySetResult(number);
                _ = _token.CancelAsync();
                return;
            }

            // timeout(1) tells its child and then the child's group; a terminal that hangs up tells, and its shell does. That is no impatience.
            if (_came is { } first && Stopwatch.GetElapsedTime(first.Time) < TerminalTime)
            {
                return;
            }
        }

        EndingAtOnce?.Invoke();
        ExitStatus.FromSignal(number).ExitCurrentProcess();
    }
}
