using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>What a graph comes to: processes, and what each of their descriptors is.</summary>
/// <param name="Nodes">The processes, in the order in which they are written.</param>
/// <param name="Pipes">The pipes between them; what a relay reads is not among them.</param>
/// <param name="Relays">The fan-outs.</param>
internal sealed record GraphPlan(IReadOnlyList<PlanNode> Nodes, IReadOnlyList<PlanPipe> Pipes, IReadOnlyList<PlanRelay> Relays)
{
    /// <summary>Finds the pipe that an edge names.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="where">Where it is written.</param>
    /// <exception cref="GraphSyntaxException">There is none.</exception>
    internal PlanPipe Find(EdgeSyntax edge, string where)
    {
        PortFinder ports = new(name => Nodes.FirstOrDefault(node => node.Name == name), Nodes.Select(node => node.Name));
        try
        {
            return ports.Find(edge, Pipes);
        }
        catch (GraphSyntaxException exception)
        {
            throw exception.In(where);
        }
    }
}
