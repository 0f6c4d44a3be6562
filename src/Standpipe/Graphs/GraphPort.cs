namespace Standpipe;

/// <summary>A descriptor of a node: what an edge begins or ends at.</summary>
/// <remarks><b>Windows</b>: only 0, 1 and 2; no other number can be chosen there.</remarks>
public sealed class GraphPort : IEquatable<GraphPort>
{
    internal GraphPort(GraphNode node, int descriptor)
    {
        Node = node;
        Descriptor = descriptor;
    }

    /// <summary>Gets the node.</summary>
    /// <value>The node whose descriptor it is.</value>
    public GraphNode Node { get; }

    /// <summary>Gets the descriptor.</summary>
    /// <value>0 or more; 0, 1 and 2 are standard input, output and error.</value>
    public int Descriptor { get; }

    /// <inheritdoc/>
    public bool Equals(GraphPort? other) => other is not null && Node == other.Node && Descriptor == other.Descriptor;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GraphPort);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Node, Descriptor);

    /// <summary>Names it.</summary>
    /// <returns>The node's name, a dot and the descriptor: <c>sort.1</c>.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Node.Name}.{Descriptor}");
}
