using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

public class FlowOrderTests
{
    [Theory]
    [InlineData("a b c", "a>b b>c", "a b c")]
    [InlineData("c b a", "a>b b>c", "a b c")]
    [InlineData("join left right tee", "tee>left tee>right left>join right>join", "tee left right join")]
    [InlineData("a b", "a>b b>a", "a b")]
    [InlineData("a b c", "b>c c>b a>b", "a b c")]
    [InlineData("a", "a>a", "a")]
    [InlineData("b a", "outside>a a>b", "a b")]
    public void Sort_Graph_PutsWritersFirst(string stages, string edges, string expected)
    {
        (string, string)[] pairs = [.. edges.Split(' ').Select(edge => (edge.Split('>')[0], edge.Split('>')[1]))];

        Assert.Equal(expected, string.Join(' ', FlowOrder.Sort(stages.Split(' '), pairs)));
    }
}
