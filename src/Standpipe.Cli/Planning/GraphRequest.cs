using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>All that was said about a graph, on the command line and in a file.</summary>
internal sealed class GraphRequest
{
    /// <summary>Gets the pipelines, with their texts.</summary>
    internal List<(PipelineSyntax Syntax, SourceText Source)> Pipelines { get; } = [];

    /// <summary>Gets the named nodes.</summary>
    internal List<NodeRequest> Nodes { get; } = [];

    /// <summary>Gets the edges.</summary>
    internal List<EdgeRequest> Edges { get; } = [];

    /// <summary>Gets the capacities; a later one counts more.</summary>
    internal List<CapacityRequest> Capacities { get; } = [];

    /// <summary>Gets or sets whether every pipe's bytes are counted.</summary>
    internal bool Meter { get; set; }

    /// <summary>Adds a pipeline.</summary>
    /// <exception cref="GraphSyntaxException">It is not understood.</exception>
    internal void AddPipeline(SourceText source) => Pipelines.Add((Read(source, GraphParser.Parse), source));

    /// <summary>Adds a node.</summary>
    /// <exception cref="GraphSyntaxException">Its command is not understood.</exception>
    internal void AddNode(SourceText name, SourceText command) => Nodes.Add(new NodeRequest(name, Read(command, GraphParser.ParseCommand), command));

    /// <summary>Adds an edge.</summary>
    /// <exception cref="GraphSyntaxException">It is not understood.</exception>
    internal void AddEdge(SourceText source) => Edges.Add(new EdgeRequest(Read(source, EdgeParser.Parse), source.Where));

    /// <summary>Reads a text so that what is wrong with it says where it is.</summary>
    internal static T Read<T>(SourceText source, Func<string, T> parse)
    {
        try
        {
            return parse(source.Text);
        }
        catch (GraphSyntaxException exception) when (exception.Where.Length == 0)
        {
            throw exception.In(source.Where);
        }
    }
}
