namespace Standpipe;

/// <summary>A graph failed: see <see cref="GraphResult.EnsureSuccess"/>.</summary>
public sealed class GraphFailedException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public GraphFailedException()
        : base("The graph failed.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public GraphFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public GraphFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal GraphFailedException(GraphResult result)
        : base($"The graph failed: {result.Reason}.", result.Cause?.Exception) => Result = result;

    /// <summary>Gets what came of the graph.</summary>
    /// <value><see langword="null"/> only in an exception that was not thrown by the library.</value>
    public GraphResult? Result { get; }
}
