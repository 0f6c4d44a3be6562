namespace Standpipe;

/// <summary>A graph cannot be started as it is. Nothing was started or changed.</summary>
public sealed class GraphInvalidException : Exception
{
    /// <summary>Makes the exception with a general message.</summary>
    public GraphInvalidException()
        : base("The graph cannot be started as it is.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    /// <param name="message">What is wrong.</param>
    public GraphInvalidException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and a cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public GraphInvalidException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal GraphInvalidException(IReadOnlyList<GraphProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Gets what is wrong.</summary>
    /// <value>As <see cref="ProcessGraph.Validate"/> tells it.</value>
    public IReadOnlyList<GraphProblem> Problems { get; } = [];
}
