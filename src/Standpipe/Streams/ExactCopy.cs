using System.Buffers;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Copying by way of this process, where the kernel does not move bytes by itself.</summary>
/// <remarks>Bytes are taken out of a pipe only when they have arrived, so that whatever ends the copy loses none.</remarks>
internal static class ExactCopy
{
    private const int ChunkSize = 65536;

    /// <summary>Copies so many bytes, or all until end of file, blocking.</summary>
    internal static long Run(PipeReadEnd source, PipeWriteEnd destination, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long moved = 0;
            while (moved < count)
            {
                int there = source.Peek(buffer.AsSpan(0, Chunk(count - moved)));
                if (there == 0)
                {
                    break;
                }

                Transfer written = destination.Io.Write(buffer.AsSpan(0, there));
                source.Take(buffer, written.Count);
                moved += written.Count;
                if (written.Status != TransferStatus.Done)
                {
                    throw written.Status == TransferStatus.Broken ? PipeBrokenException.AfterMoving(moved) : destination.ClosedMeanwhile();
                }
            }

            return moved;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies so many bytes, or all until end of file, waiting for the source without a thread.</summary>
    internal static async Task RunAsync(JointOperation joint, PipeReadEnd source, PipeWriteEnd destination, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (joint.Moved < count)
            {
                int there = await PeekAsync(joint, source, buffer.AsMemory(0, Chunk(count - joint.Moved))).ConfigureAwait(false);
                if (there == 0)
                {
                    return;
                }

                Transfer written = default;
                await joint.WaitAsync(
                    async token => written = await destination.Io.WriteSomeAsync(buffer.AsMemory(0, there), token).ConfigureAwait(false))
                    .ConfigureAwait(false);
                source.Take(buffer, written.Count);
                joint.Moved += written.Count;
                if (written.Status == TransferStatus.Broken)
                {
                    throw PipeBrokenException.AfterMoving(joint.Moved);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Waits until there is something, and copies the first bytes without taking them.</summary>
    internal static async Task<int> PeekAsync(JointOperation joint, PipeReadEnd source, Memory<byte> buffer)
    {
        while (true)
        {
            joint.LookAgain();
            Transfer transfer = source.Io.TryPeek(buffer.Span);
            if (transfer.Status == TransferStatus.Done)
            {
                return transfer.Count;
            }

            await joint.WaitAsync(source.WaitUntilReadyAsync).ConfigureAwait(false);
        }
    }

    private static int Chunk(long count) => (int)Math.Min(count, ChunkSize);
}
