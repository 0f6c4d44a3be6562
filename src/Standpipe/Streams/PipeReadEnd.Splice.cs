using Standpipe.Platform;

namespace Standpipe;

/// <content>Moving bytes on without reading them.</content>
public sealed partial class PipeReadEnd
{
    /// <summary>Moves bytes from this pipe into another, blocking until there are no more or so many were moved.</summary>
    /// <param name="destination">The other pipe's write end.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <returns>Bytes moved: fewer than <paramref name="count"/> only at end of file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">Both are ends of one pipe.</exception>
    /// <exception cref="PipeBrokenException">The other pipe has no reader left; it tells how many bytes were moved. Noticed also while this one is empty.</exception>
    /// <exception cref="ObjectDisposedException">One of the ends is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: while this pipe is empty or the other full. No byte is lost however the call ends: what has left this pipe is in the other.</para>
    /// <para><b>Threads</b>: reads of this end and writes to the other by further threads may come in between, as with any two synchronous calls.</para>
    /// <para><b>Linux</b>: the kernel moves pages and copies nothing.</para>
    /// <para><b>Windows</b>: a copy, by way of this process. While it is blocked only the end that it waits for ends it by being disposed of.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public long SpliceTo(PipeWriteEnd destination, long count = long.MaxValue)
    {
        Check(destination, count);
        if (!Splicing.IsAvailable)
        {
            return ExactCopy.Run(this, destination, count);
        }

        SpliceStep step = count == 0 ? default : new SpliceOperation(this, destination).Run(count);
        return step.Status == SpliceStatus.Unsupported ? throw SamePipe(nameof(destination)) : step.Count;
    }

    /// <summary>Moves bytes from this pipe into another, until there are no more or so many were moved, without a thread.</summary>
    /// <param name="destination">The other pipe's write end.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <param name="cancellationToken">Ends it. No byte is lost: both pipes stay usable.</param>
    /// <returns>Bytes moved: fewer than <paramref name="count"/> only at end of file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">Both are ends of one pipe.</exception>
    /// <exception cref="PipeBrokenException">The other pipe has no reader left; it tells how many bytes were moved. Noticed also while this one is empty.</exception>
    /// <exception cref="PipeWriteCanceledException">It was cancelled; the exception tells how many bytes were moved.</exception>
    /// <exception cref="ObjectDisposedException">One of the ends is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Threads</b>: it takes its turn among the asynchronous operations of both ends, which run one at a time in the order in which they were begun.</para>
    /// <para><b>Windows</b>: a copy, which has a thread of the library's own while it writes.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public Task<long> SpliceToAsync(
        PipeWriteEnd destination, long count = long.MaxValue, CancellationToken cancellationToken = default)
    {
        Check(destination, count);
        return JointOperation.RunAsync(
            [this, destination],
            async joint =>
            {
                if (!Splicing.IsAvailable)
                {
                    await ExactCopy.RunAsync(joint, this, destination, count).ConfigureAwait(false);
                }
                else if (await new SpliceOperation(this, destination).RunAsync(joint, count).ConfigureAwait(false) == SpliceStatus.Unsupported)
                {
                    throw SamePipe(nameof(destination));
                }
            },
            cancellationToken);
    }

    /// <summary>Waits until there is something, and copies the first bytes without taking them.</summary>
    /// <returns>Bytes copied, 0 at end of file.</returns>
    /// <exception cref="ObjectDisposedException">The end was disposed of.</exception>
    internal int Peek(Span<byte> buffer)
    {
        while (true)
        {
            if (Io.Read(Span<byte>.Empty).Status != TransferStatus.Done)
            {
                throw DisposedMeanwhile();
            }

            Transfer transfer = Io.TryPeek(buffer);
            if (transfer.Status == TransferStatus.Done)
            {
                return transfer.Count;
            }
        }
    }

    /// <summary>Takes bytes that <see cref="Peek"/> has shown.</summary>
    internal void Take(Span<byte> scratch, int count)
    {
        while (count > 0)
        {
            Transfer transfer = Io.TryRead(scratch[..count]);
            if (transfer.Count == 0)
            {
                throw new InvalidOperationException("Somebody else read from the pipe's end while its bytes were being moved.");
            }

            count -= transfer.Count;
        }
    }

    /// <summary>The exception of a transfer from a pipe to itself.</summary>
    internal static ArgumentException SamePipe(string parameterName) =>
        new("Both are ends of one pipe: its bytes would go round for ever.", parameterName);

    private void Check(PipeWriteEnd destination, long count)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ThrowIfDisposed();
        destination.RequireOpen();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            WakeJoint();
        }
    }
}
