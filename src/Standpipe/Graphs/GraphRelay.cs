namespace Standpipe;

/// <summary>A fan-out: what one descriptor writes goes to several readers, each of which gets all of it.</summary>
/// <remarks>
/// This process passes the bytes on, by tee(2) and splice(2) where the system has them: nothing is copied, and no <c>tee</c> is started. The slowest
/// reader sets the pace. A reader that leaves does not stop the others; when all have left, the writer is told (SIGPIPE).
/// <para>Two branches that meet again (a diamond) can wait for each other for ever if whoever joins them reads one to the end first:
/// see docs/graphs.md.</para>
/// </remarks>
public sealed class GraphRelay
{
    private readonly ProcessGraph _graph;
    private readonly List<GraphEdge> _branches = [];

    internal GraphRelay(ProcessGraph graph, GraphPort from)
    {
        _graph = graph;
        From = from;
    }

    /// <summary>Gets the descriptor that writes.</summary>
    /// <value>A descriptor of a node.</value>
    public GraphPort From { get; }

    /// <summary>Gets the edges to the readers.</summary>
    /// <value>In the order in which they were added.</value>
    public IReadOnlyList<GraphEdge> Branches => _branches;

    /// <summary>Adds a reader.</summary>
    /// <param name="to">The descriptor that reads.</param>
    /// <param name="options">How the branch's pipe is made; <see cref="GraphEdgeOptions.Meter"/> has no effect: branches are always counted.</param>
    /// <returns>The edge.</returns>
    public GraphEdge Add(GraphPort to, GraphEdgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(to);
        options?.Validate();
        return Add(new GraphEdge([From], to, options) { Relay = this });
    }

    /// <summary>Adds a sink that gets the bytes too, for instance a capture of what passes by.</summary>
    /// <param name="to">The sink.</param>
    /// <returns>The edge.</returns>
    public GraphEdge Add(GraphSink to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return Add(new GraphEdge([From], null, null) { Sink = to, Relay = this });
    }

    private GraphEdge Add(GraphEdge edge)
    {
        _branches.Add(edge);
        _graph.AddEdge(edge);
        return edge;
    }
}
