using System.Text;
using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>A selection as a drawing: processes are nodes, pipes are edges, what is stuck is red.</summary>
internal static class DrawingFormats
{
    private sealed record Edge(string From, string To, MappedPipe Pipe);

    /// <summary>Writes it for Graphviz.</summary>
    internal static string WriteDot(MapSelection selection)
    {
        StringBuilder text = new StringBuilder("digraph standpipe {\n").Append("  rankdir=LR;\n");
        foreach ((string name, string label) in Nodes(selection))
        {
            _ = text.Append($"  {name} [label=\"{Escape(label)}\"];\n");
        }

        foreach (Edge edge in Edges(selection))
        {
            string colour = IsStuck(selection, edge.Pipe) ? ", color=red" : string.Empty;
            _ = text.Append($"  {edge.From} -> {edge.To} [label=\"{PipelineLines.Fill(edge.Pipe)}\"{colour}];\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>Writes it for Mermaid.</summary>
    internal static string WriteMermaid(MapSelection selection)
    {
        StringBuilder text = new("flowchart LR\n");
        foreach ((string name, string label) in Nodes(selection))
        {
            _ = text.Append($"  {name}[\"{MermaidText.Escape(Printable.Text(label))}\"]\n");
        }

        List<int> stuck = [];
        foreach ((int index, Edge edge) in Edges(selection).Index())
        {
            _ = text.Append($"  {edge.From} -->|{PipelineLines.Fill(edge.Pipe)}| {edge.To}\n");
            if (IsStuck(selection, edge.Pipe))
            {
                stuck.Add(index);
            }
        }

        return (stuck.Count == 0 ? text : text.Append($"  linkStyle {string.Join(',', stuck)} stroke:red\n")).ToString();
    }

    private static string Escape(string label) =>
        Printable.Text(label).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static IEnumerable<(string Name, string Label)> Nodes(MapSelection selection) =>
    [
        .. selection.Pipes.SelectMany(pipe => pipe.Ends).Select(end => end.Process).Distinct().OrderBy(process => process.Id)
            .Select(process => ($"p{process.Id}", process.ToString())),
        .. selection.Pipes.Where(pipe => !pipe.Writers.Any()).Select(pipe => ($"w{pipe.Inode}", "?")),
        .. selection.Pipes.Where(pipe => !pipe.Readers.Any()).Select(pipe => ($"r{pipe.Inode}", PipelineLines.Readers(pipe))),
    ];

    /// <summary>From every writer to every reader: but from a process to itself only where nobody else is at the other end.</summary>
    private static IEnumerable<Edge> Edges(MapSelection selection)
    {
        foreach (MappedPipe pipe in selection.Pipes)
        {
            string[] writers = Names(pipe.Writers, $"w{pipe.Inode}");
            string[] readers = Names(pipe.Readers, $"r{pipe.Inode}");
            (string From, string To)[] pairs = [.. writers.SelectMany(writer => readers.Select(reader => (writer, reader)))];
            bool hasOther = Array.Exists(pairs, pair => pair.From != pair.To);
            foreach ((string from, string to) in pairs.Where(pair => !hasOther || pair.From != pair.To))
            {
                yield return new Edge(from, to, pipe);
            }
        }
    }

    private static string[] Names(IEnumerable<PipeHolder> ends, string otherwise)
    {
        string[] names = [.. ends.Select(end => $"p{end.Process.Id}").Distinct()];
        return names.Length == 0 ? [otherwise] : names;
    }

    private static bool IsStuck(MapSelection selection, MappedPipe pipe) =>
        selection.Diagnoses.Any(diagnosis => diagnosis.Severity != DiagnosisSeverity.Note && diagnosis.Pipes.Contains(pipe));
}
