namespace Standpipe;

/// <summary>Decides what became of each node, and which one is the cause. A pure function of what was seen.</summary>
/// <remarks>
/// Decided by who closed first, not by a number (docs/decisions/0014): a writer is forgiven only if its pipe had lost its readers before it ended, and only for an
/// end that a failed write can explain. That is SIGPIPE; 141, which a shell has for a child that ended so; and any other code of a program that ignores or
/// handles SIGPIPE. One that does not would not have lived on after such a write.
/// </remarks>
internal sealed class GraphJudge
{
    private const int BrokenPipeSignal = 13;   // SIGPIPE
    private const int BrokenPipeCode = 141;    // what a shell that ran such a child exits with

    private readonly IReadOnlyList<JudgedNode> _nodes;
    private readonly GraphNodeOutcome?[] _outcomes;

    internal GraphJudge(IReadOnlyList<JudgedNode> nodes)
    {
        _nodes = nodes;
        _outcomes = new GraphNodeOutcome?[nodes.Count];
    }

    /// <summary>What became of a node.</summary>
    internal GraphNodeOutcome Judge(int index)
    {
        if (_outcomes[index] is { } known)
        {
            return known;
        }

        // Two that are each other's readers: while the one is judged, the other takes it for one that ended well.
        _outcomes[index] = GraphNodeOutcome.Running;
        GraphNodeOutcome outcome = Decide(_nodes[index]);
        _outcomes[index] = outcome;
        return outcome;
    }

    /// <summary>Why, in words.</summary>
    internal string Explain(int index)
    {
        JudgedNode node = _nodes[index];
        string end = node.Exception is { } exception ? exception.Message.TrimEnd('.') : node.Status?.ToString() ?? "completed";
        string readers = string.Join(" and ", node.Lost.Select(pipe => pipe.ReaderName));
        return Judge(index) switch
        {
            GraphNodeOutcome.Running => "runs",
            GraphNodeOutcome.EarlyClose => $"{end}, after its reader {readers} had closed the pipe",
            GraphNodeOutcome.LostReader => $"{end}, after its reader {readers} had failed",
            GraphNodeOutcome.Stopped => $"{end}, when the graph was stopped",
            _ => end,
        };
    }

    /// <summary>The node that failed first, by itself; -1 if none did.</summary>
    /// <param name="isEarlyCloseFailure">Whether one whose reader had had enough has failed, too.</param>
    internal int FindCause(bool isEarlyCloseFailure = false) =>
        FindFirst(index => Judge(index) == GraphNodeOutcome.Failed || (isEarlyCloseFailure && Judge(index) == GraphNodeOutcome.EarlyClose));

    /// <summary>The first of those that ended in some way; -1 if none did.</summary>
    internal int FindFirst(Func<int, bool> isMeant)
    {
        int[] meant = [.. Enumerable.Range(0, _nodes.Count).Where(index => _nodes[index].Order > 0 && isMeant(index))];
        int first = meant.Length == 0 ? -1 : meant.MinBy(index => _nodes[index].Order);

        // A program's descriptors are closed before its end can be seen: who reads its end of file and ends too may be seen first.
        while (first >= 0 && meant.FirstOrDefault(index => _nodes[index].Order > _nodes[first].Order && _nodes[first].After.Contains(index), -1) is >= 0 and int before)
        {
            first = before;
        }

        return first;
    }

    /// <summary>Whether SIGPIPE ended it, or a child that it tells of as a shell does.</summary>
    internal static bool DiedOfBrokenPipe(ExitStatus status) => status.Signal == BrokenPipeSignal || status.Code == BrokenPipeCode;

    private static bool MayBeFailedWrite(JudgedNode node) =>
        node.Exception is PipeBrokenException
        || (node.Status is { } status && (DiedOfBrokenPipe(status) || (status.Code is not null && node.SurvivesBrokenPipe == true)));

    private GraphNodeOutcome Decide(JudgedNode node)
    {
        if (node.Order == 0)
        {
            return GraphNodeOutcome.Running;
        }

        if (!node.EndedBadly)
        {
            return GraphNodeOutcome.Succeeded;
        }

        if (node.WasStopped)
        {
            return GraphNodeOutcome.Stopped;
        }

        return node.Lost.Count == 0 || !MayBeFailedWrite(node) ? GraphNodeOutcome.Failed
            : node.Lost.Any(HasBadReader) ? GraphNodeOutcome.LostReader
            : GraphNodeOutcome.EarlyClose;
    }

    private bool HasBadReader(LostPipe pipe) => pipe.HasFailed || pipe.Readers.Any(reader =>
        Judge(reader) is GraphNodeOutcome.Failed or GraphNodeOutcome.LostReader or GraphNodeOutcome.Stopped);
}
