using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Explaining;

/// <summary>An explanation as a drawing for Graphviz.</summary>
internal static class ExplanationDot
{
    /// <summary>Makes the lines.</summary>
    internal static IEnumerable<string> Make(GraphPlan plan) =>
    [
        "digraph standpipe {",
        "  rankdir=LR;",
        "  node [shape=box];",
        .. plan.Nodes.Select(node => $"  {Quote(node.Name)} [label={Quote($"{node.Name}\n{node.Syntax.Text}")}];"),
        .. ExplanationGraph.Files(plan).Select(file => $"  {Quote(file)} [shape=note, label={Quote(file["file:".Length..])}];"),
        .. ExplanationGraph.Arrows(plan).Select(arrow => $"  {Quote(arrow.From)} -> {Quote(arrow.To)} [label={Quote(arrow.Label)}];"),
        "}",
    ];

    // In a quoted string of DOT a backslash before anything but a quote stays, and then means something in a label.
    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
