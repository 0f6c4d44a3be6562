using Standpipe.Observation;

namespace Standpipe.Cli.Running;

/// <summary>A running graph, as those who look at it from outside have it.</summary>
internal static class RunningStages
{
    /// <summary>Makes an observer of it.</summary>
    internal static GraphObserver Observe(RunningGraph running) => new(
        running.Nodes.Where(node => node.ProcessId is not null).Select(node => new ObservedStage(node.Node.Name, node.ProcessId!.Value)),
        running.Edges.Where(edge => edge.Capacity is not null && edge.Edge is { From.Count: > 0, To: not null })
            .Select(edge => new ObservedEdge(edge.Edge.Name, edge.Edge.From[0].Node.Name, edge.Edge.From[0].Descriptor, edge.Edge.To!.Node.Name, edge.Edge.To.Descriptor)));
}
