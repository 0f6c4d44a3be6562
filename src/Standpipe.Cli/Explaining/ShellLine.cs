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
            if (Say(node, named) is not { } command)
            {
                return null;
            }

            commands.Add(command);
        }

        return commands.Count == named.Length && named.All(each => each.Directory is null) ? string.Join(" | ", commands) : null;
    }

    /// <summary>Says a node with what an edge or a file adds to its command; null if a shell would take that for something else.</summary>
    private static string? Say(PlanNode node, PlanNode[] all)
    {
        if (FindWritten(node) is not { } written)
        {
            return null;
        }

        KeyValuePair<string, string>[] added = [.. node.Syntax.Assignments.Skip(written.Assignments.Count)];
        KeyValuePair<int, PlanStream>[] files = [.. node.Connected.Where(entry => entry.Value is PlanStream.OpenFile)];
        if (added.Any(entry => !IsName(entry.Key) || written.Assignments.Any(other => other.Key == entry.Key))
            || files.Any(file => all.Any(other => other != node && other.Connected.ContainsValue(file.Value)))
            || (files.Length > 0 && node.Syntax.Words.Any(word => word.Substitutions.Count > 0)))
        {
            // A name that no shell has; a value that the command's own would take back; one open file of two commands; a substitution that has the file too.
            return null;
        }

        string variables = string.Concat(added.Select(entry => $"{entry.Key}={ShellWords.Quote(entry.Value)} "));
        string opened = string.Join(' ', files.Select(file => Say(file.Key, (PlanStream.OpenFile)file.Value, files)));

        // An edge comes before the command's own redirections, and a shell takes them from left to right.
        return files.Length == 0 ? $"{variables}{node.Syntax.Text}"
            : node.Syntax.Redirects.Count > 0 ? $"{variables}{opened} {node.Syntax.Text}"
            : $"{variables}{node.Syntax.Text} {opened}";
    }

    /// <summary>Reads what the text of a command says already; null for arguments that a shell would not take for a program's.</summary>
    private static StageSyntax? FindWritten(PlanNode node)
    {
        try
        {
            return GraphParser.ParseCommand(node.Syntax.Text);
        }
        catch (GraphSyntaxException)
        {
            return null;
        }
    }

    private static bool IsName(string name) =>
        !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Say(int descriptor, PlanStream.OpenFile file, KeyValuePair<int, PlanStream>[] files)
    {
        int first = Array.Find(files, other => other.Value == file).Key;
        if (first != descriptor)
        {
            // One open file, not a second opening of it.
            return string.Create(CultureInfo.InvariantCulture, $"{descriptor}>&{first}");
        }

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
