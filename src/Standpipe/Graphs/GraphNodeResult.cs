namespace Standpipe;

/// <summary>What came of a node.</summary>
public sealed class GraphNodeResult
{
    internal GraphNodeResult(GraphNode node, GraphNodeOutcome outcome, string reason)
    {
        Node = node;
        Outcome = outcome;
        Reason = reason;
    }

    /// <summary>Gets the node.</summary>
    /// <value>The node of the graph.</value>
    public GraphNode Node { get; }

    /// <summary>Gets what became of it.</summary>
    /// <value>One of the values.</value>
    public GraphNodeOutcome Outcome { get; }

    /// <summary>Gets how its process ended.</summary>
    /// <value><see langword="null"/> for a stage in this process.</value>
    public ExitStatus? Status { get; internal init; }

    /// <summary>Gets what it used.</summary>
    /// <value><see langword="null"/> for a stage in this process, or if the system no longer told.</value>
    public ResourceUsage? Usage => Status?.Usage;

    /// <summary>Gets why a stage in this process failed.</summary>
    /// <value><see langword="null"/> if it did not, or is a process.</value>
    public Exception? Exception { get; internal init; }

    /// <summary>Gets the process's id.</summary>
    /// <value><see langword="null"/> for a stage in this process. It may be another process's by now.</value>
    public int? ProcessId { get; internal init; }

    /// <summary>Gets when it started.</summary>
    /// <value>The time since the graph's start.</value>
    public TimeSpan Started { get; internal init; }

    /// <summary>Gets when it ended.</summary>
    /// <value>The time since the graph's start.</value>
    public TimeSpan Ended { get; internal init; }

    /// <summary>Gets why it is judged so.</summary>
    /// <value>Some words, for instance <c>exit 3</c> or <c>SIGPIPE, after its reader head had closed the pipe</c>.</value>
    public string Reason { get; }

    /// <summary>Gets the number that a shell has for its end.</summary>
    /// <value>The exit code, 128 and the signal's number, or 255 if the end is not known; of a stage in this process 0, or 1 if it failed.</value>
    public int ShellCode => Status?.ToShellCode() ?? (Exception is null ? 0 : 1);

    /// <summary>Says it in words.</summary>
    /// <returns>The node's name and <see cref="Reason"/>.</returns>
    public override string ToString() => $"{Node.Name}: {Reason}";
}
