using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Explaining;

/// <summary>The graph as boxes and arrows: what DOT and Mermaid are made of.</summary>
internal static class ExplanationGraph
{
    /// <summary>An arrow.</summary>
    /// <param name="From">The box that it leaves: a stage's name, or a file's.</param>
    /// <param name="To">The box that it reaches.</param>
    /// <param name="Label">The descriptors at its ends.</param>
    internal sealed record Arrow(string From, string To, string Label);

    /// <summary>Names a file's box, as no stage is named.</summary>
    internal static string Box(PlanStream.OpenFile file) => $"file:{file.Path}";

    /// <summary>Gets the files' boxes.</summary>
    internal static IEnumerable<string> Files(GraphPlan plan) => Arrows(plan).SelectMany(arrow => (string[])[arrow.From, arrow.To])
        .Where(box => box.StartsWith("file:", StringComparison.Ordinal)).Distinct();

    /// <summary>Gets the arrows.</summary>
    internal static IEnumerable<Arrow> Arrows(GraphPlan plan) =>
    [
        .. plan.Pipes.SelectMany(pipe => pipe.From.SelectMany(writer => pipe.Readers.Select(reader =>
            new Arrow(writer.Node.Name, reader.Node.Name, $"{writer.Descriptor}→{reader.Descriptor}")))),
        .. plan.Relays.SelectMany(relay => relay.Files.SelectMany(file => relay.Incoming.Writers.Select(writer =>
            new Arrow(writer.Node.Name, Box(file), $"{writer.Descriptor}")))),
        .. plan.Nodes.SelectMany(node => node.Descriptors.Where(entry => entry.Value is PlanStream.OpenFile)
            .Select(entry => FileArrow(node, entry.Key, (PlanStream.OpenFile)entry.Value))),
    ];

    private static Arrow FileArrow(PlanNode node, int descriptor, PlanStream.OpenFile file) => file.Kind == RedirectKind.Read
        ? new Arrow(Box(file), node.Name, $"{descriptor}")
        : new Arrow(node.Name, Box(file), $"{descriptor}");
}
