namespace Standpipe.Cli.Language;

/// <summary>A process substitution in a word, cut into tokens.</summary>
/// <param name="Tokens">What is between the parentheses; the last is <see cref="TokenKind.End"/>.</param>
/// <param name="IsInput">Whether it is <c>&lt;( )</c>: the word names what is to be read.</param>
/// <param name="Offset">Where in the word's value the name goes.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Length">How many characters of the graph it takes.</param>
internal sealed record SubstitutionToken(IReadOnlyList<Token> Tokens, bool IsInput, int Offset, int Position, int Length);
