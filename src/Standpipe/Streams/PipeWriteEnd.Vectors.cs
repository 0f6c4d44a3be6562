using System.Buffers;
using System.Runtime.CompilerServices;
using Standpipe.Platform;

namespace Standpipe;

// Writes of several segments at once.
public sealed partial class PipeWriteEnd
{
    // What one call of the platform counts in an int.
    private const int LongestPart = 1 << 30;

    /// <summary>Writes all bytes of a sequence, blocking until the last one is in the pipe.</summary>
    /// <param name="buffer">The bytes; empty asks only whether a reader is left.</param>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes went in.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; what went in before stays.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Threads</b>: a sequence of up to 4096 bytes, however many segments it has, is never mixed with what others
    /// write, and goes in whole or not at all. It is gathered first, which costs less than pinning its segments.</para>
    /// <para><b>Linux</b>: a longer one goes straight from the caller's memory, up to 1024 segments in one system call.</para>
    /// <para><b>Windows</b>: a longer one goes segment by segment.</para>
    /// <para><b>Source</b>: contract AP-17, AP-18; writev(2), pipe(7).</para>
    /// </remarks>
    [SkipLocalsInit]
    public void Write(ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment)
        {
            Write(buffer.FirstSpan);
            return;
        }

        long length = buffer.Length;
        if (length <= PipeEndIo.AtomicSize)
        {
            Span<byte> whole = stackalloc byte[PipeEndIo.AtomicSize];
            buffer.CopyTo(whole);
            Write(whole[..(int)length]);
            return;
        }

        ThrowIfDisposed();
        for (long written = 0; written < length;)
        {
            Transfer transfer = Io.Write(buffer.Slice(written, Math.Min(LongestPart, length - written)));
            written += transfer.Count;
            if (transfer.Status != TransferStatus.Done)
            {
                throw transfer.Status == TransferStatus.Broken
                    ? PipeBrokenException.AfterWriting(written, length)
                    : DisposedMeanwhile();
            }
        }
    }

    /// <summary>Writes all bytes of a sequence, waiting for room without a thread.</summary>
    /// <param name="buffer">The bytes; not to be changed until the operation completes.</param>
    /// <param name="cancellationToken">Ends the wait for room. What went in before stays in the pipe.</param>
    /// <returns>Completes when the last byte is in the pipe.</returns>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes went in.</exception>
    /// <exception cref="PipeWriteCanceledException">The wait was cancelled; it tells how many bytes went in.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; what went in before stays.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before it began.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Threads</b>: takes its turn among the asynchronous writes of this end. A sequence of up to 4096 bytes goes in
    /// whole or not at all, also when it is cancelled.</para>
    /// </remarks>
    public ValueTask WriteAsync(ReadOnlySequence<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsSingleSegment && Readiness.TellsWritable)
        {
            // The same, and its waits allocate nothing.
            return WriteAsync(buffer.First, cancellationToken);
        }

        ThrowIfDisposed();
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled(cancellationToken)
            : WriteInTurnAsync(buffer, TryTakeTurn(), cancellationToken);
    }

    private async ValueTask WriteInTurnAsync(ReadOnlySequence<byte> buffer, bool hasTurn, CancellationToken cancellationToken)
    {
        long length = buffer.Length;
        long written = 0;
        try
        {
            if (!hasTurn)
            {
                await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
                hasTurn = true;
            }

            while (true)
            {
                ThrowIfDisposed();
                Transfer transfer = Readiness.TellsWritable
                    ? TryWriteRest(buffer)
                    : await WritePieceAsync(buffer, cancellationToken).ConfigureAwait(false);
                written += transfer.Count;
                buffer = buffer.Slice(transfer.Count);
                if (transfer.Status == TransferStatus.Broken)
                {
                    throw PipeBrokenException.AfterWriting(written, length);
                }

                if (transfer.Status == TransferStatus.Done && buffer.IsEmpty)
                {
                    return;
                }

                if (transfer.Status == TransferStatus.WouldBlock && Readiness.TellsWritable)
                {
                    await WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw PipeWriteCanceledException.AfterWriting(written, length, cancellationToken);
        }
        finally
        {
            if (hasTurn)
            {
                PassTurn();
            }
        }
    }

    [SkipLocalsInit]
    private Transfer TryWriteRest(in ReadOnlySequence<byte> rest)
    {
        if (rest.IsSingleSegment)
        {
            return Io.TryWrite(rest.FirstSpan);
        }

        if (rest.Length > PipeEndIo.AtomicSize)
        {
            return Io.TryWrite(rest);
        }

        Span<byte> whole = stackalloc byte[PipeEndIo.AtomicSize];
        rest.CopyTo(whole);
        return Io.TryWrite(whole[..(int)rest.Length]);
    }

    /// <summary>Where the system does not tell of room: gathers small segments, so that a small sequence stays whole, and waits by writing.</summary>
    private async Task<Transfer> WritePieceAsync(ReadOnlySequence<byte> rest, CancellationToken cancellationToken)
    {
        if (rest.IsEmpty)
        {
            return Io.TryWrite(ReadOnlySpan<byte>.Empty);
        }

        long least = Math.Min(PipeEndIo.AtomicSize, rest.Length);
        ReadOnlyMemory<byte> piece = rest.First.Length >= least ? rest.First : rest.Slice(0, least).ToArray();
        return await Io.WriteSomeAsync(piece, cancellationToken).ConfigureAwait(false);
    }
}
