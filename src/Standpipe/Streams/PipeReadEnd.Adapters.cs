using System.IO.Pipelines;
using Standpipe.Platform;

namespace Standpipe;

// Other shapes of a read end.
public sealed partial class PipeReadEnd
{
    // More at a time was no faster, neither from a pipe of 1 MiB.
    private const int LongestSegment = 65536;

    /// <summary>Reads this end by System.IO.Pipelines.</summary>
    /// <param name="leaveOpen">Whether this end stays open when the reader is completed. Default: it does not.</param>
    /// <returns>The reader; completing it disposes of this end, unless that is to stay open.</returns>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: <see cref="PipeReader.ReadAsync"/> gives what the pipe has, up to 64 KiB at a time, in memory
    /// of the shared pool; <see cref="ReadResult.IsCompleted"/> is end of file. Cancelling, by token or by
    /// <see cref="PipeReader.CancelPendingRead"/>, loses nothing.</para>
    /// <para><b>Ownership</b>: what the reader has taken from the pipe and nobody has consumed is lost when it is
    /// completed, and to whoever reads the end beside it.</para>
    /// </remarks>
    public PipeReader AsPipeReader(bool leaveOpen = false)
    {
        ThrowIfDisposed();
        int segment = Math.Min(Capacity, LongestSegment);
        return PipeReader.Create(this, new StreamPipeReaderOptions(
            bufferSize: segment, minimumReadSize: Math.Min(segment, PipeEndIo.AtomicSize), leaveOpen: leaveOpen));
    }

    /// <summary>Puts a buffer before this end, for programs that read little at a time.</summary>
    /// <param name="bufferSize">How much is read ahead, in bytes, 1 or more. Default 16384.</param>
    /// <param name="leaveOpen">Whether this end stays open when the reader is disposed of. Default: it does not.</param>
    /// <returns>The reader; the caller owns it, and by it this end, unless that is to stay open.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is 0 or negative.</exception>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    public BufferedPipeReader Buffered(int bufferSize = 16384, bool leaveOpen = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        ThrowIfDisposed();
        return new BufferedPipeReader(this, bufferSize, leaveOpen);
    }
}
