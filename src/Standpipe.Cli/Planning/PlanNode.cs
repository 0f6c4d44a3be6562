using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>A process of the graph.</summary>
internal sealed class PlanNode(string name, StageSyntax syntax)
{
    /// <summary>Gets its name: its program's, made unique.</summary>
    internal string Name => name;

    /// <summary>Gets the command it was made of.</summary>
    internal StageSyntax Syntax => syntax;

    /// <summary>Gets the program and its arguments, with the names of process substitutions in them.</summary>
    internal IReadOnlyList<string> Words { get; set; } = [];

    /// <summary>Gets every file that its redirections open, in order; also those that a later one puts aside.</summary>
    internal List<PlanStream.OpenFile> Files { get; } = [];

    /// <summary>Gets its descriptors; one that is not there is closed.</summary>
    internal SortedDictionary<int, PlanStream> Descriptors { get; set; } = [];
}
