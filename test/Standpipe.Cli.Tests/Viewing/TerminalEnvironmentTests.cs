using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

public class TerminalEnvironmentTests
{
    [Theory]
    [InlineData("", "", "C.UTF-8", true)]
    [InlineData("", "", "en_US.utf8", true)]
    [InlineData("", "", "C", false)]
    [InlineData("", "", "", false)]
    [InlineData("C", "C.UTF-8", "C.UTF-8", false)]
    [InlineData("", "C", "C.UTF-8", false)]
    [InlineData("C.UTF-8", "C", "C", true)]
    public void HasUnicode_Locale_FirstThatIsSetDecides(string all, string characters, string lang, bool expected) => Assert.Equal(
        expected, TerminalEnvironment.HasUnicode(new Dictionary<string, string> { ["LC_ALL"] = all, ["LC_CTYPE"] = characters, ["LANG"] = lang }));

    [Theory]
    [InlineData("xterm", true)]
    [InlineData("linux", true)]
    [InlineData("dumb", false)]
    [InlineData("", false)]
    public void CanDraw_Terminal_HasToMoveItsCursor(string term, bool expected) =>
        Assert.Equal(expected, TerminalEnvironment.CanDraw(new Dictionary<string, string> { ["TERM"] = term }));
}
