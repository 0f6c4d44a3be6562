using Microsoft.Win32.SafeHandles;

namespace Standpipe;

/// <summary>Writes an edge's bytes to a file or any other handle.</summary>
/// <param name="end">Where from; owned.</param>
/// <param name="destination">Where to.</param>
/// <param name="owned">The same if it is this graph's: whoever reads a FIFO waits for its close.</param>
internal sealed class GraphHandleDrain(PipeReadEnd end, SafeFileHandle destination, SafeFileHandle? owned) : GraphPump
{
    // How much goes by one call: the count is behind by that at most.
    private const int PieceSize = 1 << 20;

    private long _bytes;

    internal override long? Bytes => Failure is null ? Interlocked.Read(ref _bytes) : null;

    internal override void Close()
    {
        end.Dispose();
        owned?.Dispose();
    }

    private protected override async Task<GraphSide> RunAsync()
    {
        try
        {
            long count;
            do
            {
                count = await MoveAsync(PieceSize, Finishing).ConfigureAwait(false);
                _ = Interlocked.Add(ref _bytes, count);
            }
            while (count == PieceSize);
            return GraphSide.Writer;
        }
        catch (PipeWriteCanceledException canceled)
        {
            // What is there is still to be had; another holder of the pipe may write for ever.
            long rest = await MoveAsync(end.BytesAvailable, CancellationToken.None).ConfigureAwait(false);
            _ = Interlocked.Add(ref _bytes, canceled.BytesWritten + rest);
            return GraphSide.Unknown;
        }
    }

    // What is not the graph's may have other writers: nodes that have it as theirs, other edges, whoever gave it.
    private Task<long> MoveAsync(long count, CancellationToken cancellationToken) =>
        end.SpliceToAsync(destination, isShared: owned is null, count, cancellationToken);
}
