namespace Standpipe.Benchmarks.Comparing;

/// <summary>A contender did not do what it was asked to.</summary>
internal sealed class ContenderException : Exception
{
    /// <summary>Says what it did.</summary>
    public ContenderException(string message)
        : base(message)
    {
    }

    /// <summary>Says what it did, and why.</summary>
    public ContenderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says nothing.</summary>
    public ContenderException()
    {
    }
}
