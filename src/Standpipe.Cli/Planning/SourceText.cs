namespace Standpipe.Cli.Planning;

/// <summary>A text that somebody wrote, and where.</summary>
/// <param name="Text">The text.</param>
/// <param name="Where">An option's name, or a place in a file; empty for the graph of the command line.</param>
internal sealed record SourceText(string Text, string Where);
