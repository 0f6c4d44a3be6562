using System.Globalization;
using System.Text;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Tests.Planning;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>A text that is accepted, whose every stage is a probe, and what the probes should tell.</summary>
/// <param name="Graph">The text.</param>
/// <param name="ForShell">The same for the shell.</param>
/// <param name="Expected">What the probes should tell.</param>
/// <param name="Probes">Their names, in the order of the tale.</param>
/// <param name="InputFiles">The files that must be there.</param>
/// <param name="NeedsBash">Whether only bash understands it.</param>
internal sealed record ProbeCase(
    string Graph, string ForShell, string Expected, IReadOnlyList<string> Probes, IReadOnlyList<string> InputFiles, bool NeedsBash)
{
    private const int LongestName = 200;

    /// <summary>The variables the probes tell.</summary>
    internal static IReadOnlyList<string> Variables { get; } =
        ["a", "b", "A", "aa", "ab", "aA", "ba", "bb", "bA", "Aa", "Ab", "AA", "a1", "a2", "A1", "A2", "b1", "b2"];

    /// <summary>Makes the case of a text; null if it is refused or is nothing to compare.</summary>
    internal static ProbeCase? TryMake(string graph)
    {
        GraphPlan plan;
        try
        {
            plan = Plans.Of(graph);
        }
        catch (GraphSyntaxException)
        {
            return null;
        }

        List<PlanStream.OpenFile> files = [.. plan.Nodes.SelectMany(node => node.Files)];
        string[] probes = [.. plan.Nodes.Select(node => node.Words[0])];
        bool allProbes = probes.Order(StringComparer.Ordinal).SequenceEqual(Enumerable.Range(0, probes.Length).Select(i => $"p{i}"), StringComparer.Ordinal);
        bool needsBash = new GraphLexer(graph).Tokenize().Exists(token => token.Substitutions.Count > 0);
        return allProbes && files.TrueForAll(file => IsFileName(file.Path))
            ? new ProbeCase(
                graph,
                needsBash ? graph : WithoutPipeError(graph),
                Foretell(plan),
                probes,
                [.. files.Where(file => file.Kind == RedirectKind.Read).Select(file => file.Path)],
                needsBash)
            : null;
    }

    /// <summary>The same with another text for sh.</summary>
    internal ProbeCase As(string forShell) => this with { ForShell = forShell };

    /// <summary>One probe's tale as a line; pipes are numbered as they come up.</summary>
    internal static string Say(IEnumerable<string> arguments, IEnumerable<string> variables, IEnumerable<string> streams) =>
        $"‹{string.Join("› ‹", arguments)}› [{string.Join(',', variables)}] {string.Join(' ', streams)}";

    /// <summary>One descriptor.</summary>
    internal static string Say(int descriptor, string stream) => string.Create(CultureInfo.InvariantCulture, $"{descriptor}={stream}");

    /// <summary>Numbers pipes in the order in which they come up, whatever their names.</summary>
    internal static string Number(string pipe, List<string> seen)
    {
        if (!seen.Contains(pipe))
        {
            seen.Add(pipe);
        }

        return string.Create(CultureInfo.InvariantCulture, $"pipe{seen.IndexOf(pipe)}");
    }

    private static bool IsFileName(string path) =>
        path is not ("." or "..") && !path.Contains('/', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(path) < LongestName;

    /// <summary>Not every sh has <c>|&amp;</c>: says the same in other words.</summary>
    private static string WithoutPipeError(string graph)
    {
        StringBuilder text = new(graph);
        foreach (Token token in Enumerable.Reverse(new GraphLexer(graph).Tokenize()).Where(token => token.Kind == TokenKind.PipeWithError))
        {
            _ = text.Remove(token.Position, token.Length).Insert(token.Position, " 2>&1 |");
        }

        return text.ToString();
    }

    private static string Foretell(GraphPlan plan)
    {
        List<string> seen = [];
        return string.Join(" | ", plan.Nodes.Select(node => Say(
            node.Words.Skip(1),
            Variables.Select(name => node.Syntax.Assignments.LastOrDefault(assignment => assignment.Key == name).Value ?? string.Empty),
            [.. node.Descriptors.Select(entry => Say(entry.Key, Foretell(plan, entry.Value, seen)))])));
    }

    private static string Foretell(GraphPlan plan, PlanStream stream, List<string> seen) => stream switch
    {
        PlanStream.PipeEnd end => (end.IsRead ? "r:" : "w:") + Number(plan.Pipes.ToList().IndexOf(end.Pipe).ToString(CultureInfo.InvariantCulture), seen),
        PlanStream.OpenFile { Kind: RedirectKind.Read } file => $"r:‹{file.Path}›",
        PlanStream.OpenFile { Kind: RedirectKind.Append } file => $"a:‹{file.Path}›",
        PlanStream.OpenFile file => $"w:‹{file.Path}›",
        PlanStream.Inherited { Descriptor: 0 } => "r:null",
        PlanStream.Inherited { Descriptor: 1 } => "w:out",
        _ => "w:err",
    };
}
