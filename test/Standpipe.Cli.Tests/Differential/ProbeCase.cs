using System.Globalization;
using System.Text;
using Standpipe.Cli.Language;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>A text that the parser accepts, whose every stage is a probe, and what the probes should tell.</summary>
internal sealed record ProbeCase(string Graph, string ForShell, string Expected, int Stages, IReadOnlyList<string> InputFiles)
{
    private const int LongestName = 200;

    /// <summary>The variables the probes tell.</summary>
    internal static IReadOnlyList<string> Variables { get; } =
        ["a", "b", "A", "aa", "ab", "aA", "ba", "bb", "bA", "Aa", "Ab", "AA", "a1", "a2", "A1", "A2", "b1", "b2"];

    /// <summary>Makes the case of a text; null if it is refused or is nothing to compare.</summary>
    internal static ProbeCase? TryMake(string graph)
    {
        PipelineSyntax syntax;
        try
        {
            syntax = GraphParser.Parse(graph);
        }
        catch (GraphSyntaxException)
        {
            return null;
        }

        List<RedirectSyntax> files = [.. syntax.Stages.SelectMany(stage => stage.Redirects).Where(redirect => redirect.Kind != RedirectKind.Duplicate)];
        bool allProbes = syntax.Stages.Select((stage, i) => stage.Words[0] == $"p{i}").All(isProbe => isProbe);
        return allProbes && files.TrueForAll(file => IsFileName(file.Path))
            ? new ProbeCase(
                graph,
                WithoutPipeError(graph),
                Foretell(syntax),
                syntax.Stages.Count,
                [.. files.Where(file => file.Kind == RedirectKind.Read).Select(file => file.Path)])
            : null;
    }

    /// <summary>The same with another text for sh.</summary>
    internal ProbeCase As(string forShell) => this with { ForShell = forShell };

    /// <summary>One probe's tale as a line; pipes are numbered as they come up.</summary>
    internal static string Say(IEnumerable<string> arguments, IEnumerable<string> variables, IEnumerable<string> streams) =>
        $"‹{string.Join("› ‹", arguments)}› [{string.Join(',', variables)}] {string.Join(' ', streams)}";

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

    private static string Foretell(PipelineSyntax syntax)
    {
        List<string> seen = [];
        return string.Join(" | ", syntax.Stages.Select((stage, i) => Foretell(stage, i, i == syntax.Stages.Count - 1, seen)));
    }

    private static string Foretell(StageSyntax stage, int index, bool isLast, List<string> seen)
    {
        string[] streams = [index == 0 ? "r:null" : $"r:edge{index - 1}", isLast ? "w:out" : $"w:edge{index}", "w:err"];
        foreach (RedirectSyntax redirect in stage.Redirects)
        {
            streams[redirect.Descriptor] = redirect.Kind switch
            {
                RedirectKind.Duplicate => streams[redirect.Source],
                RedirectKind.Read => $"r:‹{redirect.Path}›",
                RedirectKind.Append => $"a:‹{redirect.Path}›",
                _ => $"w:‹{redirect.Path}›",
            };
        }

        if (stage.PipesError)
        {
            streams[2] = streams[1];
        }

        IEnumerable<string> numbered = streams.Select(stream =>
            stream[2..].StartsWith("edge", StringComparison.Ordinal) ? stream[..2] + Number(stream[2..], seen) : stream);
        return Say(
            stage.Words.Skip(1),
            Variables.Select(name => stage.Assignments.LastOrDefault(assignment => assignment.Key == name).Value ?? string.Empty),
            [.. numbered]);
    }
}
