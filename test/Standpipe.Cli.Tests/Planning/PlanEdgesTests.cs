using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Tests.Planning;

public class PlanEdgesTests
{
    private static readonly string[] s_nodes = ["A=a", "B=b 2>f", "C.x=c"];

    [Theory]
    [InlineData("A -> B", "A.1->B.0")]
    [InlineData("A.2 -> B.3", "A.2->B.3")]
    [InlineData("A -> C.x", "A.1->C.x.0")]
    [InlineData("C.x.1 -> A", "C.x.1->A.0")]
    [InlineData("A, B -> C.x", "A.1+B.1->C.x.0")]
    [InlineData("A -> B, C.x.4", "A.1->B.0; A.1->C.x.4")]
    [InlineData("A -> A", "A.1->A.0")]
    public void Build_Edge_IsAPipe(string edge, string pipes) =>
        Assert.Equal(pipes, string.Join("; ", Plans.Of(null, s_nodes, [edge]).Pipes.Select(pipe => pipe.Name)));

    [Fact]
    public void Build_Cycle_IsAGraph() =>
        Assert.Equal("A.1->B.0; B.1->A.0", string.Join("; ", Plans.Of(null, s_nodes, ["A -> B", "B -> A"]).Pipes.Select(pipe => pipe.Name)));

    [Fact]
    public void Build_EdgeFromAPipelinesNode_IsAPipe()
    {
        GraphPlan plan = Plans.Of("x | y <(z)", s_nodes, ["x.2 -> A", "z.2 -> B"]);

        Assert.Equal(["x.1->y.0+z.0", "x.2->A.0", "z.1->y.63", "z.2->B.0"], plan.Pipes.Select(pipe => pipe.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Build_EdgeBeforeRedirections_IsWhatTheyCopy()
    {
        GraphPlan plan = Plans.Of(null, ["A=a 2>&1 3>&1", "B=b"], ["A -> B"]);

        Assert.Equal("A.1+A.2+A.3->B.0", Assert.Single(plan.Pipes).Name);
    }

    [Fact]
    public void Build_FileEdges_AreOpenedAsRedirectionsAre()
    {
        GraphPlan plan = Plans.Of(null, ["A=a", "B=b"], ["file:in -> A", "A, B -> append:out", "B.2 -> file:err"]);

        PlanNode a = plan.Nodes[0];
        PlanNode b = plan.Nodes[1];
        Assert.Equal([("in", RedirectKind.Read), ("out", RedirectKind.Append)], a.Files.Select(file => (file.Path, file.Kind)));
        Assert.Equal([("err", RedirectKind.Create)], b.Files.Select(file => (file.Path, file.Kind)));
        Assert.Same(a.Descriptors[1], b.Descriptors[1]);
        Assert.Empty(plan.Pipes);
    }

    [Fact]
    public void Build_FanOut_IsARelay()
    {
        PlanRelay relay = Assert.Single(Plans.Of(null, s_nodes, ["A -> B, file:x, C.x [capacity=1M]"]).Relays);

        Assert.Equal(["A.1->B.0", "A.1->C.x.0"], relay.Branches.Select(branch => branch.Name));
        Assert.Equal(["x"], relay.Files.Select(file => file.Path));
        Assert.All(relay.Branches, branch => Assert.Equal(1 << 20, branch.Capacity));
    }

    [Theory]
    [InlineData("A -> D", 5, "there is no node 'D'")]
    [InlineData("D.1 -> A", 0, "there is no node 'D'")]
    [InlineData("A -> a", 5, "did you mean 'A'?")]
    [InlineData("A.x -> B", 0, "'x' is no descriptor")]
    [InlineData("A.10 -> B", 0, "descriptors 0 to 9")]
    [InlineData("A -> B.2", 5, "the command of B redirects descriptor 2 itself")]
    [InlineData("A.1, B.1 -> C.x, A", 17, "either several write or several read")]
    [InlineData("file:x -> file:y", 10, "nothing to run")]
    [InlineData("append:x -> A", 0, "'append:' is for writing")]
    [InlineData("file:x, B -> A", 0, "a reader's only source")]
    [InlineData("A -> file:x [meter]", 12, "a file has no pipe")]
    [InlineData("A -> file:x, file:y [capacity=1M]", 20, "a file has no pipe")]
    [InlineData("file:x -> A [capacity=1M]", 12, "a file has no pipe")]
    [InlineData("A, A -> B", 3, "A.1 is joined twice")]
    public void Build_EdgeThatCannotBe_IsShown(string edge, int position, string message) =>
        AssertRefused(null, [edge], position, message);

    [Theory]
    [InlineData("A -> B", "C.x -> B", 7, "B.0 is fed twice: several may write into one pipe, 'A.1, B.1 -> B.0'")]
    [InlineData("A -> B", "A -> C.x", 0, "A.1 is joined twice: several may read what it writes, 'A.1 -> A.0, B.0'")]
    [InlineData("A -> file:x", "A -> B", 0, "A.1 is joined twice")]
    [InlineData("file:x -> A", "B -> A", 5, "A.0 is fed twice")]
    public void Build_DescriptorOfTwoEdges_IsShownInTheSecond(string first, string second, int position, string message) =>
        AssertRefused(null, [first, second], position, message);

    [Theory]
    [InlineData("x | y", "x -> A", 0, "x.1 is joined by the pipeline already")]
    [InlineData("x | y", "A -> y", 5, "y.0 is joined by the pipeline already")]
    [InlineData("x <(y)", "y -> A", 0, "y.1 is joined by the pipeline already")]
    [InlineData("x |& y", "x.2 -> A", 0, "the command of x redirects descriptor 2 itself")]
    public void Build_DescriptorOfThePipeline_IsTaken(string graph, string edge, int position, string message) =>
        AssertRefused(graph, [edge], position, message);

    [Theory]
    [InlineData("A=a", "A=b", "there is a node 'A' already")]
    [InlineData("A=a", "b c=b", "'b c' is no name of a node")]
    [InlineData("A=a", "=b", "a node's name is empty")]
    [InlineData("A=a", "B=a | b", "a node is one command")]
    [InlineData("A=a", "B=a $x", "sh would expand '$'")]
    [InlineData("A=a", "B=a 3>&4", "descriptor 4 is not open here")]
    public void Build_NodeThatCannotBe_IsShown(string first, string second, string message)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => Plans.Of(null, [first, second], []));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("--node", exception.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_NamedNode_TakesTheNameBeforeAnyProgram()
    {
        GraphPlan plan = Plans.Of("cat | sort", ["cat=cat", "cat-2=cat"], []);

        Assert.Equal(["cat-3", "sort", "cat", "cat-2"], plan.Nodes.Select(node => node.Name));
    }

    private static void AssertRefused(string? graph, string[] edges, int position, string message)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => Plans.Of(graph, s_nodes, edges));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal((edges[^1], position, "--edge"), (exception.Text, exception.Position, exception.Where));
    }
}
