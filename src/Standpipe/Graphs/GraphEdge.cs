namespace Standpipe;

/// <summary>An edge of a <see cref="ProcessGraph"/>: a way that bytes take.</summary>
/// <remarks>
/// From nodes to a node: one pipe. From a <see cref="GraphSource"/> to a node, or from a node to a <see cref="GraphSink"/>: a pipe that this
/// process feeds or reads, or the file itself. As one of the branches of a <see cref="GraphRelay"/>: a pipe that the relay writes.
/// </remarks>
public sealed class GraphEdge
{
    internal GraphEdge(IReadOnlyList<GraphPort> from, GraphPort? to, GraphEdgeOptions? options)
    {
        From = from;
        To = to;
        Options = options ?? GraphEdgeOptions.Default;
    }

    /// <summary>Gets the name.</summary>
    /// <value>Both sides: <c>cat.1->sort.0</c>.</value>
    public string Name =>
        $"{(Source is { } source ? source.ToString() : string.Join('+', From))}->{To?.ToString() ?? Sink!.ToString()}";

    /// <summary>Gets the descriptors that write.</summary>
    /// <value>One; several for a fan-in; none if <see cref="Source"/> feeds the edge.</value>
    public IReadOnlyList<GraphPort> From { get; }

    /// <summary>Gets the descriptor that reads.</summary>
    /// <value><see langword="null"/> if the bytes go to <see cref="Sink"/>.</value>
    public GraphPort? To { get; }

    /// <summary>Gets where the bytes come from if no node writes them.</summary>
    /// <value><see langword="null"/> if nodes do.</value>
    public GraphSource? Source { get; internal init; }

    /// <summary>Gets where the bytes go if no node reads them.</summary>
    /// <value><see langword="null"/> if one does.</value>
    public GraphSink? Sink { get; internal init; }

    /// <summary>Gets the fan-out that the edge is a branch of.</summary>
    /// <value><see langword="null"/> if it is none.</value>
    public GraphRelay? Relay { get; internal init; }

    /// <summary>Gets how the edge is made.</summary>
    /// <value>The options given, or the default.</value>
    public GraphEdgeOptions Options { get; }

    /// <summary>Gives the name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
