namespace Standpipe;

/// <summary>Something that keeps a <see cref="ProcessGraph"/> from starting.</summary>
public sealed class GraphProblem
{
    internal GraphProblem(GraphProblemKind kind, string message)
    {
        Kind = kind;
        Message = message;
    }

    /// <summary>Gets the sort of problem.</summary>
    /// <value>One of the values.</value>
    public GraphProblemKind Kind { get; }

    /// <summary>Gets the problem in words.</summary>
    /// <value>A sentence that names the nodes and descriptors.</value>
    public string Message { get; }

    /// <summary>Gets the node that it is about.</summary>
    /// <value><see langword="null"/> if it is about none in particular.</value>
    public GraphNode? Node { get; internal init; }

    /// <summary>Gets the edge that it is about.</summary>
    /// <value>Of several, the one that was added last; <see langword="null"/> if it is about none in particular.</value>
    public GraphEdge? Edge { get; internal init; }

    /// <summary>Gets what was found when the node's program was looked for.</summary>
    /// <value>Only with <see cref="GraphProblemKind.ProgramNotFound"/>.</value>
    public ChildStartException? StartException { get; internal init; }

    /// <summary>Gives the message.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
