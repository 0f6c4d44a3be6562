using Standpipe.Cli.Planning;
using Standpipe.Cli.Running;

namespace Standpipe.Cli.Explaining;

/// <summary>All that would happen if a graph were run.</summary>
/// <param name="Plan">The graph.</param>
/// <param name="Programs">The file of each node's program; null for one that cannot be run.</param>
/// <param name="Options">How it would be run.</param>
/// <param name="Shell">The same for a shell; null if no one line says it.</param>
internal sealed record Explanation(GraphPlan Plan, IReadOnlyDictionary<PlanNode, string?> Programs, RunOptions Options, string? Shell);
