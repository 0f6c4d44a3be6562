using System.Globalization;
using Standpipe.Cli.Language;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Standpipe.Cli.Planning;

/// <summary>A value in a graph's file, which knows its place.</summary>
/// <param name="file">The file, as it was named.</param>
/// <param name="text">Its text.</param>
/// <param name="node">The value.</param>
/// <param name="what">What it is, for whoever reads a complaint: <c>nodes.sort.env</c>.</param>
internal sealed class FileNode(string file, string text, YamlNode node, string what)
{
    /// <summary>Gets where it is.</summary>
    internal string Where => string.Create(CultureInfo.InvariantCulture, $"{file}:{node.Start.Line}:{node.Start.Column}");

    /// <summary>Gets what it is.</summary>
    internal string What => what;

    internal bool IsText => node is YamlScalarNode;

    internal bool IsList => node is YamlSequenceNode;

    /// <summary>Reads a text.</summary>
    internal string Text() => node is YamlScalarNode scalar ? scalar.Value ?? string.Empty : throw Expected("a text");

    /// <summary>Reads a text with its place.</summary>
    internal SourceText Source() => new(Text(), Where);

    /// <summary>Reads a text that means something.</summary>
    internal T Parse<T>(Func<string, T> parse)
    {
        try
        {
            return parse(Text());
        }
        catch (FormatException exception)
        {
            throw Fault(exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>Reads yes or no.</summary>
    internal bool Flag() => Text() switch
    {
        "true" => true,
        "false" => false,
        _ => throw Fault($"'{what}' is true or false"),
    };

    /// <summary>Reads a list.</summary>
    internal IEnumerable<FileNode> List() => node is YamlSequenceNode list
        ? list.Children.Select((child, i) => new FileNode(file, text, child, string.Create(CultureInfo.InvariantCulture, $"{what}[{i}]")))
        : throw Expected("a list");

    /// <summary>Reads a list of texts, or one text.</summary>
    internal IEnumerable<string> Texts() => IsList ? List().Select(item => item.Text()) : [Text()];

    /// <summary>Reads a mapping whose keys are anything.</summary>
    internal IEnumerable<(FileNode Key, FileNode Value)> Map() => node is YamlMappingNode map
        ? map.Children.Select(entry =>
        {
            FileNode key = new(file, text, entry.Key, $"key of {(what.Length == 0 ? "the graph" : what)}");
            return (key, new FileNode(file, text, entry.Value, what.Length == 0 ? key.Text() : $"{what}.{key.Text()}"));
        })
        : throw Expected("a mapping");

    /// <summary>Reads a mapping whose keys are known.</summary>
    internal void Map(IReadOnlyDictionary<string, Action<FileNode>> keys)
    {
        foreach ((FileNode key, FileNode value) in Map())
        {
            string name = key.Text();
            if (!keys.TryGetValue(name, out Action<FileNode>? read))
            {
                throw key.Fault($"'{name}' is no {key.What}{Nearest.Hint(name, keys.Keys)}; its keys are {string.Join(", ", keys.Keys)}");
            }

            read(value);
        }
    }

    internal GraphSyntaxException Fault(string message) => Fault(file, text, node.Start, message);

    /// <summary>Says what is wrong at a place of a file.</summary>
    internal static GraphSyntaxException Fault(string file, string text, Mark place, string message)
    {
        int position = (int)Math.Min(place.Index, text.Length);
        return new GraphSyntaxException(message, text, position).In(
            string.Create(CultureInfo.InvariantCulture, $"{file}:{place.Line}:{place.Column}"));
    }

    private GraphSyntaxException Expected(string wanted) => Fault(
        $"{(what.Length == 0 ? "a graph" : $"'{what}'")} is {wanted}; here is {Say(node)}");

    private static string Say(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: null or "" } => "nothing",
        YamlScalarNode => "a text",
        _ => "something else",
    };
}
