using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Tests.Planning;

/// <summary>Plans of texts.</summary>
internal static class Plans
{
    /// <summary>The plan of a pipeline.</summary>
    internal static GraphPlan Of(string graph) => Of(graph, [], []);

    /// <summary>The plan of a pipeline, or none, with nodes (<c>NAME=command</c>) and edges.</summary>
    internal static GraphPlan Of(string? graph, string[] nodes, string[] edges) => PlanBuilder.Build(Request(graph, nodes, edges));

    internal static GraphRequest Request(string? graph, string[] nodes, string[] edges)
    {
        GraphRequest request = new();
        if (graph is not null)
        {
            request.AddPipeline(new SourceText(graph, string.Empty));
        }

        foreach (string node in nodes)
        {
            string[] parts = node.Split('=', 2);
            request.AddNode(new SourceText(parts[0], "--node"), new SourceText(parts[1], $"--node {parts[0]}"));
        }

        foreach (string edge in edges)
        {
            request.AddEdge(new SourceText(edge, "--edge"));
        }

        return request;
    }
}
