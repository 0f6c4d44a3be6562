using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Tests.Planning;

public class PlanBuilderTests
{
    [Theory]
    [InlineData("cat | cat | sort", "cat cat-2 sort")]
    [InlineData("/usr/bin/cat | ./cat-2 | cat", "cat cat-2 cat-3")]
    [InlineData("cat <(cat <(sort) | wc) | tee >(cat)", "cat cat-2 sort wc tee cat-3")]
    [InlineData("'a b/c d'", "c-d")]
    [InlineData("a/", "node")]
    public void Build_Nodes_AreNamedByTheirProgramsInOrder(string graph, string names) =>
        Assert.Equal(names, string.Join(' ', Build(graph).Nodes.Select(node => node.Name)));

    [Theory]
    [InlineData("a | b | c", "a.1->b.0; b.1->c.0")]
    [InlineData("a |& b", "a.1+a.2->b.0")]
    [InlineData("a 2>&1 >f | b", "a.2->b.0")]
    [InlineData("a >f | b", "nobody->b.0")]
    [InlineData("a | b <f", "a.1->nobody")]
    [InlineData("a <(b) >(c)", "b.1->a.63; a.62->c.0")]
    [InlineData("a | b <(c)", "a.1->b.0+c.0; c.1->b.63")]
    [InlineData("a >(b) | c", "a.1+b.1->c.0; a.63->b.0")]
    [InlineData("a 3> >(b) 4>&3", "a.3+a.4->b.0")]
    public void Build_Pipes_AreNamedByTheirEnds(string graph, string pipes) =>
        Assert.Equal(pipes, string.Join("; ", Build(graph).Pipes.Select(pipe => pipe.Name)));

    [Theory]
    [InlineData("a >&3", 2, 3, "descriptor 3 is not open here")]
    [InlineData("a 3>f 3>&- 4>&3", 11, 4, "descriptor 3 is not open here")]
    [InlineData("a 3>f | b 4<&3", 10, 4, "descriptor 3 is not open here")]
    [InlineData("a 3>f <(b >&3)", 10, 3, "descriptor 3 is not open here")]
    [InlineData("a | b >&- |& c", 4, 5, "'|&' takes standard error where the output goes")]
    [InlineData("a 2>&- < <(b)", 0, 13, "close it last")]
    public void Build_DescriptorThatIsNotOpen_IsRefused(string graph, int position, int length, string message)
    {
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => Build(graph));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal((position, length), (exception.Position, exception.Length));
    }

    [Fact]
    public void Build_TooManySubstitutions_IsRefused()
    {
        string most = "a " + string.Join(' ', Enumerable.Repeat("<(b)", 54));

        Assert.Equal("/dev/fd/10", Build(most).Nodes[0].Words[^1]);
        GraphSyntaxException exception = Assert.Throws<GraphSyntaxException>(() => Build(most + " <(b)"));
        Assert.Contains("too many", exception.Message, StringComparison.Ordinal);
    }

    private static GraphPlan Build(string graph) => Plans.Of(graph);
}
