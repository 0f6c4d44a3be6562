using Standpipe.Platform;

namespace Standpipe;

/// <summary>A read that waits.</summary>
internal sealed class PipeReadOperation(PipeReadEnd end) : PipeOperation(end)
{
    private Memory<byte> _buffer;

    /// <summary>Begins.</summary>
    /// <param name="buffer">Where the bytes go; empty waits only.</param>
    /// <param name="hasTurn">Whether the caller has taken the turn for it, and tried in vain.</param>
    /// <param name="reports">What the end's reports were before that try.</param>
    /// <param name="cancellationToken">What cancels it.</param>
    internal ValueTask<int> Start(Memory<byte> buffer, bool hasTurn, int reports, CancellationToken cancellationToken)
    {
        _buffer = buffer;
        ReportsBeforeLook = reports;
        return new ValueTask<int>(this, Begin(hasTurn, cancellationToken));
    }

    private protected override bool TryFinish(out int result)
    {
        if (_buffer.IsEmpty)
        {
            result = 0;
            ReportsBeforeLook = PipeEndIo.Unknown;
            return End.Io.IsReady();
        }

        ReportsBeforeLook = End.Io.Reports;
        Transfer transfer = End.Io.TryRead(_buffer.Span);
        result = transfer.Count;
        return transfer.Status == TransferStatus.Done;
    }

    private protected override void Clear() => _buffer = default;

    private protected override void GiveBack() => end.Operations.Return(this);
}
