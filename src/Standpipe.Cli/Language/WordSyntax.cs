namespace Standpipe.Cli.Language;

/// <summary>One word of a command.</summary>
/// <param name="Text">Its value, without the names that the substitutions stand for.</param>
/// <param name="Substitutions">The process substitutions in it, in order.</param>
internal sealed record WordSyntax(string Text, IReadOnlyList<SubstitutionSyntax> Substitutions);
