using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>The stages and edges of a running graph, as the observer and the records have them.</summary>
internal static class ObservedParts
{
    /// <summary>Gives the stages that are processes and still run: the number of one that has ended may be a stranger's by now.</summary>
    internal static ObservedStage[] Stages(RunningGraph graph) =>
        [.. graph.Nodes.Select(node => node is { HasEnded: false, ProcessId: { } id } ? new ObservedStage(node.Node.Name, id) : null).OfType<ObservedStage>()];

    /// <summary>Gives the edges that are pipes with such a stage at an end.</summary>
    internal static ObservedEdge[] Edges(RunningGraph graph)
    {
        HashSet<string> stages = [.. Stages(graph).Select(stage => stage.Name)];
        return [.. graph.Edges.Select(Find).OfType<ObservedEdge>().Where(edge => stages.Contains(edge.From) || stages.Contains(edge.To))];
    }

    private static ObservedEdge? Find(RunningGraphEdge edge)
    {
        if (edge.Capacity is null)
        {
            return null;
        }

        PortRecord from = Writers(edge.Edge)[0];
        PortRecord to = Reader(edge.Edge);
        return new ObservedEdge(edge.Edge.Name, from.Stage, from.Fd ?? -1, to.Stage, to.Fd ?? -1);
    }

    /// <summary>Gives the ends that write: at least one.</summary>
    internal static IReadOnlyList<PortRecord> Writers(GraphEdge edge) => edge.From.Count > 0
        ? [.. edge.From.Select(port => new PortRecord(port.Node.Name, port.Descriptor))]
        : [new PortRecord(edge.Source!.ToString()!, null)];

    /// <summary>Gives the end that reads.</summary>
    internal static PortRecord Reader(GraphEdge edge) => edge.To is { } port
        ? new PortRecord(port.Node.Name, port.Descriptor)
        : new PortRecord(edge.Sink!.ToString()!, null);
}
