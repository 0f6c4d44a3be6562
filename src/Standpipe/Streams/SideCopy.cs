using System.Buffers;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Copying between a pipe and something else that is open, where the kernel does not splice the two.</summary>
internal sealed class SideCopy
{
    private const int ChunkSize = 65536;

    // What surely fits into a pipe that has room: so nothing is read that then cannot be written.
    private const int SafeSize = 4096;

    private readonly PipeEnd _end;
    private readonly SpliceSide _pipe;
    private readonly SpliceSide _other;

    internal SideCopy(PipeEnd end, SpliceSide other)
    {
        (_end, _other) = (end, other);
        _pipe = SpliceSide.Of(end.Io);
    }

    /// <summary>Copies out of the pipe, blocking.</summary>
    /// <param name="moved">Bytes moved before.</param>
    /// <param name="count">The most to move in all.</param>
    /// <returns>Bytes moved in all.</returns>
    internal long Out(long moved, long count)
    {
        PipeReadEnd source = (PipeReadEnd)_end;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (moved < count)
            {
                int there = source.Peek(buffer.AsSpan(0, (int)Math.Min(count - moved, ChunkSize)));
                if (there == 0)
                {
                    break;
                }

                Transfer written = Splicing.TryWrite(_other, buffer.AsSpan(0, there));
                source.Take(buffer, written.Count);
                moved += written.Count;
                ThrowIfBroken(written, moved);
                if (written.Status == TransferStatus.WouldBlock)
                {
                    Wait(_pipe, _other, SpliceStatus.DestinationFull);
                }
            }

            return moved;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies out of the pipe, waiting without a thread.</summary>
    internal async Task OutAsync(JointOperation joint, long count)
    {
        PipeReadEnd source = (PipeReadEnd)_end;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (joint.Moved < count)
            {
                Memory<byte> chunk = buffer.AsMemory(0, (int)Math.Min(count - joint.Moved, ChunkSize));
                int there = await ExactCopy.PeekAsync(joint, source, chunk).ConfigureAwait(false);
                if (there == 0)
                {
                    return;
                }

                Transfer written = Splicing.TryWrite(_other, buffer.AsSpan(0, there));
                source.Take(buffer, written.Count);
                joint.Moved += written.Count;
                ThrowIfBroken(written, joint.Moved);
                if (written.Status == TransferStatus.WouldBlock)
                {
                    await joint.WaitAsync(token => SideReadiness.WaitAsync(_other, ReadinessEvents.Writable, token)).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies into the pipe, blocking.</summary>
    /// <inheritdoc cref="Out" path="/param"/>
    /// <inheritdoc cref="Out" path="/returns"/>
    internal long In(long moved, long count)
    {
        byte[] buffer = new byte[SafeSize];
        while (moved < count)
        {
            Wait(_other, _pipe, SpliceStatus.DestinationFull);
            ThrowIfBroken(_end.Io.TryWrite([]), moved);
            Transfer read = Splicing.TryRead(_other, buffer.AsSpan(0, (int)Math.Min(count - moved, SafeSize)));
            if (read.Status == TransferStatus.WouldBlock)
            {
                Wait(_other, _pipe, SpliceStatus.SourceEmpty);
            }
            else if (read.Count == 0)
            {
                break;
            }

            int written = 0;
            try
            {
                while (written < read.Count)
                {
                    Transfer transfer = _end.Io.TryWrite(buffer.AsSpan(written, read.Count - written));
                    written += transfer.Count;
                    ThrowIfBroken(transfer, moved + written);
                    if (transfer.Status == TransferStatus.WouldBlock)
                    {
                        Wait(_other, _pipe, SpliceStatus.DestinationFull);
                    }
                }
            }
            finally
            {
                moved += written;
                GiveBack(read.Count - written);
            }
        }

        return moved;
    }

    /// <summary>Copies into the pipe, waiting without a thread.</summary>
    internal async Task InAsync(JointOperation joint, long count)
    {
        byte[] buffer = new byte[SafeSize];
        while (joint.Moved < count)
        {
            joint.LookAgain();
            await joint.WaitAsync(_end.WaitUntilReadyAsync).ConfigureAwait(false);
            joint.LookAgain();
            ThrowIfBroken(_end.Io.TryWrite([]), joint.Moved);
            Transfer read = Splicing.TryRead(_other, buffer.AsSpan(0, (int)Math.Min(count - joint.Moved, SafeSize)));
            if (read.Status == TransferStatus.WouldBlock)
            {
                await joint.WaitAsync(token => SideReadiness.WaitAsync(_other, ReadinessEvents.Readable, token)).ConfigureAwait(false);
            }
            else if (read.Count == 0)
            {
                return;
            }

            int written = 0;
            try
            {
                while (written < read.Count)
                {
                    joint.LookAgain();
                    Transfer transfer = _end.Io.TryWrite(buffer.AsSpan(written, read.Count - written));
                    written += transfer.Count;
                    ThrowIfBroken(transfer, joint.Moved + written);
                    if (transfer.Status == TransferStatus.WouldBlock)
                    {
                        await joint.WaitAsync(_end.WaitUntilReadyAsync).ConfigureAwait(false);
                    }
                }
            }
            finally
            {
                joint.Moved += written;
                GiveBack(read.Count - written);
            }
        }
    }

    private static void ThrowIfBroken(Transfer transfer, long moved)
    {
        if (transfer.Status == TransferStatus.Broken)
        {
            throw PipeBrokenException.AfterMoving(moved);
        }
    }

    private void GiveBack(int count)
    {
        if (count > 0)
        {
            Splicing.GiveBack(_other, count);
        }
    }

    private void Wait(SpliceSide source, SpliceSide destination, SpliceStatus reason)
    {
        if (Splicing.Wait(source, destination, reason) != SpliceStatus.Moved)
        {
            throw _end.ClosedMeanwhile();
        }
    }
}
