namespace Standpipe.Cli.Language;

/// <summary>One end of an edge.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The node with or without a descriptor, or the file's path.</param>
/// <param name="Position">Where in the edge's text it begins.</param>
/// <param name="Length">How many characters it takes.</param>
internal sealed record EdgeEndSyntax(EdgeEndKind Kind, string Value, int Position, int Length);
