using System.Text.Json;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Tests.Planning;

public class GraphFileTests
{
    [Fact]
    public void Read_WholeGraph_IsTaken()
    {
        (GraphPlan plan, GraphFileOptions options) = Read("""
            # A comment.
            nodes:
              source: tar c /srv 2>log
              pack:
                argv: [zstd, "-6", "it's $HOME"]
                env: {LEVEL: 6}
                directory: /tmp
              sum: {command: A=1 sha256sum, env: {B: 2}}
            edges:
              - source -> pack, sum [capacity=1M]
              - from: pack
                to: file:out.zst
              - {from: sum.1, to: append:sums}
            capacity: 64K
            timeout: 1h
            stall-timeout: 1m
            kill-after: 2s
            exit-policy: pipefail
            early-close: fail
            """);

        Assert.Equal(["source", "pack", "sum"], plan.Nodes.Select(node => node.Name));
        Assert.Equal(["zstd", "-6", "it's $HOME"], plan.Nodes[1].Words);
        Assert.Equal("/tmp", plan.Nodes[1].Directory);
        Assert.Equal([new("LEVEL", "6")], plan.Nodes[1].Syntax.Assignments);
        Assert.Equal([new("A", "1"), new("B", "2")], plan.Nodes[2].Syntax.Assignments);
        Assert.Equal(["source.1->pack.0", "source.1->sum.0"], plan.Pipes.Select(pipe => pipe.Name));
        Assert.All(plan.Pipes, pipe => Assert.Equal(1 << 20, pipe.Capacity));
        Assert.Equal(
            (TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), "pipefail", "fail"),
            (options.Timeout, options.StallTimeout, options.KillAfter, options.ExitPolicy, options.EarlyClose));
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreShown()
    {
        using Scratch scratch = new();
        string file = scratch.In("graph.yaml");
        File.WriteAllBytes(file, [.. "nodes:\n  A: cat 'ä"u8, 0xE4, .. "'\n"u8]);

        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => GraphFile.Read(file, new GraphRequest()));

        Assert.Equal(($"{file}:2:12", "here are bytes that are not UTF-8"), (exception.Where, exception.Message));
    }

    [Fact]
    public void Read_ByteOrderMark_IsNoPartOfTheText()
    {
        using Scratch scratch = new();
        string file = scratch.In("graph.yaml");
        File.WriteAllBytes(file, [0xEF, 0xBB, 0xBF, .. "pipeline: ä"u8]);
        GraphRequest request = new();

        _ = GraphFile.Read(file, request);

        Assert.Equal("ä", request.Pipelines[0].Source.Text);
    }

    [Theory]
    [InlineData("{from: A, to: 'file:x', capacity: 1M}")]
    [InlineData("{from: A, to: 'file:x', meter: true}")]
    [InlineData("{from: A, to: ['file:x', 'file:y'], capacity: 1M}")]
    [InlineData("{from: 'file:x', to: A, capacity: 1M}")]
    public void Read_PipesAttributeOfAFile_IsRefused(string edge)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => Read($"nodes: {{A: cat}}\nedges: [{edge}]\n"));

        Assert.StartsWith("a file has no pipe", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Picture());
    }

    [Fact]
    public void Read_PipelineWithEdges_IsOneGraph()
    {
        (GraphPlan plan, _) = Read("""
            pipeline: |
              make -j4 |
              sort
            nodes: {log: cat}
            edges: [make.2 -> log]
            meter: true
            capacity: 4K
            """);

        Assert.Equal(["make.2->log.0", "make.1->sort.0"], plan.Pipes.Select(pipe => pipe.Name));
        Assert.All(plan.Pipes, pipe => Assert.Equal((4096, true), (pipe.Capacity, pipe.Meter)));
    }

    [Fact]
    public void Read_EdgeOfSeveralEnds_IsWrittenAsAList()
    {
        (GraphPlan plan, _) = Read("""
            nodes: {a: a, b: b, c: c}
            edges:
              - from: [a, b.2]
                to: c
                capacity: 8K
                meter: true
            """);

        PlanPipe pipe = Assert.Single(plan.Pipes);
        Assert.Equal(("a.1+b.2->c.0", 8192, true), (pipe.Name, pipe.Capacity, pipe.Meter));
    }

    [Theory]
    [InlineData("", "1:1", "there is nothing to run")]
    [InlineData("timeout: 1s", "1:1", "there is nothing to run")]
    [InlineData("- a", "1:1", "a graph is a mapping; here is a list")]
    [InlineData("nodes: [a]", "1:8", "'nodes' is a mapping; here is a list")]
    [InlineData("nodes:\n", "1:7", "'nodes' is a mapping; here is nothing")]
    [InlineData("node: {a: a}", "1:1", "'node' is no key of the graph; did you mean 'nodes'?")]
    [InlineData("nodes:\n  a:\n    comand: x", "3:5", "'comand' is no key of nodes.a; did you mean 'command'?; its keys are command, argv, env, directory")]
    [InlineData("nodes:\n  a: {env: {}}", "2:6", "a node has a 'command' or an 'argv'")]
    [InlineData("nodes:\n  a: {command: x, argv: [x]}", "2:6", "not both")]
    [InlineData("nodes:\n  a: {argv: []}", "2:6", "'argv' begins with a program")]
    [InlineData("nodes:\n  a: {argv: x}", "2:13", "'nodes.a.argv' is a list; here is a text")]
    [InlineData("nodes:\n  a: {argv: [[x]]}", "2:14", "'nodes.a.argv[0]' is a text; here is a list")]
    [InlineData("nodes:\n  a: {command: x, env: {B=: 1}}", "2:6", "'B=' is no name of a variable")]
    [InlineData("nodes:\n  a b: x", "2:3", "'a b' is no name of a node")]
    [InlineData("nodes:\n  a: x $y", "2:6", "sh would expand '$'")]
    [InlineData("nodes: {a: a}\nedges: a -> a", "2:8", "'edges' is a list; here is a text")]
    [InlineData("nodes: {a: a}\nedges:\n  - a - a", "3:5", "'->' is missing here")]
    [InlineData("nodes: {a: a}\nedges:\n  - a -> b", "3:5", "there is no node 'b'")]
    [InlineData("nodes: {a: a}\nedges:\n  - {from: a}", "3:5", "this edge has no 'to'")]
    [InlineData("nodes: {a: a}\nedges:\n  - {to: a}", "3:5", "this edge has no 'from'")]
    [InlineData("nodes: {a: a}\nedges:\n  - {from: a, to: a, meter: yes}", "3:29", "'edges[0].meter' is true or false")]
    [InlineData("nodes: {a: a}\ncapacity: lots", "2:11", "'lots' is not a size")]
    [InlineData("nodes: {a: a}\ntimeout: soon", "2:10", "'soon' is not a time")]
    [InlineData("nodes: {a: a}\nexit-policy: pipefial", "2:14", "did you mean 'pipefail'?")]
    [InlineData("nodes: {a: a}\nearly-close: wran", "2:14", "did you mean 'warn'?")]
    [InlineData("nodes: {a: a}\n---\nnodes: {b: b}", "3:1", "another document")]
    [InlineData("nodes: {a: a, a: b}", "1:15", "this is no YAML")]
    [InlineData("nodes: {a: 'b", "1:12", "this is no YAML")]
    public void Read_Mistake_IsShownWithItsPlace(string text, string place, string message)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => Read(text));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($"graph.yaml:{place}", exception.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "graph")]
    [InlineData("node", "node")]
    [InlineData("edge", "edge")]
    public void Schema_Keys_AreThoseThatAreRead(string definition, string reader)
    {
        IEnumerable<string> read = reader switch
        {
            "node" => GraphFile.Keys(new NodeDraft()).Keys,
            "edge" => GraphFile.Keys(new EdgeDraft()).Keys,
            _ => GraphFile.Keys(new GraphRequest(), new GraphFileOptions()).Keys,
        };
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "graph.schema.json")));
        JsonElement part = definition.Length == 0 ? schema.RootElement : schema.RootElement.GetProperty("$defs").GetProperty(definition);

        Assert.Equal(read.Order(StringComparer.Ordinal), part.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.False(part.GetProperty("additionalProperties").GetBoolean());
    }

    [Theory]
    [InlineData("exit-policy")]
    [InlineData("early-close")]
    public void Schema_Policies_AreThoseThatAreRead(string key)
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "graph.schema.json")));

        Assert.Equal(
            key == "exit-policy" ? GraphFile.ExitPolicies : GraphFile.EarlyClosePolicies.Keys,
            schema.RootElement.GetProperty("properties").GetProperty(key).GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
    }

    private static (GraphPlan Plan, GraphFileOptions Options) Read(string text)
    {
        using Scratch scratch = new();
        GraphRequest request = new();
        GraphFileOptions options = GraphFile.Read(scratch.Write("graph.yaml", text), request);
        return (PlanBuilder.Build(request), options);
    }
}
