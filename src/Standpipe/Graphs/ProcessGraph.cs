using System.Diagnostics.CodeAnalysis;

namespace Standpipe;

/// <summary>Processes joined by anonymous pipes: any descriptor of one to any of another, in any shape.</summary>
/// <remarks>
/// <para>Nodes are added, then connected, then all is started at once, or nothing. An edge between two programs is one kernel pipe, and this
/// process holds neither of its ends once they run. What is connected to nothing is inherited from this process.</para>
/// <para><b>Threads</b>: build a graph in one thread. It can be started any number of times, also at the same time, unless it names what is good for one
/// start (an end of a pipe, a stream).</para>
/// <para><b>Windows</b>: standard input, output and error only; edges that are metered or fanned out are copied by this process.</para>
/// </remarks>
public sealed partial class ProcessGraph
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphEdge> _edges = [];
    private readonly List<GraphRelay> _relays = [];
    private readonly List<(GraphPort Descriptor, GraphPort Same)> _joins = [];

    /// <summary>Gets the nodes.</summary>
    /// <value>In the order in which they were added.</value>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>Gets the edges.</summary>
    /// <value>In the order in which they were made.</value>
    public IReadOnlyList<GraphEdge> Edges => _edges;

    /// <summary>Gets the fan-outs.</summary>
    /// <value>In the order in which they were made.</value>
    public IReadOnlyList<GraphRelay> Relays => _relays;

    /// <summary>Gets the descriptors that are copies of others.</summary>
    internal IReadOnlyList<(GraphPort Descriptor, GraphPort Same)> Joins => _joins;

    /// <summary>Adds a program, named by itself.</summary>
    /// <param name="options">
    /// What to start, and how. Its standard streams are for descriptors that are not connected, and may not be pipes or captures.
    /// </param>
    /// <returns>The node; its name is the program's file name, made unique: <c>cat</c>, <c>cat-2</c>.</returns>
    public GraphNode Add(ChildProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return AddNode(new GraphNode(this, MakeName(options.Program), options, stage: null));
    }

    /// <summary>Adds a program.</summary>
    /// <param name="name">Its name in this graph: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, and no other node's.</param>
    /// <param name="options">What to start, and how, as in <see cref="Add(ChildProcessOptions)"/>.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ArgumentException">The name is not such a name, or is another node's.</exception>
    public GraphNode Add(string name, ChildProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireName(name);
        return AddNode(new GraphNode(this, name, options, stage: null));
    }

    /// <summary>Adds a stage that runs in this process.</summary>
    /// <param name="name">Its name in this graph: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, and no other node's.</param>
    /// <param name="stage">What it does. It is called on the thread pool.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ArgumentException">The name is not such a name, or is another node's.</exception>
    public GraphNode Add(string name, GraphStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        RequireName(name);
        return AddNode(new GraphNode(this, name, options: null, stage));
    }

    /// <summary>Finds a node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">The node; <see langword="null"/> if there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetNode(string name, [NotNullWhen(true)] out GraphNode? node)
    {
        node = _nodes.Find(other => other.Name == name);
        return node is not null;
    }

    /// <summary>Lets what one descriptor writes be read at another: one pipe.</summary>
    /// <param name="from">The descriptor that writes.</param>
    /// <param name="to">The descriptor that reads.</param>
    /// <param name="options">How the pipe is made.</param>
    /// <returns>The edge.</returns>
    public GraphEdge Connect(GraphPort from, GraphPort to, GraphEdgeOptions? options = null) => FanIn([from], to, options);

    /// <summary>Lets a descriptor read from a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="to">The descriptor that reads.</param>
    /// <param name="options">
    /// How its pipe is made, if it has one. With <see cref="GraphEdgeOptions.Meter"/> every source has, and the bytes are counted.
    /// </param>
    /// <returns>The edge.</returns>
    public GraphEdge Connect(GraphSource source, GraphPort to, GraphEdgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(to);
        options?.Validate();
        return AddEdge(new GraphEdge([], to, options) { Source = source });
    }

    /// <summary>Lets what a descriptor writes go to a sink.</summary>
    /// <param name="from">The descriptor that writes.</param>
    /// <param name="sink">The sink.</param>
    /// <param name="options">
    /// How its pipe is made, if it has one. With <see cref="GraphEdgeOptions.Meter"/> every sink has, and the bytes are counted.
    /// </param>
    /// <returns>The edge.</returns>
    public GraphEdge Connect(GraphPort from, GraphSink sink, GraphEdgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(sink);
        options?.Validate();
        return AddEdge(new GraphEdge([from], null, options) { Sink = sink });
    }

    /// <summary>Lets several descriptors write into one pipe.</summary>
    /// <param name="from">The descriptors that write, at least one.</param>
    /// <param name="to">The descriptor that reads.</param>
    /// <param name="options">How the pipe is made.</param>
    /// <returns>The edge. Its reader sees end of file when the last writer has closed it. Writes of up to 4096 bytes stay whole; longer ones may mix.</returns>
    /// <exception cref="ArgumentException">There is no descriptor that writes.</exception>
    public GraphEdge FanIn(IEnumerable<GraphPort> from, GraphPort to, GraphEdgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        options?.Validate();
        GraphPort[] writers = [.. from];
        if (writers.Length == 0 || Array.IndexOf(writers, null) >= 0)
        {
            throw new ArgumentException("An edge has at least one descriptor that writes.", nameof(from));
        }

        return AddEdge(new GraphEdge(writers, to, options));
    }

    /// <summary>Gives what one descriptor writes to several readers, each of which gets all of it.</summary>
    /// <param name="from">The descriptor that writes.</param>
    /// <param name="to">The descriptors that read; more, and sinks, can be added to the result.</param>
    /// <returns>The fan-out.</returns>
    public GraphRelay FanOut(GraphPort from, params IEnumerable<GraphPort> to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        GraphRelay relay = new(this, from);
        _relays.Add(relay);
        foreach (GraphPort port in to)
        {
            _ = relay.Add(port);
        }

        return relay;
    }

    /// <summary>Makes a descriptor a copy of another, wherever that leads: <c>2&gt;&amp;1</c> is <c>Join(node.Error, node.Output)</c>.</summary>
    /// <param name="descriptor">The copy; it is connected to nothing itself.</param>
    /// <param name="same">
    /// The descriptor that it is a copy of; of the same node, or of another: then both have the same end of the same pipe, as processes do that inherited it.
    /// </param>
    public void Join(GraphPort descriptor, GraphPort same)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(same);
        _joins.Add((descriptor, same));
    }

    /// <summary>Looks for all that would keep the graph from starting, without starting or changing anything.</summary>
    /// <returns>What is wrong; empty if nothing was found.</returns>
    public IReadOnlyList<GraphProblem> Validate() => new GraphValidation(this).Run();

    internal GraphEdge AddEdge(GraphEdge edge)
    {
        _edges.Add(edge);
        return edge;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private GraphNode AddNode(GraphNode node)
    {
        _nodes.Add(node);
        return node;
    }

    private void RequireName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(IsNameCharacter))
        {
            throw new ArgumentException($"'{name}' is no name of a node: letters, digits, '-', '_' and '.' are.", nameof(name));
        }

        if (TryGetNode(name, out _))
        {
            throw new ArgumentException($"The graph has a node '{name}' already.", nameof(name));
        }
    }

    private string MakeName(string program)
    {
        string file = string.Concat(Path.GetFileName(program).Select(c => IsNameCharacter(c) ? c : '-'));
        string stem = file.Length == 0 ? "node" : file;
        string name = stem;
        for (int number = 2; TryGetNode(name, out _); number++)
        {
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return name;
    }
}
