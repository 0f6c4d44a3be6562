using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Standpipe.Cli.Running;

/// <summary>The signals that ask the tool to end, while a pipeline runs.</summary>
internal sealed class Interruptions : IDisposable
{
    private static readonly (PosixSignal Signal, int Number)[] s_signals =
    [
        (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, 15),
    ];

    private readonly List<PosixSignalRegistration> _registrations = [];
    [SuppressMessage("Usage", "CA2213", Justification = "Without a timer and a wait handle it has nothing to free, and a signal's handler may still cancel it.")]
    private readonly CancellationTokenSource _came = new();
    private readonly TaskCompletionSource<int> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
                    _ = _first.TrySetResult(number);
                    _ = _came.CancelAsync();
                }));
            }
        }
    }

    /// <summary>Gets the task of the first signal that came.</summary>
    internal Task<int> First => _first.Task;

    /// <summary>Gets what is cancelled when <see cref="First"/> has completed.</summary>
    internal CancellationToken Token => _came.Token;

    /// <summary>Gets how long a signal that the terminal sends to all may take to show in a stage that does nothing about it.</summary>
    internal static TimeSpan TerminalTime { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether the stage lives although a signal would have ended or stopped it: it neither ignores nor handles it, so it cannot have got it.</summary>
    internal static bool CannotHaveReceived(RunningGraphNode node, int signal) =>
        node is { HasEnded: false, ProcessId: { } pid }
        && ProcFile.ReadSignalMasks(pid) is { } masks && ((masks.Ignored | masks.Caught) & (1UL << (signal - 1))) == 0;

    /// <summary>Whether a signal is one of those that ask the tool to end.</summary>
    internal static bool Includes(int signal) => Array.Exists(s_signals, entry => entry.Number == signal);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
