using System.Diagnostics.CodeAnalysis;

namespace Standpipe;

/// <summary>This process's part in an edge: what feeds it, takes its bytes, or passes them on.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Cancelled at any time, also when all is over; without a timer or a wait handle there is nothing to free.")]
internal abstract class GraphPump
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _finish = new();

    // 1 once it has ended, by itself or because nobody waits for it any more: whatever comes later counts for nothing.
    private int _hasEnded;

    /// <summary>Gets the task that completes when there is no more to do; it never fails.</summary>
    internal Task Completion => _completion.Task;

    /// <summary>Gets why it ended before its time; null if it did not. Final once it is complete.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Gets how many bytes have passed; null if that cannot be told (yet).</summary>
    internal abstract long? Bytes { get; }

    /// <summary>Gets a number that grows whenever a byte passes, as far as that can be told.</summary>
    internal virtual long? Progress => Bytes;

    /// <summary>Gets whether it only passes on what others write.</summary>
    internal virtual bool IsRelay => false;

    /// <summary>Gets or sets who is told, before this process closes its ends, which side had closed first.</summary>
    internal Action<GraphSide>? Ending { get; set; }

    /// <summary>Begins.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails is the edge's failure, which its result tells.")]
    internal async void Start()
    {
        GraphSide first = GraphSide.Unknown;
        Exception? failure = null;
        try
        {
            first = await RunAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        End(first, failure);
    }

    /// <summary>Waits for it no longer: what is left of the bytes is lost, and that is its failure.</summary>
    internal void Abandon() => End(GraphSide.Unknown, new TimeoutException("What it has to give is not taken."));

    /// <summary>Gives no more to whoever reads: it is to see end of file. Does nothing to what only passes bytes on, or takes them.</summary>
    internal virtual void StopFeeding()
    {
    }

    /// <summary>Every node of the graph has ended: what feeds one need not go on if nobody else reads.</summary>
    internal virtual void NodesEnded()
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

    private void End(GraphSide first, Exception? failure)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return;
        }

        Failure = failure;
        Ending?.Invoke(first);
        Close();
        _ = _completion.TrySetResult();
    }
}
