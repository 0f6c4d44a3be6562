namespace Standpipe.Cli.Planning;

/// <summary>What a graph comes to: processes, and what each of their descriptors is.</summary>
/// <param name="Nodes">The processes, in the order in which they are written.</param>
/// <param name="Pipes">The pipes between them.</param>
internal sealed record GraphPlan(IReadOnlyList<PlanNode> Nodes, IReadOnlyList<PlanPipe> Pipes);
