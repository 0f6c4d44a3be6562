using System.Text.Json;
using System.Text.RegularExpressions;

namespace Standpipe.Cli.Tests.Language;

public class QuantityTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("4096", 4096)]
    [InlineData("4096B", 4096)]
    [InlineData("64K", 65536)]
    [InlineData("64k", 65536)]
    [InlineData("64KiB", 65536)]
    [InlineData("1M", 1048576)]
    [InlineData("3mib", 3145728)]
    [InlineData("1G", 1073741824)]
    [InlineData("1GiB", 1073741824)]
    [InlineData("007", 7)]
    [InlineData("2147483647", int.MaxValue)]
    public void ParseSize_Size_IsBytes(string text, int expected) => Assert.Equal(expected, Quantity.ParseSize(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0K")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("K")]
    [InlineData("1.5K")]
    [InlineData("1 K")]
    [InlineData(" 1")]
    [InlineData("1KB")]
    [InlineData("1T")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("١")]
    [InlineData("2G")]
    [InlineData("2147483648")]
    [InlineData("2097152K")]
    [InlineData("9223372036854775807G")]
    [InlineData("99999999999999999999999999")]
    public void ParseSize_Nonsense_IsNamed(string text)
    {
        FormatException exception = Assert.Throws<FormatException>(() => Quantity.ParseSize(text));

        Assert.StartsWith($"'{text}' is not a size", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("5", 5000)]
    [InlineData("5s", 5000)]
    [InlineData("1.5", 1500)]
    [InlineData("1.5s", 1500)]
    [InlineData(".5", 500)]
    [InlineData("500ms", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1193h", 4_294_800_000)]
    public void ParseTime_Time_IsTime(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Quantity.ParseTime(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("1.2.3")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("1d")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1194h")]
    [InlineData("99999999999999999999")]
    [InlineData("1us")]
    public void ParseTime_Nonsense_IsNamed(string text)
    {
        FormatException exception = Assert.Throws<FormatException>(() => Quantity.ParseTime(text));

        Assert.StartsWith($"'{text}' is not a time", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseTime_NumberBeyondDouble_IsNamed() =>
        Assert.Throws<FormatException>(() => Quantity.ParseTime(new string('9', 400)));

    [Theory]
    [InlineData("size", nameof(ParseSize_Size_IsBytes), nameof(ParseSize_Nonsense_IsNamed), 5)]
    [InlineData("time", nameof(ParseTime_Time_IsTime), nameof(ParseTime_Nonsense_IsNamed), 2)]
    public void Schema_Pattern_TakesWhatIsRead(string kind, string good, string bad, int tooLarge)
    {
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "graph.schema.json")));
        string pattern = schema.RootElement.GetProperty("$defs").GetProperty(kind).GetProperty("pattern").GetString()!;

        Assert.All(Texts(good), text => Assert.Matches(pattern, text));

        // Of what is refused, a pattern cannot tell numbers that are too large.
        Assert.Equal(tooLarge, Texts(bad).Count(text => Regex.IsMatch(text, pattern)));
    }

    [Theory]
    [InlineData(0, "0.000 s")]
    [InlineData(1234, "1.234 s")]
    [InlineData(99_999, "99.999 s")]
    [InlineData(100_000, "100.0 s")]
    [InlineData(7_200_000, "7200.0 s")]
    public void Say_Time_IsBrief(int milliseconds, string expected) =>
        Assert.Equal(expected, Quantity.Say(TimeSpan.FromMilliseconds(milliseconds)));

    /// <summary>Gives the texts that another test reads.</summary>
    private static string[] Texts(string test) =>
        [.. typeof(QuantityTests).GetMethod(test)!.GetCustomAttributes(inherit: false).OfType<InlineDataAttribute>().Select(row => (string)row.Data[0]!)];
}
