using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>A node that is asked for by name.</summary>
/// <param name="Name">The name, as it was given.</param>
/// <param name="Command">What it runs.</param>
/// <param name="Source">The text of the command.</param>
internal sealed record NodeRequest(SourceText Name, StageSyntax Command, SourceText Source)
{
    /// <summary>Gets the directory that it starts in; null: the tool's.</summary>
    internal string? Directory { get; init; }
}
