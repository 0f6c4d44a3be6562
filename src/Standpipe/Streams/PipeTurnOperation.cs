namespace Standpipe;

/// <summary>Waits for the turn, and keeps it.</summary>
internal sealed class PipeTurnOperation(PipeEnd end) : PipeOperation(end)
{
    /// <summary>Begins.</summary>
    /// <param name="cancellationToken">What cancels it; then it has no turn.</param>
    internal Task Start(CancellationToken cancellationToken) => new ValueTask(this, Begin(hasTurn: false, cancellationToken)).AsTask();

    private protected override bool PassesTurn(bool hasFailed) => hasFailed;

    private protected override bool TryFinish(out int result)
    {
        result = 0;
        return true;
    }

    private protected override void Clear()
    {
    }

    private protected override void GiveBack()
    {
    }
}
