namespace Standpipe;

/// <summary>What feeds a child's standard input.</summary>
internal abstract class ChildFeed : IDisposable
{
    private readonly TaskCompletionSource<long> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected ChildFeed(PipeWriteEnd end) => End = end;

    /// <summary>Gets the task of the bytes that went in; faulted if the source failed.</summary>
    internal Task<long> Completion => _completion.Task;

    /// <summary>Gets the pipe to the child, owned.</summary>
    private protected PipeWriteEnd End { get; }

    /// <summary>Begins, once the child has started.</summary>
    internal abstract void Start();

    /// <summary>Ends what nobody will read any more: the child is gone.</summary>
    /// <param name="policy">Whether a grandchild that still reads is to be fed on.</param>
    internal void ChildExited(CapturePolicy policy)
    {
        try
        {
            if (!Completion.IsCompleted)
            {
                if (policy == CapturePolicy.UntilExit || End.IsOtherEndClosed)
                {
                    Stop();
                }
                else
                {
                    WatchReader();
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // It was just completed by the thread that feeds, which met the broken pipe as we met the exit.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Completion.IsCompleted)
        {
            Stop();
        }

        End.Dispose();
    }

    /// <summary>Somebody reads on: from now on his going is to be noticed, whether there is anything to write or not. Those that always wait for room do anyway.</summary>
    private protected virtual void WatchReader()
    {
    }

    /// <summary>Ends the feeding where it is.</summary>
    private protected abstract void Stop();

    /// <summary>Completes and lets the child see end of file. Once; later calls do nothing.</summary>
    private protected void Complete(long written)
    {
        // In this order: whoever meets the closed end while it feeds finds the feed complete, and so no failure.
        _ = _completion.TrySetResult(written);
        End.Dispose();
    }

    /// <summary>Completes with the source's failure.</summary>
    private protected void Fail(Exception exception)
    {
        if (_completion.TrySetException(exception))
        {
            // Seen here, so that a caller who never asks for the result is not reported for it.
            _ = _completion.Task.Exception;
        }

        End.Dispose();
    }
}
