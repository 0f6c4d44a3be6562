using Microsoft.Win32.SafeHandles;

namespace Standpipe;

/// <summary>Feeds an edge from a file or any other handle.</summary>
/// <param name="source">Where from.</param>
/// <param name="owned">The same if it is this graph's.</param>
/// <param name="end">Where to; owned.</param>
internal sealed class GraphHandleFeed(SafeFileHandle source, SafeFileHandle? owned, PipeWriteEnd end) : GraphPump
{
    // How much goes by one call: the count is behind by that at most.
    private const int PieceSize = 1 << 20;

    private long _bytes;

    internal override long? Bytes => Interlocked.Read(ref _bytes);

    internal override void StopFeeding() => Finish();

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
                count = await end.SpliceFromAsync(source, PieceSize, Finishing).ConfigureAwait(false);
                _ = Interlocked.Add(ref _bytes, count);
            }
            while (count == PieceSize);
            return GraphSide.Writer;
        }
        catch (PipeBrokenException broken)
        {
            // Who reads has had enough.
            _ = Interlocked.Add(ref _bytes, broken.BytesWritten);
            return GraphSide.Reader;
        }
        catch (PipeWriteCanceledException canceled)
        {
            _ = Interlocked.Add(ref _bytes, canceled.BytesWritten);
            return GraphSide.Writer;
        }
    }
}
