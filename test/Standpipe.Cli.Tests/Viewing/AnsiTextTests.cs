using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

public class AnsiTextTests
{
    private static readonly ViewLook s_look = new(80, 24, true);

    [Fact]
    public void Render_Styles_AreEscapeSequences()
    {
        using AnsiText ansi = new(new Dictionary<string, string> { ["TERM"] = "xterm-256color" });

        string text = ansi.Render(new StyledLine(s_look).Add("plain ").Add("hot", ViewStyles.Bottleneck));

        Assert.StartsWith("plain \e[", text, StringComparison.Ordinal);
        Assert.Contains("hot", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("1", false)]
    [InlineData("0", false)]
    public void Render_NoColor_HasNone(string? noColor, bool hasColor)
    {
        Dictionary<string, string> environment = new() { ["TERM"] = "xterm-256color" };
        if (noColor is not null)
        {
            environment["NO_COLOR"] = noColor;
        }

        using AnsiText ansi = new(environment);

        string text = ansi.Render(new StyledLine(s_look).Add("plain ").Add("cpu", ViewStyles.Processor));

        Assert.Equal(hasColor, System.Text.RegularExpressions.Regex.IsMatch(text, @"\e\[([0-9]+;)*(3[0-9]|4[0-9]|9[0-9])"));
    }

    [Fact]
    public void Render_LineAsWideAsTheTerminal_IsNotWrapped()
    {
        using AnsiText ansi = new(new Dictionary<string, string> { ["TERM"] = "xterm" });

        Assert.Equal(new string('x', 80), ansi.Render(new StyledLine(s_look).Add(new string('x', 80))));
    }

    [Theory]
    [InlineData("a\u202Eb\u2066c", true, "a?b?c")]
    [InlineData("a\e[1m\tb\nc", true, "a?[1m b c")]
    [InlineData("\u00E4\U0001F600", true, "\u00E4\U0001F600")]
    [InlineData("\u00E4\U0001F600", false, "??")]
    public void Clean_Text_ShowsWhatOnlyShowsItself(string text, bool unicode, string clean) => Assert.Equal(clean, StyledLine.Clean(text, unicode));
}
