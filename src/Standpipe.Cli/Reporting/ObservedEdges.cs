using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>The edges of a graph, as the observer and the records have them.</summary>
internal static class ObservedEdges
{
    /// <summary>Gives what the observer is told of an edge; null if there is no pipe to observe.</summary>
    internal static ObservedEdge? Find(RunningGraphEdge edge)
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
