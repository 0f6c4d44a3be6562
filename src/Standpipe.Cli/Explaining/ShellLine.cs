using System.Globalization;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Explaining;

/// <summary>Says a graph as one line for a shell, where one does.</summary>
internal static class ShellLine
{
    /// <summary>Says it.</summary>
    /// <returns>The line; null if a shell has no words for it.</returns>
    internal static string? Say(GraphRequest request, GraphPlan plan)
    {
        if (request is { Nodes.Count: 0, Edges.Count: 0, Pipelines: [(_, SourceText source)] })
        {
            return source.Text.Trim();
        }

        return request.Pipelines.Count > 0 || plan.Relays.Count > 0 ? null : SayChain(request, plan);
    }

    /// <summary>Named nodes in a row: each one's output is the next one's input, and nothing else is joined.</summary>
    private static string? SayChain(GraphRequest request, GraphPlan plan)
    {
        PlanNode[] named = [.. plan.Nodes.Where(node => request.Nodes.Exists(asked => asked.Command == node.Syntax))];
        Dictionary<PlanNode, PlanNode> next = [];
        foreach (PlanPipe pipe in plan.Pipes.Where(pipe => pipe.Writers.Exists(port => port.Node.Connected.ContainsKey(port.Descriptor))))
        {
            PlanPort[] writers = [.. pipe.Writers.Where(port => port.Node.Connected.ContainsKey(port.Descriptor))];
            PlanPort[] readers = [.. pipe.Readers.Where(port => port.Node.Connected.ContainsKey(port.Descriptor))];
            if (writers is not [{ Descriptor: 1 } writer] || readers is not [{ Descriptor: 0 } reader] || !next.TryAdd(writer.Node, reader.Node))
            {
                return null;
            }
        }

        PlanNode? node = Array.Find(named, candidate => !next.ContainsValue(candidate));
        List<string> commands = [];
        for (; node is not null; node = next.GetValueOrDefault(node))
        {
            commands.Add(Say(node));
        }

        return commands.Count == named.Length && named.All(each => each.Directory is null) ? string.Join(" | ", commands) : null;
    }

    private static string Say(PlanNode node)
    {
        IEnumerable<string> variables = node.Syntax.Assignments.Skip(Written(node)).Select(entry => $"{entry.Key}={ShellWords.Quote(entry.Value)}");
        IEnumerable<string> files = node.Connected.Where(entry => entry.Value is PlanStream.OpenFile)
            .Select(entry => Say(entry.Key, (PlanStream.OpenFile)entry.Value));
        return string.Join(' ', [.. variables, node.Syntax.Text, .. files]);
    }

    // What the text of the command says already comes first.
    private static int Written(PlanNode node) => GraphParser.ParseCommand(node.Syntax.Text).Assignments.Count;

    private static string Say(int descriptor, PlanStream.OpenFile file)
    {
        (string sign, int usual) = file.Kind switch
        {
            RedirectKind.Read => ("<", 0),
            RedirectKind.Append => (">>", 1),
            _ => (">", 1),
        };
        string number = descriptor == usual ? string.Empty : descriptor.ToString(CultureInfo.InvariantCulture);
        return $"{number}{sign} {ShellWords.Quote(file.Path)}";
    }
}
