namespace Standpipe;

/// <summary>A node of a <see cref="ProcessGraph"/>: a program to start, or a stage that runs in this process.</summary>
public sealed class GraphNode
{
    internal GraphNode(ProcessGraph graph, string name, ChildProcessOptions? options, GraphStage? stage)
    {
        Graph = graph;
        Name = name;
        Options = options;
        Stage = stage;
    }

    /// <summary>Gets the name.</summary>
    /// <value>Unique in its graph; letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only.</value>
    public string Name { get; }

    /// <summary>Gets what is started.</summary>
    /// <value><see langword="null"/> for a stage that runs in this process.</value>
    public ChildProcessOptions? Options { get; }

    /// <summary>Gets whether the node is a stage that runs in this process.</summary>
    /// <value><see langword="false"/> for a program.</value>
    public bool IsInProcess => Stage is not null;

    /// <summary>Gets standard input.</summary>
    /// <value>Descriptor 0.</value>
    public GraphPort Input => Descriptor(0);

    /// <summary>Gets standard output.</summary>
    /// <value>Descriptor 1.</value>
    public GraphPort Output => Descriptor(1);

    /// <summary>Gets standard error.</summary>
    /// <value>Descriptor 2.</value>
    public GraphPort Error => Descriptor(2);

    /// <summary>Gets the graph that the node was added to.</summary>
    internal ProcessGraph Graph { get; }

    /// <summary>Gets what runs in this process; null for a program.</summary>
    internal GraphStage? Stage { get; }

    /// <summary>Gets any descriptor.</summary>
    /// <param name="descriptor">The number, 0 or more.</param>
    /// <returns>The port.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public GraphPort Descriptor(int descriptor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(descriptor);
        return new GraphPort(this, descriptor);
    }

    /// <summary>Gives the name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
