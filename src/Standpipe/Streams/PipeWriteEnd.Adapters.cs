using System.IO.Pipelines;

namespace Standpipe;

// Other shapes of a write end.
public sealed partial class PipeWriteEnd
{
    // More at a time was no faster, neither into a pipe of 1 MiB.
    private const int LongestSegment = 65536;

    /// <summary>Writes to this end by System.IO.Pipelines.</summary>
    /// <param name="leaveOpen">Whether this end stays open when the writer is completed. Default: it does not.</param>
    /// <returns>The writer; completing it disposes of this end, and so lets the reader see end of file, unless it is to stay open.</returns>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: <see cref="PipeWriter.FlushAsync"/> completes when everything is in the pipe, by one system
    /// call if there is room. Up to 4096 bytes go in whole, never mixed with what others write.
    /// <see cref="PipeWriter.Complete"/> flushes too, and blocks; <see cref="PipeWriter.CompleteAsync"/> does not block.
    /// Completed with an exception, what was not flushed is given up.</para>
    /// <para><b>Errors</b>: without a reader <see cref="PipeWriter.FlushAsync"/> does not throw: it gives a result that
    /// <see cref="FlushResult.IsCompleted"/>, as it does for every other <see cref="PipeWriter"/>, gives up what it had, and says the
    /// same of all that is written afterwards. Completing throws <see cref="PipeBrokenException"/> if only
    /// then bytes turn out to have no reader.</para>
    /// <para>A cancelled flush, by token or by <see cref="PipeWriter.CancelPendingFlush"/>, loses and doubles nothing: what is
    /// not in the pipe goes with the next.</para>
    /// <para><b>Threads</b>: for one thread at a time, <see cref="PipeWriter.CancelPendingFlush"/> excepted; nothing is to
    /// be written while a flush is pending.</para>
    /// </remarks>
    public PipeWriter AsPipeWriter(bool leaveOpen = false)
    {
        ThrowIfDisposed();
        return new PipeEndWriter(this, Math.Min(Capacity, LongestSegment), leaveOpen);
    }

    /// <summary>Puts a buffer before this end, for programs that write little at a time.</summary>
    /// <param name="bufferSize">
    /// How much is collected, in bytes, 1 or more. Default 4096: the most that goes into a pipe in one piece, so that every
    /// write of up to that much does.
    /// </param>
    /// <param name="leaveOpen">Whether this end stays open when the writer is disposed of. Default: it does not.</param>
    /// <returns>The writer; the caller owns it, and by it this end, unless that is to stay open. Disposing of it passes on what it holds.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is 0 or negative.</exception>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    public BufferedPipeWriter Buffered(int bufferSize = 4096, bool leaveOpen = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        ThrowIfDisposed();
        return new BufferedPipeWriter(this, bufferSize, leaveOpen);
    }
}
