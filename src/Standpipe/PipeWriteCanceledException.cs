namespace Standpipe;

/// <summary>A write to a pipe was cancelled while it waited for room.</summary>
/// <remarks>What went in before stays in the pipe, so whoever goes on begins after <see cref="BytesWritten"/> bytes.</remarks>
public sealed class PipeWriteCanceledException : OperationCanceledException
{
    /// <summary>Makes the exception with a general message.</summary>
    public PipeWriteCanceledException()
        : base("The write was cancelled.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public PipeWriteCanceledException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public PipeWriteCanceledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private PipeWriteCanceledException(string message, long bytesWritten, CancellationToken cancellationToken)
        : base(message, cancellationToken) => BytesWritten = bytesWritten;

    /// <summary>Gets how many bytes of the cancelled write are in the pipe, or were.</summary>
    /// <value>0 or more; fewer than were to be written.</value>
    public long BytesWritten { get; }

    /// <summary>The exception of a write that was cancelled part of the way.</summary>
    internal static PipeWriteCanceledException AfterWriting(long written, long total, CancellationToken cancellationToken) =>
        new($"The write was cancelled after {written} of {total} bytes went into the pipe.", written, cancellationToken);

    /// <summary>The exception of bytes that were moved from elsewhere.</summary>
    internal static PipeWriteCanceledException AfterMoving(long moved, CancellationToken cancellationToken) =>
        new($"The transfer was cancelled after {moved} bytes were moved.", moved, cancellationToken);
}
