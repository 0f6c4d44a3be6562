using Standpipe.Cli.Language;

namespace Standpipe.Cli.Tests.Language;

/// <summary>A syntax tree as one line that tests can compare: <c>A=‹b› ‹word› 2&gt;‹file› 2&gt;&amp;1 | ...</c>.</summary>
internal static class Syntax
{
    internal static string Say(PipelineSyntax pipeline) =>
        string.Concat(pipeline.Stages.Select((stage, i) => Say(stage) + (i == pipeline.Stages.Count - 1 ? string.Empty : stage.PipesError ? " |& " : " | ")));

    private static string Say(StageSyntax stage) => string.Join(' ',
    [
        .. stage.Assignments.Select(assignment => $"{assignment.Key}=‹{assignment.Value}›"),
        .. stage.Words.Select(Say),
        .. stage.Redirects.Select(Say),
    ]);

    private static string Say(WordSyntax word)
    {
        string text = word.Text;
        foreach (SubstitutionSyntax substitution in word.Substitutions.Reverse())
        {
            text = text.Insert(substitution.Offset, Say(substitution));
        }

        return $"‹{text}›";
    }

    private static string Say(SubstitutionSyntax substitution) => $"{(substitution.IsInput ? "<" : ">")}({Say(substitution.Pipeline)})";

    private static string Say(RedirectSyntax redirect)
    {
        string target = redirect.Substitution is { } substitution ? Say(substitution) : $"‹{redirect.Path}›";
        return redirect.Kind switch
        {
            RedirectKind.Read => $"{redirect.Descriptor}<{target}",
            RedirectKind.Create => $"{redirect.Descriptor}>{target}",
            RedirectKind.Append => $"{redirect.Descriptor}>>{target}",
            RedirectKind.Close => $"{redirect.Descriptor}>&-",
            _ => $"{redirect.Descriptor}>&{redirect.Source}",
        };
    }
}
