using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>A node of a file while its keys are read.</summary>
internal sealed class NodeDraft
{
    internal SourceText? Command { get; set; }

    internal IReadOnlyList<string>? Arguments { get; set; }

    internal List<KeyValuePair<string, string>> Environment { get; } = [];

    internal string? Directory { get; set; }

    /// <summary>Makes the node.</summary>
    /// <exception cref="GraphSyntaxException">It has no command, or two, or one that is not understood.</exception>
    internal NodeRequest Make(SourceText name, FileNode place)
    {
        if (Command is null == (Arguments is null))
        {
            throw place.Fault(Command is null
                ? "a node has a 'command' or an 'argv'"
                : "a node has a 'command' or an 'argv', not both");
        }

        if (Environment.Find(entry => entry.Key.Length == 0 || entry.Key.Contains('=', StringComparison.Ordinal)) is { Key: { } wrong })
        {
            throw place.Fault($"'{wrong}' is no name of a variable");
        }

        SourceText source = Command ?? new SourceText(string.Join(' ', Arguments!.Select(ShellWords.Quote)), place.Where);
        StageSyntax syntax = Command is not null ? GraphRequest.Read(Command, GraphParser.ParseCommand)
            : Arguments is [{ Length: > 0 }, ..] ? new StageSyntax([], [.. Arguments.Select(word => new WordSyntax(word, []))], [], false, source.Text, 0)
            : throw place.Fault("'argv' begins with a program");
        return new NodeRequest(name, syntax with { Assignments = [.. syntax.Assignments, .. Environment] }, source) { Directory = Directory };
    }
}
