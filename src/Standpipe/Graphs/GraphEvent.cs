namespace Standpipe;

/// <summary>Something that happened in a running graph.</summary>
public sealed class GraphEvent
{
    internal GraphEvent(GraphEventKind kind, TimeSpan elapsed, string message)
    {
        Kind = kind;
        Elapsed = elapsed;
        Message = message;
    }

    /// <summary>Gets what happened.</summary>
    /// <value>One of the values.</value>
    public GraphEventKind Kind { get; }

    /// <summary>Gets when it happened.</summary>
    /// <value>The time since the graph's start.</value>
    public TimeSpan Elapsed { get; }

    /// <summary>Gets the event in words.</summary>
    /// <value>A sentence without its full stop.</value>
    public string Message { get; }

    /// <summary>Gets the node that it is about.</summary>
    /// <value>With <see cref="GraphEventKind.NodeExited"/>.</value>
    public GraphNode? Node { get; internal init; }

    /// <summary>Gets how the node's process ended.</summary>
    /// <value>With <see cref="GraphEventKind.NodeExited"/>, unless the node is a stage in this process.</value>
    public ExitStatus? Status { get; internal init; }

    /// <summary>Gets what became of the node, as far as is known at that moment.</summary>
    /// <value>With <see cref="GraphEventKind.NodeExited"/>. An early close is one only if the reader, which may still run, ends well: the result has the last word.</value>
    public GraphNodeOutcome? Outcome { get; internal init; }

    /// <summary>Gets the edge that it is about.</summary>
    /// <value>With <see cref="GraphEventKind.EdgeClosed"/>.</value>
    public GraphEdge? Edge { get; internal init; }

    /// <summary>Gets the side that was closed.</summary>
    /// <value>With <see cref="GraphEventKind.EdgeClosed"/>.</value>
    public GraphSide? Side { get; internal init; }

    /// <summary>Gets the warning.</summary>
    /// <value>With <see cref="GraphEventKind.Warning"/>.</value>
    public GraphWarning? Warning { get; internal init; }

    /// <summary>Gets why the graph is stopped.</summary>
    /// <value>With <see cref="GraphEventKind.Stopping"/>.</value>
    public GraphStopReason? StopReason { get; internal init; }

    /// <summary>Gets what came of the graph.</summary>
    /// <value>With <see cref="GraphEventKind.Completed"/>.</value>
    public GraphResult? Result { get; internal init; }

    /// <summary>Gives the message.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
