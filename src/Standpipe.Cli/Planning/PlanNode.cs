using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>A process of the graph.</summary>
/// <param name="name">Its name: given, or its program's, made unique.</param>
/// <param name="syntax">The command it was made of.</param>
/// <param name="source">The text that the command is in.</param>
internal sealed class PlanNode(string name, StageSyntax syntax, SourceText source)
{
    internal string Name => name;

    internal StageSyntax Syntax => syntax;

    internal SourceText Source => source;

    /// <summary>Gets the directory that it starts in; null: the tool's.</summary>
    internal string? Directory { get; init; }

    /// <summary>Gets the descriptors that a pipeline joins: they are taken before any edge is looked at.</summary>
    internal HashSet<int> Piped { get; } = [];

    /// <summary>Gets the descriptors that edges join.</summary>
    internal SortedDictionary<int, PlanStream> Connected { get; } = [];

    /// <summary>Gets the program and its arguments, with the names of process substitutions in them.</summary>
    internal IReadOnlyList<string> Words { get; set; } = [];

    /// <summary>Gets every file that is opened for it, in order; also those that a later redirection puts aside.</summary>
    internal List<PlanStream.OpenFile> Files { get; } = [];

    /// <summary>Gets whether its standard error is the tool's.</summary>
    internal bool HasOwnError => Descriptors.GetValueOrDefault(2) is PlanStream.Inherited { Descriptor: 2 };

    /// <summary>Gets its descriptors; one that is not there is closed.</summary>
    internal SortedDictionary<int, PlanStream> Descriptors { get; set; } = [];
}
