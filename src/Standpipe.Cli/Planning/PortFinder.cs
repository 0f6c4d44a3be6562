using System.Globalization;
using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>Finds what the ends of an edge name.</summary>
/// <param name="find">Finds a node by its name.</param>
/// <param name="names">All names.</param>
internal sealed class PortFinder(Func<string, PlanNode?> find, IEnumerable<string> names)
{
    /// <summary>Finds a descriptor: <c>NODE.N</c>, or a node whose usual one is meant.</summary>
    /// <exception cref="GraphSyntaxException">There is no such node, or no such descriptor.</exception>
    internal PlanPort Find(EdgeSyntax edge, EdgeEndSyntax end, int usual)
    {
        if (find(end.Value) is { } whole)
        {
            return new PlanPort(whole, usual);
        }

        int dot = end.Value.LastIndexOf('.');
        string name = dot < 0 ? end.Value : end.Value[..dot];
        bool isNumber = int.TryParse(end.Value.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor);
        if (dot > 0 && find(name) is { } node)
        {
            return isNumber ? new PlanPort(node, descriptor) : throw Fault(edge, end, $"'{end.Value[(dot + 1)..]}' is no descriptor: numbers are");
        }

        string wrong = dot > 0 && isNumber ? name : end.Value;
        throw Fault(edge, end, $"there is no node '{wrong}'{Nearest.Hint(wrong, names)}");
    }

    /// <summary>Finds the pipe that an edge names by its writers and readers, or some of them.</summary>
    /// <exception cref="GraphSyntaxException">There is none.</exception>
    internal PlanPipe Find(EdgeSyntax edge, IReadOnlyList<PlanPipe> pipes)
    {
        PlanPort[] writers = [.. edge.From.Select(end => Find(edge, end, 1))];
        PlanPort[] readers = [.. edge.To.Select(end => Find(edge, end, 0))];
        string known = pipes.Count == 0 ? "the graph has no pipes" : $"there are {string.Join(", ", pipes.Select(pipe => pipe.Name))}";
        return pipes.FirstOrDefault(pipe => Array.TrueForAll(writers, pipe.From.Contains) && Array.TrueForAll(readers, pipe.Readers.Contains))
            ?? throw new GraphSyntaxException($"there is no such edge; {known}", edge.Text, 0, edge.Text.Length);
    }

    private static GraphSyntaxException Fault(EdgeSyntax edge, EdgeEndSyntax end, string message) => new(message, edge.Text, end.Position, end.Length);
}
