using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Standpipe.Cli.Language;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Standpipe.Cli.Planning;

/// <summary>Reads a graph from a YAML file; docs/graph.schema.json describes it.</summary>
internal static class GraphFile
{
    /// <summary>Gets the words of <c>exit-policy</c>.</summary>
    internal static IReadOnlyList<string> ExitPolicies { get; } = ["cause", "last", "any", "pipefail"];

    /// <summary>Gets the words of <c>early-close</c>, and what they mean.</summary>
    internal static IReadOnlyDictionary<string, GraphEarlyClosePolicy> EarlyClosePolicies { get; } = new Dictionary<string, GraphEarlyClosePolicy>
    {
        ["ok"] = GraphEarlyClosePolicy.Accept,
        ["warn"] = GraphEarlyClosePolicy.Warn,
        ["fail"] = GraphEarlyClosePolicy.Fail,
    };

    /// <summary>Reads a file into a request.</summary>
    /// <param name="path">The file; <c>-</c> is standard input.</param>
    /// <param name="request">What it adds to.</param>
    /// <returns>What it says of running the graph.</returns>
    /// <exception cref="GraphSyntaxException">It is not understood.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static GraphFileOptions Read(string path, GraphRequest request)
    {
        string text = Decode(path, path == "-" ? ReadInput() : File.ReadAllBytes(path));
        GraphFileOptions options = new();
        Parse(path, text)?.Map(Keys(request, options));
        return request.Pipelines.Count + request.Nodes.Count > 0
            ? options
            : throw FileNode.Fault(path, text, Mark.Empty, "there is nothing to run: a graph has a 'pipeline' or 'nodes'");
    }

    /// <summary>What a file's keys do.</summary>
    internal static IReadOnlyDictionary<string, Action<FileNode>> Keys(GraphRequest request, GraphFileOptions options) => new Dictionary<string, Action<FileNode>>
    {
        ["pipeline"] = value => request.AddPipeline(value.Source()),
        ["nodes"] = value => ReadNodes(value, request),
        ["edges"] = value => ReadEdges(value, request),
        ["capacity"] = value => request.Capacities.Add(new CapacityRequest(null, value.Parse(Quantity.ParseSize), value.Where)),
        ["meter"] = value => request.Meter |= value.Flag(),
        ["timeout"] = value => options.Timeout = value.Parse(Quantity.ParseTime),
        ["stall-timeout"] = value => options.StallTimeout = value.Parse(Quantity.ParseTime),
        ["kill-after"] = value => options.KillAfter = value.Parse(Quantity.ParseTime),
        ["exit-policy"] = value => options.ExitPolicy = ExitPolicies.Contains(value.Text())
            ? value.Text()
            : throw value.Fault($"'{value.Text()}' is no exit policy{Nearest.Hint(value.Text(), ExitPolicies)}; they are {string.Join(", ", ExitPolicies)}"),
        ["early-close"] = value => options.EarlyClose = EarlyClosePolicies.ContainsKey(value.Text())
            ? value.Text()
            : throw value.Fault($"'{value.Text()}' is nothing to make of an early close{Nearest.Hint(value.Text(), EarlyClosePolicies.Keys)}; it is {string.Join(", ", EarlyClosePolicies.Keys)}"),
    };

    /// <summary>What a node's keys do.</summary>
    internal static IReadOnlyDictionary<string, Action<FileNode>> Keys(NodeDraft node) => new Dictionary<string, Action<FileNode>>
    {
        ["command"] = value => node.Command = value.Source(),
        ["argv"] = value => node.Arguments = [.. value.List().Select(word => word.Text())],
        ["env"] = value => node.Environment.AddRange(value.Map().Select(entry => KeyValuePair.Create(entry.Key.Text(), entry.Value.Text()))),
        ["directory"] = value => node.Directory = value.Text(),
    };

    /// <summary>What an edge's keys do.</summary>
    internal static IReadOnlyDictionary<string, Action<FileNode>> Keys(EdgeDraft edge) => new Dictionary<string, Action<FileNode>>
    {
        ["from"] = value => edge.From = string.Join(", ", value.Texts()),
        ["to"] = value => edge.To = string.Join(", ", value.Texts()),
        ["capacity"] = value => edge.Capacity = value.Parse(Quantity.ParseSize),
        ["meter"] = value => edge.Meter = value.Flag(),
    };

    private static byte[] ReadInput()
    {
        using Stream input = Console.OpenStandardInput();
        using MemoryStream bytes = new();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Reads UTF-8. What is none would become another name than the one that was meant.</summary>
    private static string Decode(string path, byte[] bytes)
    {
        ReadOnlySpan<byte> content = bytes.AsSpan(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        char[] characters = new char[content.Length];
        if (Utf8.ToUtf16(content, characters, out _, out int good, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            return new string(characters, 0, good);
        }

        ReadOnlySpan<char> before = characters.AsSpan(0, good);
        throw FileNode.Fault(
            path, Encoding.UTF8.GetString(content), new Mark(good, before.Count('\n') + 1, good - before.LastIndexOf('\n')), "here are bytes that are not UTF-8");
    }

    private static FileNode? Parse(string path, string text)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            return stream.Documents.Count <= 1
                ? stream.Documents.Select(document => new FileNode(path, text, document.RootNode, string.Empty)).FirstOrDefault()
                : throw FileNode.Fault(path, text, stream.Documents[1].RootNode.Start, "a file has one graph, and here begins another document");
        }
        catch (YamlException exception)
        {
            throw FileNode.Fault(path, text, exception.Start, $"this is no YAML: {exception.Message}");
        }
    }

    private static void ReadNodes(FileNode nodes, GraphRequest request)
    {
        foreach ((FileNode key, FileNode value) in nodes.Map())
        {
            NodeDraft draft = new();
            if (value.IsText)
            {
                draft.Command = value.Source();
            }
            else
            {
                value.Map(Keys(draft));
            }

            request.Nodes.Add(draft.Make(key.Source(), value));
        }
    }

    private static void ReadEdges(FileNode edges, GraphRequest request)
    {
        foreach (FileNode edge in edges.List())
        {
            if (edge.IsText)
            {
                request.AddEdge(edge.Source());
            }
            else
            {
                EdgeDraft draft = new();
                edge.Map(Keys(draft));
                request.Edges.Add(draft.Make(edge));
            }
        }
    }
}
