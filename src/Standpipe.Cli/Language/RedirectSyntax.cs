namespace Standpipe.Cli.Language;

/// <summary>One redirection of a stage.</summary>
/// <param name="Descriptor">The descriptor it is for: 0 to 9.</param>
/// <param name="Kind">What becomes of it.</param>
internal sealed record RedirectSyntax(int Descriptor, RedirectKind Kind)
{
    /// <summary>Gets the file, if it is one.</summary>
    internal string Path { get; init; } = string.Empty;

    /// <summary>Gets the process substitution that stands in a file's place, if one does.</summary>
    internal SubstitutionSyntax? Substitution { get; init; }

    /// <summary>Gets, for <see cref="RedirectKind.Duplicate"/>, the descriptor that it becomes: 0 to 9.</summary>
    internal int Source { get; init; } = -1;

    /// <summary>Gets where in the graph it begins.</summary>
    internal int Position { get; init; }

    /// <summary>Gets how many characters of the graph it takes.</summary>
    internal int Length { get; init; }
}
