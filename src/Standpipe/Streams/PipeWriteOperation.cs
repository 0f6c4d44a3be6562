using Standpipe.Platform;

namespace Standpipe;

/// <summary>A write that waits for room, as often as it takes.</summary>
internal sealed class PipeWriteOperation(PipeWriteEnd end) : PipeOperation(end)
{
    private ReadOnlyMemory<byte> _buffer;
    private int _written;

    /// <summary>Begins.</summary>
    /// <param name="buffer">All the bytes.</param>
    /// <param name="written">How many of them are in already.</param>
    /// <param name="hasTurn">Whether the caller has taken the turn for it, and tried in vain.</param>
    /// <param name="cancellationToken">What cancels it.</param>
    internal ValueTask Start(ReadOnlyMemory<byte> buffer, int written, bool hasTurn, CancellationToken cancellationToken)
    {
        _buffer = buffer;
        _written = written;
        return new ValueTask(this, Begin(hasTurn, cancellationToken));
    }

    private protected override bool TryFinish(out int result)
    {
        result = 0;
        Transfer transfer = End.Io.TryWrite(_buffer.Span[_written..]);
        _written += transfer.Count;
        return transfer.Status == TransferStatus.Broken
            ? throw PipeBrokenException.AfterWriting(_written, _buffer.Length)
            : transfer.Status == TransferStatus.Done && _written == _buffer.Length;
    }

    private protected override OperationCanceledException Canceled() =>
        PipeWriteCanceledException.AfterWriting(_written, _buffer.Length, Token);

    private protected override void Clear() => _buffer = default;

    private protected override void GiveBack() => end.Operations.Return(this);
}
