namespace Standpipe.Cli.Language;

/// <summary>One command of a pipeline.</summary>
/// <param name="Assignments">Variables for its environment, in order.</param>
/// <param name="Words">The program and its arguments; at least one.</param>
/// <param name="Redirects">Its redirections, in order.</param>
/// <param name="PipesError">Whether <c>|&amp;</c> follows: its standard error goes where its output goes.</param>
/// <param name="Text">The command as it was written.</param>
/// <param name="Position">Where in the graph it begins.</param>
internal sealed record StageSyntax(
    IReadOnlyList<KeyValuePair<string, string>> Assignments,
    IReadOnlyList<WordSyntax> Words,
    IReadOnlyList<RedirectSyntax> Redirects,
    bool PipesError,
    string Text,
    int Position);
