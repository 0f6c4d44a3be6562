namespace Standpipe.Cli.Language;

/// <summary>One token of a graph.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">For a word its value, quotes removed; for an operator its text.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Length">How many characters of the graph it takes.</param>
internal sealed record Token(TokenKind Kind, string Text, int Position, int Length)
{
    /// <summary>Gets whether any of it was quoted, by whichever means.</summary>
    internal bool IsQuoted { get; init; }

    /// <summary>Gets how long the name is, if the word begins as <c>NAME=</c>; else 0.</summary>
    internal int NameLength { get; init; }

    /// <summary>Gets whether the word begins as <c>NAME+=</c>, which some shells take for an assignment.</summary>
    internal bool IsAppending { get; init; }

    /// <summary>Gets the descriptor a redirection is for.</summary>
    internal int Descriptor { get; init; } = -1;

    /// <summary>Gets a word's process substitutions, in order.</summary>
    internal IReadOnlyList<SubstitutionToken> Substitutions { get; init; } = [];
}
