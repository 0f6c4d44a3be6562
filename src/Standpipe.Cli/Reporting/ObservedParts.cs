using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>The stages and edges of a running graph, as the observer and the records have them.</summary>
internal static class ObservedParts
{
    private const int StandardError = 2;

    /// <summary>Gives the stages that are processes and still run: the number of one that has ended may be a stranger's by now.</summary>
    internal static ObservedStage[] Stages(RunningGraph graph) =>
        [.. graph.Nodes.Select(node => node is { HasEnded: false, ProcessId: { } id } ? new ObservedStage(node.Node.Name, id) : null).OfType<ObservedStage>()];

    /// <summary>Gives the edges that are pipes with such a stage at an end.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="tails">The stages whose standard error the tool passes on and keeps; null for none.</param>
    internal static ObservedEdge[] Edges(RunningGraph graph, IEnumerable<string>? tails = null)
    {
        HashSet<string> stages = [.. Stages(graph).Select(stage => stage.Name)];
        return [.. graph.Edges.Where(edge => !IsTail(edge.Edge, tails ?? [])).Select(Find).OfType<ObservedEdge>().Where(edge => stages.Contains(edge.From) || stages.Contains(edge.To))];
    }

    /// <summary>Whether an edge is only the tool's way to keep the end of a stage's standard error: nobody has asked for that pipe, and in the graph it is none.</summary>
    internal static bool IsTail(GraphEdge edge, IEnumerable<string> tails) =>
        edge is { To: null, From: [{ Descriptor: StandardError } port] } && tails.Contains(port.Node.Name);

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
