using Standpipe.Platform;

namespace Standpipe;

// Reads into several buffers at once.
public sealed partial class PipeReadEnd
{
    /// <summary>Reads what is in the pipe into several buffers, one after the other, blocking until that is at least a byte.</summary>
    /// <param name="buffers">Where the bytes go, in this order: a buffer is begun when the one before it is full. Empty ones may be among them.</param>
    /// <returns>Bytes read into all of them together; 0 at end of file, or if there is room for none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="buffers"/> is <see langword="null"/>.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: as a read into one buffer. No room at all waits for the first byte and takes nothing.</para>
    /// <para><b>Linux</b>: one system call for up to 1024 buffers, which are filled in place.</para>
    /// <para><b>Windows</b>: one call for each buffer.</para>
    /// <para><b>Source</b>: readv(2).</para>
    /// </remarks>
    public int Read(IReadOnlyList<Memory<byte>> buffers)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        ThrowIfDisposed();
        Transfer transfer = HasRoom(buffers) ? Io.Read(buffers) : Io.Read(Span<byte>.Empty);
        return transfer.Status == TransferStatus.Done ? transfer.Count : throw DisposedMeanwhile();
    }

    /// <summary>Reads what is in the pipe into several buffers, one after the other, waiting without a thread until that is at least a byte.</summary>
    /// <param name="buffers">Where the bytes go, in this order; neither the list nor its buffers are to be changed until the operation completes.</param>
    /// <param name="cancellationToken">Ends the wait. No byte is lost: the pipe stays usable.</param>
    /// <returns>Bytes read into all of them together; 0 at end of file, or if there is room for none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="buffers"/> is <see langword="null"/>.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks><para><b>Threads</b>: takes its turn among the asynchronous reads of this end.</para></remarks>
    public ValueTask<int> ReadAsync(IReadOnlyList<Memory<byte>> buffers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        if (buffers.Count == 1)
        {
            // The same, and its wait allocates nothing.
            return ReadAsync(buffers[0], cancellationToken);
        }

        if (!HasRoom(buffers))
        {
            return ReadAsync(Memory<byte>.Empty, cancellationToken);
        }

        ThrowIfDisposed();
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ReadInTurnAsync(buffers, TryTakeTurn(), cancellationToken);
    }

    private static bool HasRoom(IReadOnlyList<Memory<byte>> buffers)
    {
        int count = buffers.Count;
        for (int i = 0; i < count; i++)
        {
            if (!buffers[i].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<int> ReadInTurnAsync(
        IReadOnlyList<Memory<byte>> buffers, bool hasTurn, CancellationToken cancellationToken)
    {
        if (!hasTurn)
        {
            await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            while (true)
            {
                ThrowIfDisposed();
                Transfer transfer = Io.TryRead(buffers);
                if (transfer.Status == TransferStatus.Done)
                {
                    return transfer.Count;
                }

                await WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            PassTurn();
        }
    }
}
