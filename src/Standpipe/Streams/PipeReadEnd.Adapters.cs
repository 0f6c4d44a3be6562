namespace Standpipe;

// Other shapes of a read end.
public sealed partial class PipeReadEnd
{
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
