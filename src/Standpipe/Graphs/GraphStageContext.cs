namespace Standpipe;

/// <summary>What a <see cref="GraphStage"/> has to work with: the ends of its edges.</summary>
/// <remarks><b>Ownership</b>: the ends are the graph's, which disposes of them when the stage has completed; the stage may do so earlier.</remarks>
public sealed class GraphStageContext
{
    private readonly IReadOnlyDictionary<int, PipeEnd> _ends;

    internal GraphStageContext(GraphNode node, IReadOnlyDictionary<int, PipeEnd> ends)
    {
        Node = node;
        _ends = ends;
    }

    /// <summary>Gets the node.</summary>
    /// <value>The node that the stage is.</value>
    public GraphNode Node { get; }

    /// <summary>Gets the edge that is connected to descriptor 0.</summary>
    /// <value>Its read end.</value>
    /// <exception cref="InvalidOperationException">Nothing, or nothing to be read, is connected there.</exception>
    public PipeReadEnd Input => GetReadEnd(0);

    /// <summary>Gets the edge that is connected to descriptor 1.</summary>
    /// <value>Its write end.</value>
    /// <exception cref="InvalidOperationException">Nothing, or nothing to be written, is connected there.</exception>
    public PipeWriteEnd Output => GetWriteEnd(1);

    /// <summary>Gets the edge that ends at a descriptor.</summary>
    /// <param name="descriptor">The number by which it was connected.</param>
    /// <returns>Its read end.</returns>
    /// <exception cref="InvalidOperationException">Nothing, or nothing to be read, is connected there.</exception>
    public PipeReadEnd GetReadEnd(int descriptor) =>
        _ends.GetValueOrDefault(descriptor) as PipeReadEnd ?? throw Missing(descriptor, "ends");

    /// <summary>Gets the edge that begins at a descriptor.</summary>
    /// <param name="descriptor">The number by which it was connected.</param>
    /// <returns>Its write end.</returns>
    /// <exception cref="InvalidOperationException">Nothing, or nothing to be written, is connected there.</exception>
    public PipeWriteEnd GetWriteEnd(int descriptor) =>
        _ends.GetValueOrDefault(descriptor) as PipeWriteEnd ?? throw Missing(descriptor, "begins");

    private InvalidOperationException Missing(int descriptor, string verb) =>
        new($"{Node.Descriptor(descriptor)}: the graph has no edge that {verb} there.");
}
