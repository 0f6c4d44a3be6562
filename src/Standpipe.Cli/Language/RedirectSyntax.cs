namespace Standpipe.Cli.Language;

/// <summary>One redirection of a stage.</summary>
/// <param name="Descriptor">The descriptor it is for: 0, 1 or 2.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Path">The file, for all kinds but <see cref="RedirectKind.Duplicate"/>.</param>
/// <param name="Source">For <see cref="RedirectKind.Duplicate"/>, the descriptor that it becomes: 1 or 2.</param>
internal sealed record RedirectSyntax(int Descriptor, RedirectKind Kind, string Path, int Source);
