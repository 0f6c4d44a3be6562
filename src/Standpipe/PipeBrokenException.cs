namespace Standpipe;

/// <summary>A write found that no process holds the read end any more.</summary>
/// <remarks><b>Source</b>: contract AP-16, AP-17; write(2), EPIPE.</remarks>
public sealed class PipeBrokenException : IOException
{
    /// <summary>Makes the exception with a general message.</summary>
    public PipeBrokenException()
        : base("The pipe has no reader left.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public PipeBrokenException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public PipeBrokenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private PipeBrokenException(string message, long bytesWritten)
        : base(message) => BytesWritten = bytesWritten;

    /// <summary>Gets how many bytes of the failed write went into the pipe before it broke.</summary>
    /// <value>0 or more. Whether anybody read them cannot be known.</value>
    public long BytesWritten { get; }

    /// <summary>Makes the exception of bytes that were moved from elsewhere.</summary>
    internal static PipeBrokenException AfterMoving(long moved) =>
        new($"splice: the destination has no reader left; {moved} bytes went in.", moved);

    /// <summary>Makes the exception of one write.</summary>
    internal static PipeBrokenException AfterWriting(long written, long asked) =>
        new($"write: the pipe has no reader left; {written} of {asked} bytes went in.", written);
}
