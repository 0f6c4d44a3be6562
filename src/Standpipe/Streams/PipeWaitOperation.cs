namespace Standpipe;

/// <summary>A wait by somebody who has the turn, and goes on having it.</summary>
internal sealed class PipeWaitOperation(PipeEnd end) : PipeOperation(end)
{
    /// <summary>Begins.</summary>
    /// <param name="cancellationToken">What cancels it.</param>
    internal Task Start(CancellationToken cancellationToken) => new ValueTask(this, Begin(hasTurn: true, cancellationToken)).AsTask();

    private protected override bool PassesTurn(bool hasFailed) => false;

    private protected override bool TryFinish(out int result)
    {
        result = 0;
        return End.Io.IsReady();
    }

    private protected override void Clear()
    {
    }

    private protected override void GiveBack()
    {
    }
}
