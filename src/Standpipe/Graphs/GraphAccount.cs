using Standpipe.Observation;

namespace Standpipe;

/// <summary>Makes the result of what was seen.</summary>
internal static class GraphAccount
{
    internal static GraphResult Close(RunState state, IReadOnlyList<NodeRun> nodes, IReadOnlyList<EdgeRun> edges)
    {
        GraphJudge judge = new([.. nodes.Select(node => node.Describe())]);
        GraphNodeResult[] nodeResults = [.. nodes.Select(node => new GraphNodeResult(node.Node, judge.Judge(node.Index), judge.Explain(node.Index))
        {
            Status = node.Status,
            Exception = node.Exception,
            ProcessId = node.Child?.Id,
            Started = node.Started,
            Ended = node.Ended,
        })];
        if (state.Options.EarlyClose == GraphEarlyClosePolicy.Warn)
        {
            foreach (GraphNodeResult result in nodeResults.Where(result => result.Outcome == GraphNodeOutcome.EarlyClose))
            {
                state.Warn(GraphWarningKind.EarlyClose, $"{result.Node.Name}: {result.Reason}");
            }
        }

        int cause = judge.FindCause(state.Options.EarlyClose == GraphEarlyClosePolicy.Fail);
        return new GraphResult(
            nodeResults,
            [.. edges.Select(Close)],
            cause < 0 ? null : nodeResults[cause],
            Code(state.Options.ExitPolicy, nodes, nodeResults, judge, cause))
        {
            StopReason = state.StopReason,
            StartTime = state.StartTime,
            Elapsed = state.Elapsed,
            Warnings = state.Warnings,
        };
    }

    private static int Code(GraphExitPolicy policy, IReadOnlyList<NodeRun> nodes, GraphNodeResult[] results, GraphJudge judge, int cause)
    {
        return policy switch
        {
            GraphExitPolicy.Last => results[Last(nodes)].ShellCode,
            GraphExitPolicy.Any => CodeOf(judge.FindFirst(index => results[index].ShellCode != 0)),
            GraphExitPolicy.PipeFail => results.LastOrDefault(result => result.ShellCode != 0)?.ShellCode ?? 0,
            _ => CodeOf(cause),
        };

        int CodeOf(int index) => index < 0 ? 0 : results[index].ShellCode;
    }

    /// <summary>The last that feeds no other node; the last of all in a cycle.</summary>
    private static int Last(IReadOnlyList<NodeRun> nodes) =>
        (nodes.LastOrDefault(node => node.Outputs.TrueForAll(edge => edge.Readers.Count == 0)) ?? nodes[^1]).Index;

    private static GraphEdgeResult Close(EdgeRun edge)
    {
        long? exact = edge.Bytes;
        long? bytes = exact ?? Estimate(edge);
        return new GraphEdgeResult(edge.Edge)
        {
            Capacity = edge.WriterPipe?.Capacity,
            Bytes = bytes,
            ByteQuality = exact is not null ? ByteQuality.Exact : bytes is not null ? ByteQuality.Estimate : ByteQuality.Unknown,
            ClosedFirst = edge.ClosedFirst,
            Captured = (edge.Taker as GraphCapture)?.Captured,
            Exception = edge.Pump?.Failure ?? edge.Taker?.Failure,
        };
    }

    /// <summary>What the writers say they wrote in all, less what is known to have gone elsewhere; null if it could be any of several edges.</summary>
    private static long? Estimate(EdgeRun edge)
    {
        long? sum = 0;
        foreach (NodeRun writer in edge.Writers.Distinct())
        {
            // The branches of a fan-out are one pipe to it.
            sum += writer.BytesWritten;
            foreach (EdgeRun other in writer.Outputs.Where(other => other != edge).DistinctBy(other => (object?)other.WriterPipe ?? other))
            {
                sum -= other.Writers.Distinct().Count() > 1 ? null : other.Pump is GraphFan fan ? fan.Bytes : other.Bytes;
            }
        }

        // Nothing at all may also be a program that moves bytes without writing them.
        return edge.Edge.From.Count > 0 && edge.WriterPipe is not null && sum > 0 ? sum : null;
    }
}
