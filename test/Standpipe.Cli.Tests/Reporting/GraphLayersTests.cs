using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Tests.Reporting;

public class GraphLayersTests
{
    [Theory]
    [InlineData("a b c", "a>b b>c", "a|b|c")]
    [InlineData("a b c d", "a>b a>c b>d c>d", "a|b c|d")]
    [InlineData("a b", "a>b b>a", "a|b")]
    [InlineData("a", "a>a", "a")]
    [InlineData("a b c", "a>b b>c a>c", "a|b *|c")]
    [InlineData("a b c d", "a>d b>c", "a b|d c")]
    public void Layers_Graph_GoFromLeftToRight(string nodes, string edges, string expected)
    {
        GraphLayers layers = new(nodes.Split(' '), [.. edges.Split(' ').Select(edge => (edge.Split('>')[0], edge.Split('>')[1]))]);

        Assert.Equal(expected, string.Join('|', layers.Layers.Select(layer => string.Join(' ', layer.Select(name => name[0] == '\0' ? "*" : name)))));
    }

    [Fact]
    public void Ways_LongEdge_PassesEveryLayer()
    {
        GraphLayers layers = new(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]);

        Assert.Equal(4, layers.Ways[3].Count);
        Assert.Equal([0, 1, 2, 3], layers.Ways[3].Select(layers.LayerOf));
    }
}
