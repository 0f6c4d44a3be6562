namespace Standpipe.Platform;

/// <summary>One wait, as a task.</summary>
internal sealed class ReadinessWait : ReadinessHandler
{
    // Continuations are other people's code: never on a thread that others wait for.
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the first event.</summary>
    internal Task Task => _source.Task;

    /// <summary>Ends the wait by cancellation, if it has not ended.</summary>
    internal void Cancel(CancellationToken token) => _source.TrySetCanceled(token);

    internal override void OnReady() => _source.TrySetResult();

    internal override void OnFailure(Exception exception) => _source.TrySetException(exception);
}
