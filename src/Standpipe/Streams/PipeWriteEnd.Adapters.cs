namespace Standpipe;

// Other shapes of a write end.
public sealed partial class PipeWriteEnd
{
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
