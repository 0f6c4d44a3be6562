using System.Buffers;

namespace Standpipe;

/// <summary>Copying between a pipe and a stream of any kind.</summary>
internal static class StreamCopy
{
    private const int ChunkSize = 65536;

    /// <summary>Copies out of a pipe, blocking. What the stream did not take for an exception stays in the pipe.</summary>
    /// <returns>Bytes copied.</returns>
    internal static long Out(PipeReadEnd source, Stream destination, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long moved = 0;
            int there = 0;
            while (moved < count && (there = source.Peek(buffer.AsSpan(0, Chunk(count - moved)))) > 0)
            {
                destination.Write(buffer.AsSpan(0, there));
                source.Take(buffer, there);
                moved += there;
            }

            return moved;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies out of a pipe. A write to the stream that is cancelled leaves open how much of it was taken.</summary>
    internal static async Task OutAsync(JointOperation joint, PipeReadEnd source, Stream destination, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int there = 0;
            while (joint.Moved < count
                && (there = await ExactCopy.PeekAsync(joint, source, buffer.AsMemory(0, Chunk(count - joint.Moved))).ConfigureAwait(false)) > 0)
            {
                bool written = false;
                await joint.WaitAsync(async token =>
                {
                    await destination.WriteAsync(buffer.AsMemory(0, there), token).ConfigureAwait(false);
                    written = true;
                }).ConfigureAwait(false);
                if (written)
                {
                    source.Take(buffer, there);
                    joint.Moved += there;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies into a pipe, blocking. What the pipe did not take, a stream with a position gets back.</summary>
    /// <returns>Bytes copied.</returns>
    internal static long In(Stream source, PipeWriteEnd destination, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long moved = 0;
            int read = 0;
            while (moved < count && (read = source.Read(buffer.AsSpan(0, Chunk(count - moved)))) > 0)
            {
                Platform.Transfer written = default;
                try
                {
                    destination.RequireOpen();
                    written = destination.Io.Write(buffer.AsSpan(0, read));
                }
                finally
                {
                    GiveBack(source, read - written.Count);
                }

                moved += written.Count;
                if (written.Status != Platform.TransferStatus.Done)
                {
                    throw written.Status == Platform.TransferStatus.Broken ? PipeBrokenException.AfterMoving(moved) : destination.ClosedMeanwhile();
                }
            }

            return moved;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies into a pipe, waiting without a thread. What the pipe did not take, a stream with a position gets back.</summary>
    internal static async Task InAsync(JointOperation joint, Stream source, PipeWriteEnd destination, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (joint.Moved < count)
            {
                joint.LookAgain();
                int read = -1;
                await joint.WaitAsync(
                    async token => read = await ReadAsync(source, buffer.AsMemory(0, Chunk(count - joint.Moved)), token).ConfigureAwait(false))
                    .ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                if (read > 0)
                {
                    await WriteAsync(joint, source, destination, buffer.AsMemory(0, read)).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        long start = source.CanSeek ? source.Position : -1;
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (start >= 0)
        {
            // FileStream moves its position before it reads, and leaves it there.
            source.Position = start;
            throw;
        }
    }

    private static async Task WriteAsync(JointOperation joint, Stream source, PipeWriteEnd destination, ReadOnlyMemory<byte> bytes)
    {
        int written = 0;
        try
        {
            while (written < bytes.Length)
            {
                joint.LookAgain();
                Platform.Transfer transfer = destination.Io.TryWrite(bytes.Span[written..]);
                if (transfer.Status == Platform.TransferStatus.WouldBlock)
                {
                    await joint.WaitAsync(async token => transfer = await WriteSomeAsync(destination, bytes[written..], token).ConfigureAwait(false))
                        .ConfigureAwait(false);
                }

                written += transfer.Count;
                joint.Moved += transfer.Count;
                if (transfer.Status == Platform.TransferStatus.Broken)
                {
                    throw PipeBrokenException.AfterMoving(joint.Moved);
                }
            }
        }
        finally
        {
            GiveBack(source, bytes.Length - written);
        }
    }

    private static async Task<Platform.Transfer> WriteSomeAsync(PipeWriteEnd destination, ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        if (!Platform.Readiness.TellsWritable)
        {
            return await destination.Io.WriteSomeAsync(bytes, token).ConfigureAwait(false);
        }

        await destination.WaitUntilReadyAsync(token).ConfigureAwait(false);
        return destination.Io.TryWrite(bytes.Span);
    }

    private static int Chunk(long count) => (int)Math.Min(count, ChunkSize);

    private static void GiveBack(Stream source, long count)
    {
        if (count > 0 && source.CanSeek)
        {
            source.Position -= count;
        }
    }
}
