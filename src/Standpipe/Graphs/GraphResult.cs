namespace Standpipe;

/// <summary>What came of a graph: every node's end, every edge's figures, and the cause if it failed.</summary>
public sealed class GraphResult
{
    /// <summary>The exit code of a graph whose time was over, or that stood still.</summary>
    private const int TimedOutCode = 124;

    /// <summary>The exit code of a graph of which this process's own part failed.</summary>
    private const int OwnFailureCode = 125;

    /// <summary>The exit code of a graph that was told to stop: as if by SIGTERM.</summary>
    private const int StoppedCode = 143;

    private readonly int _code;

    internal GraphResult(IReadOnlyList<GraphNodeResult> nodes, IReadOnlyList<GraphEdgeResult> edges, GraphNodeResult? cause, int code)
    {
        Nodes = nodes;
        Edges = edges;
        Cause = cause;
        _code = code;
    }

    /// <summary>Gets what came of each node.</summary>
    /// <value>In the graph's order.</value>
    public IReadOnlyList<GraphNodeResult> Nodes { get; }

    /// <summary>Gets what came of each edge.</summary>
    /// <value>In the graph's order.</value>
    public IReadOnlyList<GraphEdgeResult> Edges { get; }

    /// <summary>Gets the node that failed first and whose failure no neighbour's leaving explains.</summary>
    /// <value><see langword="null"/> if no node failed by itself.</value>
    public GraphNodeResult? Cause { get; }

    /// <summary>Gets why the graph was stopped, if it was.</summary>
    /// <value><see cref="GraphStopReason.None"/> if it ended by itself.</value>
    public GraphStopReason StopReason { get; internal init; }

    /// <summary>Gets when the graph started.</summary>
    /// <value>By the system's clock.</value>
    public DateTimeOffset StartTime { get; internal init; }

    /// <summary>Gets how long it took until the last node had ended and the last byte was taken.</summary>
    /// <value>By a clock that nobody sets.</value>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>Gets what the user should know.</summary>
    /// <value>Empty if there is nothing.</value>
    public IReadOnlyList<GraphWarning> Warnings { get; internal init; } = [];

    /// <summary>Gets the exit code.</summary>
    /// <value>
    /// The one that <see cref="GraphRunOptions.ExitPolicy"/> names. 124 if the graph was stopped because its time was over or it stood still; 143 if it was
    /// told to stop and none had failed before; 125 if every node ended well, but a stream or a pipe of this process's did not.
    /// </value>
    public int ExitCode => StopReason switch
    {
        GraphStopReason.TimedOut or GraphStopReason.Stalled => TimedOutCode,
        GraphStopReason.Requested or GraphStopReason.Canceled when _code == 0 && Cause is null => WasCut ? StoppedCode : Failure is not null ? OwnFailureCode : 0,
        _ => _code == 0 && Failure is not null ? OwnFailureCode : _code,
    };

    /// <summary>Gets whether the graph did what it was to do.</summary>
    /// <value>Whether <see cref="ExitCode"/> is 0.</value>
    public bool IsSuccess => ExitCode == 0;

    /// <summary>Gets what happened, in words.</summary>
    /// <value>A sentence without its full stop.</value>
    public string Reason
    {
        get
        {
            string cause = Cause is { } node ? node.ToString() : Failure is { } edge ? $"{edge.Edge.Name}: {edge.Exception!.Message.TrimEnd('.')}" : string.Empty;
            string stop = StopReason switch
            {
                GraphStopReason.TimedOut => "the time was over",
                GraphStopReason.Stalled => "it stood still",
                GraphStopReason.Canceled => "it was cancelled",
                GraphStopReason.Requested => "it was stopped",
                _ => string.Empty,
            };
            return (cause.Length, stop.Length) switch
            {
                (0, 0) => "every node ended well",
                (0, _) => stop,
                (_, 0) => cause,
                _ => $"{cause}; {stop}",
            };
        }
    }

    private GraphEdgeResult? Failure => Edges.FirstOrDefault(edge => edge.Exception is not null);

    /// <summary>Gets whether anything ended otherwise than it would have by itself.</summary>
    private bool WasCut => Nodes.Any(node => node.Outcome == GraphNodeOutcome.Stopped);

    /// <summary>Gets what came of a node.</summary>
    /// <param name="node">A node of the graph.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="ArgumentException">The node is none of the graph.</exception>
    public GraphNodeResult this[GraphNode node] =>
        Nodes.FirstOrDefault(result => result.Node == node) ?? throw new ArgumentException("The node is none of this graph.", nameof(node));

    /// <summary>Gets what came of an edge.</summary>
    /// <param name="edge">An edge of the graph.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="ArgumentException">The edge is none of the graph.</exception>
    public GraphEdgeResult this[GraphEdge edge] =>
        Edges.FirstOrDefault(result => result.Edge == edge) ?? throw new ArgumentException("The edge is none of this graph.", nameof(edge));

    /// <summary>Gets what a capture got.</summary>
    /// <param name="capture">The sink that <see cref="GraphSink.Capture"/> made.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentException">The sink is no capture of this graph, or the capture failed.</exception>
    public CapturedOutput GetCaptured(GraphSink capture) =>
        Edges.FirstOrDefault(edge => edge.Edge.Sink == capture)?.Captured
            ?? throw new ArgumentException("The sink is no capture of this graph, or it failed.", nameof(capture));

    /// <summary>Throws unless the graph did what it was to do.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="GraphFailedException"><see cref="ExitCode"/> is not 0.</exception>
    public GraphResult EnsureSuccess() => IsSuccess ? this : throw new GraphFailedException(this);
}
