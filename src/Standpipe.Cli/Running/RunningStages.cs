using Standpipe.Observation;

namespace Standpipe.Cli.Running;

/// <summary>A running graph, as those who look at it from outside have it.</summary>
internal static class RunningStages
{
    /// <summary>Makes an observer of what still runs: the number of a stage that has ended may be a stranger's by now.</summary>
    internal static GraphObserver Observe(RunningGraph running)
    {
        ObservedStage[] stages =
        [
            .. running.Nodes.Where(node => !node.HasEnded && node.ProcessId is not null).Select(node => new ObservedStage(node.Node.Name, node.ProcessId!.Value)),
        ];
        return new(
            stages,
            running.Edges.Where(edge => edge.Capacity is not null && edge.Edge is { From.Count: > 0, To: not null })
                .Select(edge => new ObservedEdge(edge.Edge.Name, edge.Edge.From[0].Node.Name, edge.Edge.From[0].Descriptor, edge.Edge.To!.Node.Name, edge.Edge.To.Descriptor))
                .Where(edge => stages.Any(stage => stage.Name == edge.From || stage.Name == edge.To)));
    }
}
