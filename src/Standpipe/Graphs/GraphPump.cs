using System.Diagnostics.CodeAnalysis;

namespace Standpipe;

/// <summary>This process's part in an edge: what feeds it, takes its bytes, or passes them on.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Cancelled at any time, also when all is over; without a timer or a wait handle there is nothing to free.")]
internal abstract class GraphPump
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _finish = new();

    /// <summary>Gets the task that completes when there is no more to do; it never fails.</summary>
    internal Task Completion => _completion.Task;

    /// <summary>Gets why it ended before its time; null if it did not. Final once it is complete.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Gets how many bytes have passed; null if that cannot be told (yet).</summary>
    internal abstract long? Bytes { get; }

    /// <summary>Gets whether it only passes on what others write.</summary>
    internal virtual bool IsRelay => false;

    /// <summary>Gets or sets who is told, before this process closes its ends, which side had closed first.</summary>
    internal Action<GraphSide>? Ending { get; set; }

    /// <summary>Begins.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails is the edge's failure, which its result tells.")]
    internal async void Start()
    {
        try
        {
            Ending?.Invoke(await RunAsync().ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            Failure = exception;
        }

        Close();
        _ = _completion.TrySetResult();
    }

    /// <summary>Gives no more to whoever reads: it is to see end of file. Does nothing to what only passes bytes on, or takes them.</summary>
    internal virtual void StopFeeding()
    {
    }

    /// <summary>Ends with what is in the pipe now: nobody who matters will write any more.</summary>
    internal virtual void Finish() => _ = _finish.CancelAsync();

    /// <summary>Closes its ends of the pipes.</summary>
    internal abstract void Close();

    /// <summary>Gets what <see cref="Finish"/> cancels.</summary>
    private protected CancellationToken Finishing => _finish.Token;

    /// <summary>Does it, to the end.</summary>
    /// <returns>The side that closed first; unknown if it was ended from outside.</returns>
    private protected abstract Task<GraphSide> RunAsync();
}
