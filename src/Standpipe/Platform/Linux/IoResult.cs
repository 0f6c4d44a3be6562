namespace Standpipe.Platform.Linux;

/// <summary>What a read or write loop came to: the bytes moved, and why it stopped early if it did.</summary>
/// <param name="Count">Bytes moved, 0 or more; for a failed write, those that went in before the failure.</param>
/// <param name="Error">0, an error number, or <see cref="WouldBlock"/> / <see cref="Closed"/>.</param>
internal readonly record struct IoResult(nint Count, int Error)
{
    /// <summary>Nothing could be moved without waiting (only from the Try... members).</summary>
    internal const int WouldBlock = Errno.EAGAIN;

    /// <summary>The end was disposed of while the call waited.</summary>
    internal const int Closed = -1;
}
