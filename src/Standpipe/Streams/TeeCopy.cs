using System.Buffers;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Everything from one pipe to several, by way of this process, where the kernel does not do it.</summary>
internal static class TeeCopy
{
    private const int ChunkSize = 65536;

    /// <summary>Copies so many bytes, or all until end of file, blocking.</summary>
    internal static void Run(PipeReadEnd source, TeeState state, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int there = 0;
            while (state.Taken < count && (there = source.Peek(buffer.AsSpan(0, Chunk(count - state.Taken)))) > 0)
            {
                state.RequireOpen();
                foreach (TeeSink sink in state.Live)
                {
                    Transfer written = sink.End.Io.Write(buffer.AsSpan(0, there));
                    sink.Written += written.Count;
                    sink.IsBroken = written.Status == TransferStatus.Broken;
                    if (written.Status == TransferStatus.Closed)
                    {
                        throw sink.End.ClosedMeanwhile();
                    }
                }

                state.DropBroken();
                source.Take(buffer, there);
                state.Taken += there;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies so many bytes, or all until end of file, waiting for the source without a thread.</summary>
    internal static async Task RunAsync(JointOperation joint, PipeReadEnd source, TeeState state, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int there = 0;
            while (state.Taken < count
                && (there = await ExactCopy.PeekAsync(joint, source, buffer.AsMemory(0, Chunk(count - state.Taken))).ConfigureAwait(false)) > 0)
            {
                try
                {
                    foreach (TeeSink sink in state.Live)
                    {
                        await WriteAsync(joint, sink, buffer.AsMemory(0, there), state.Taken).ConfigureAwait(false);
                    }

                    state.DropBroken();
                }
                finally
                {
                    int all = state.Live.Count == 0 ? 0 : (int)state.LeastLead;
                    source.Take(buffer, all);
                    state.Taken += all;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task WriteAsync(JointOperation joint, TeeSink sink, ReadOnlyMemory<byte> bytes, long start)
    {
        while (!sink.IsBroken && sink.Written - start < bytes.Length)
        {
            joint.LookAgain();
            ReadOnlyMemory<byte> rest = bytes[(int)(sink.Written - start)..];
            Transfer written = sink.LeavesWhenFull ? sink.End.TryWrite(rest.Span) : default;
            if (!sink.LeavesWhenFull)
            {
                await joint.WaitAsync(async token => written = await sink.End.Io.WriteSomeAsync(rest, token).ConfigureAwait(false)).ConfigureAwait(false);
            }

            sink.Written += written.Count;
            sink.IsBroken = written.Status == TransferStatus.Broken || (sink.LeavesWhenFull && written.Status == TransferStatus.WouldBlock);
        }
    }

    private static int Chunk(long count) => (int)Math.Min(count, ChunkSize);
}
