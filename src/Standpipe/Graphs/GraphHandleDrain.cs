using Microsoft.Win32.SafeHandles;

namespace Standpipe;

/// <summary>Writes an edge's bytes to a file or any other handle.</summary>
internal sealed class GraphHandleDrain(PipeReadEnd end, SafeFileHandle destination) : GraphPump
{
    // How much goes by one call: the count is behind by that at most.
    private const int PieceSize = 1 << 20;

    private long _bytes;

    internal override long? Bytes => Failure is null ? Interlocked.Read(ref _bytes) : null;

    internal override void Close() => end.Dispose();

    private protected override async Task<GraphSide> RunAsync()
    {
        try
        {
            long count;
            do
            {
                count = await end.SpliceToAsync(destination, PieceSize, Finishing).ConfigureAwait(false);
                _ = Interlocked.Add(ref _bytes, count);
            }
            while (count == PieceSize);
            return GraphSide.Writer;
        }
        catch (PipeWriteCanceledException canceled)
        {
            // What is there is still to be had; another holder of the pipe may write for ever.
            long rest = await end.SpliceToAsync(destination, end.BytesAvailable).ConfigureAwait(false);
            _ = Interlocked.Add(ref _bytes, canceled.BytesWritten + rest);
            return GraphSide.Unknown;
        }
    }
}
