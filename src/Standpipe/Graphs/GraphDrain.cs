using System.Buffers;

namespace Standpipe;

/// <summary>Writes an edge's bytes to a stream.</summary>
internal sealed class GraphDrain(PipeReadEnd end, Stream stream) : GraphPump
{
    private const int BufferSize = 64 * 1024;

    private long _bytes;

    internal override long? Bytes => Interlocked.Read(ref _bytes);

    internal override void Close() => end.Dispose();

    // Not on the thread that starts the graph: the stream is other people's code, and may block.
    private protected override Task<GraphSide> RunAsync() => Task.Run(TakeAsync);

    private async Task<GraphSide> TakeAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long left = long.MaxValue;
            int count;
            while (left > 0 && (count = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferSize))).ConfigureAwait(false)) > 0)
            {
                _ = Interlocked.Add(ref _bytes, count);
                await stream.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
                left = Finishing.IsCancellationRequested ? Math.Min(left - count, end.BytesAvailable) : left;
            }

            await stream.FlushAsync().ConfigureAwait(false);
            return Finishing.IsCancellationRequested ? GraphSide.Unknown : GraphSide.Writer;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            return await end.ReadAsync(buffer, Finishing).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is there is still to be had; another holder of the pipe may write for ever.
            return end.BytesAvailable == 0 ? 0 : await end.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
