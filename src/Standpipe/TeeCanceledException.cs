namespace Standpipe;

/// <summary>A <see cref="PipeReadEnd.TeeToAsync"/> was cancelled; the exception tells how far each destination came.</summary>
public sealed class TeeCanceledException : OperationCanceledException
{
    /// <summary>Makes the exception with a general message.</summary>
    public TeeCanceledException()
        : base("The tee was cancelled.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public TeeCanceledException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public TeeCanceledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal TeeCanceledException(TeeResult result, CancellationToken cancellationToken)
        : base($"The tee was cancelled after {result.BytesRead} bytes.", cancellationToken) => Result = result;

    /// <summary>Gets how far it came.</summary>
    /// <value>
    /// <see langword="null"/> only in an exception that was not thrown by the library. To go on without losing or doubling a byte, first bring the destinations
    /// that are behind level with the others: give them the difference by a tee of that many bytes.
    /// </value>
    public TeeResult? Result { get; }
}
