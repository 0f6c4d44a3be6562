namespace Standpipe;

/// <summary>A child that was required to succeed did not.</summary>
public sealed class ChildExitException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public ChildExitException()
        : base("The child did not succeed.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public ChildExitException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public ChildExitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ChildExitException(string message, ExitStatus status)
        : base(message) => Status = status;

    /// <summary>Gets how the child ended.</summary>
    /// <value><see langword="null"/> if the exception was made without.</value>
    public ExitStatus? Status { get; }
}
