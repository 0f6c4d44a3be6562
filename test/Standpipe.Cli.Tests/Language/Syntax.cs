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
        .. stage.Words.Select(word => $"‹{word}›"),
        .. stage.Redirects.Select(Say),
    ]);

    private static string Say(RedirectSyntax redirect) => redirect.Kind switch
    {
        RedirectKind.Read => $"{redirect.Descriptor}<‹{redirect.Path}›",
        RedirectKind.Create => $"{redirect.Descriptor}>‹{redirect.Path}›",
        RedirectKind.Append => $"{redirect.Descriptor}>>‹{redirect.Path}›",
        _ => $"{redirect.Descriptor}>&{redirect.Source}",
    };
}
