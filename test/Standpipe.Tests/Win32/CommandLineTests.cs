using System.Text;
using Standpipe.Platform;

namespace Standpipe.Tests.Win32;

/// <summary>Between command lines and arguments. The contract suite asks the system's own functions the same.</summary>
public sealed class CommandLineTests
{
    private const int RandomLists = 20_000;
    private const string Alphabet = "\"\"\"\\\\\\  \tab";

    [Theory]
    [InlineData("p", new[] { "p" })]
    [InlineData("", new[] { "" })]
    [InlineData("p a  b\tc ", new[] { "p", "a", "b", "c" })]
    [InlineData("\"a b\" \"c d\"", new[] { "a b", "c d" })]
    [InlineData("a\\\" b\"", new[] { "a\\ b" })]
    [InlineData("p a\\\"b", new[] { "p", "a\"b" })]
    [InlineData("p a\\\\\"b c\"", new[] { "p", "a\\b c" })]
    [InlineData("p a\\b\\\\c\\", new[] { "p", "a\\b\\\\c\\" })]
    [InlineData("p \"a\"\"b\" c", new[] { "p", "a\"b", "c" })]
    [InlineData("p \"\"\"a b\"\"\" c", new[] { "p", "\"a b\"", "c" })]
    [InlineData("p \"\" x", new[] { "p", "", "x" })]
    [InlineData("p \"open end", new[] { "p", "open end" })]
    public void SplitAsRuntime_Case_FollowsTheCRuntime(string line, string[] arguments) =>
        Assert.Equal(arguments, CommandLine.SplitAsRuntime(line));

    [Theory]
    [InlineData("p \"a\"\"b c\" d", new[] { "p", "a\"b", "c d" })]
    [InlineData("p \"a\"\"\"b c\" d", new[] { "p", "a\"b c", "d" })]
    [InlineData("\"a\"b c", new[] { "a", "b", "c" })]
    public void SplitAsShell_DoubledQuote_EndsTheQuotes(string line, string[] arguments) =>
        Assert.Equal(arguments, CommandLine.SplitAsShell(line));

    [Fact]
    public void Join_AnyArguments_ComeBackByBothRules()
    {
        Random random = new(20261123);
        for (int round = 0; round < RandomLists; round++)
        {
            List<string> arguments = ["program", .. Enumerable.Range(0, random.Next(5)).Select(_ => Draw(random))];

            string line = CommandLine.Join(arguments);

            Assert.Equal(arguments, CommandLine.SplitAsRuntime(line));
            Assert.Equal(arguments, CommandLine.SplitAsShell(line));
        }
    }

    [Fact]
    public void Join_ProgramWithBlanks_IsQuoted() =>
        Assert.Equal(["/a dir/prog", "x"], CommandLine.SplitAsRuntime(CommandLine.Join(["/a dir/prog", "x"])));

    private static string Draw(Random random)
    {
        StringBuilder text = new();
        for (int length = random.Next(8); length > 0; length--)
        {
            _ = text.Append(Alphabet[random.Next(Alphabet.Length)]);
        }

        return text.ToString();
    }
}
