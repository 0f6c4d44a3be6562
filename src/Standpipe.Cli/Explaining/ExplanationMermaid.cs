using System.Globalization;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Explaining;

/// <summary>An explanation as a drawing for Mermaid.</summary>
internal static class ExplanationMermaid
{
    /// <summary>Makes the lines.</summary>
    internal static IEnumerable<string> Make(GraphPlan plan)
    {
        // Names of its own: words such as 'end' are Mermaid's.
        string[] files = [.. ExplanationGraph.Files(plan)];
        Dictionary<string, string> ids = [];
        foreach (string box in plan.Nodes.Select(node => node.Name).Concat(files))
        {
            ids[box] = string.Create(CultureInfo.InvariantCulture, $"n{ids.Count}");
        }

        return
        [
            "flowchart LR",
            .. plan.Nodes.Select(node => $"  {ids[node.Name]}[\"{MermaidText.Escape($"{node.Name}: {node.Syntax.Text}")}\"]"),
            .. files.Select(file => $"  {ids[file]}[(\"{MermaidText.Escape(file["file:".Length..])}\")]"),
            .. ExplanationGraph.Arrows(plan).Select(arrow => $"  {ids[arrow.From]} -->|\"{MermaidText.Escape(arrow.Label)}\"| {ids[arrow.To]}"),
        ];
    }
}
