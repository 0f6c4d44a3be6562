namespace Standpipe;

/// <summary>Something about a run that its user should know.</summary>
public sealed class GraphWarning
{
    internal GraphWarning(GraphWarningKind kind, string message)
    {
        Kind = kind;
        Message = message;
    }

    /// <summary>Gets the sort of warning.</summary>
    /// <value>One of the values.</value>
    public GraphWarningKind Kind { get; }

    /// <summary>Gets the warning in words.</summary>
    /// <value>A sentence that names nodes, edges and processes.</value>
    public string Message { get; }

    /// <summary>Gives the message.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
