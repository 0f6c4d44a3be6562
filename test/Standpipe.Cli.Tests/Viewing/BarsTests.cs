using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

public class BarsTests
{
    private static readonly ViewLook s_blocks = new(80, 24, true);
    private static readonly ViewLook s_ascii = new(80, 24, false);

    [Theory]
    [InlineData(0.0, "    ", "....")]
    [InlineData(0.03125, "▏   ", "....")]
    [InlineData(0.5, "██  ", "##..")]
    [InlineData(0.6, "██▍ ", "##..")]
    [InlineData(1.0, "████", "####")]
    [InlineData(7.0, "████", "####")]
    [InlineData(-1.0, "    ", "....")]
    [InlineData(double.NaN, "    ", "....")]
    public void Draw_Share_FillsItsPart(double share, string blocks, string ascii)
    {
        Assert.Equal(blocks, Bars.Draw(share, 4, s_blocks));
        Assert.Equal(ascii, Bars.Draw(share, 4, s_ascii));
    }

    [Fact]
    public void Draw_Unknown_IsEmpty() => Assert.Equal("    ", Bars.Draw(null, 4, s_blocks));

    [Fact]
    public void Spark_Values_AreHeightsAgainstTheGreatest()
    {
        Assert.Equal("▁▅█", Bars.Spark([0, 50, 100], 8, s_blocks));
        Assert.Equal("_+@", Bars.Spark([0, 50, 100], 8, s_ascii));
        Assert.Equal("▅█", Bars.Spark([0, 50, 100], 2, s_blocks));
        Assert.Equal("▁▁", Bars.Spark([0, 0], 8, s_blocks));
        Assert.Empty(Bars.Spark([], 8, s_blocks));
    }
}
