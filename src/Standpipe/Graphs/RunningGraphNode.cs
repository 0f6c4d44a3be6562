namespace Standpipe;

/// <summary>A node of a running graph.</summary>
public sealed class RunningGraphNode
{
    private readonly NodeRun _run;

    internal RunningGraphNode(NodeRun run) => _run = run;

    /// <summary>Gets the node.</summary>
    /// <value>The node of the graph.</value>
    public GraphNode Node => _run.Node;

    /// <summary>Gets the process's id.</summary>
    /// <value><see langword="null"/> for a stage in this process. It may be another process's once the node has ended.</value>
    public int? ProcessId => _run.Child?.Id;

    /// <summary>Gets whether the node has ended.</summary>
    /// <value><see langword="true"/> once it has.</value>
    public bool HasEnded => _run.HasEnded;

    /// <summary>Gets how its process ended.</summary>
    /// <value><see langword="null"/> while it runs, and for a stage in this process.</value>
    public ExitStatus? Status => _run.HasEnded ? _run.Status : null;
}
