using System.Diagnostics;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Running;

/// <summary>One stage while it runs, and what came of it.</summary>
internal sealed class StageRun : IAsyncDisposable
{
    private const int BrokenPipeSignal = 13;   // SIGPIPE
    private const int BrokenPipeCode = 141;    // what a shell that ran such a child exits with

    private readonly ChildProcess _child;
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Takes charge of a stage's child.</summary>
    /// <param name="node">The stage.</param>
    /// <param name="child">The child; owned from now on.</param>
    internal StageRun(PlanNode node, ChildProcess child)
    {
        Node = node;
        _child = child;
    }

    internal PlanNode Node { get; }

    internal int Id => _child.Id;

    internal bool HasExited => _child.HasExited;

    /// <summary>Gets how it ended; null while it runs.</summary>
    internal ExitStatus? Status { get; private set; }

    /// <summary>Gets how long it ran.</summary>
    internal TimeSpan Wall { get; private set; }

    /// <summary>Gets whether it was stopped by SIGPIPE because its reader had left the pipe.</summary>
    internal bool LostItsReader { get; private set; }

    /// <summary>Gets whether it failed, and not for its reader's leaving.</summary>
    internal bool HasFailed => Status is { IsSuccess: false } && !LostItsReader;

    /// <summary>Waits for the end and judges it.</summary>
    /// <param name="outputs">The pipes that it writes.</param>
    internal async Task WatchAsync(IReadOnlyList<OutputPipe> outputs)
    {
        ExitStatus status = await _child.WaitForExitAsync().ConfigureAwait(false);
        Wall = Stopwatch.GetElapsedTime(_start);

        // At once: what the reader holds now is the evidence, not what it holds when all is over.
        LostItsReader = (status.Signal == BrokenPipeSignal || status.Code == BrokenPipeCode) && outputs.Any(output => output.IsLeft());
        Status = status;
    }

    /// <summary>Sends a signal, if it still runs.</summary>
    internal void Signal(int number)
    {
        try
        {
            _ = _child.Signal((System.Runtime.InteropServices.PosixSignal)number);
        }
        catch (PlatformNotSupportedException)
        {
            // Windows has none to send: the end is all that it can be told.
            _ = _child.Kill();
        }
    }

    /// <summary>
    /// Whether the stage lives although a signal would have ended it: it neither ignores nor handles it, so it cannot
    /// have got it.
    /// </summary>
    internal bool CannotHaveReceived(int signal)
    {
        if (HasExited)
        {
            return false;
        }

        ulong bit = 1UL << (signal - 1);
        return ProcFile.ReadSignalMasks(Id) is { } masks && ((masks.Ignored | masks.Caught) & bit) == 0;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
