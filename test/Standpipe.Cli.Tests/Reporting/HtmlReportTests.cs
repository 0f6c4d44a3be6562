using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Tests.Reporting;

public class HtmlReportTests
{
    public static TheoryData<string> Names => ["straight", "hostile", "unobserved", "observed"];

    [LinuxTheory("Chromium is the Linux machine's.", Timeout = 120_000)]
    [MemberData(nameof(Names))]
    public async Task Write_InABrowser_ShowsTheVerdictAndNoError(string name)
    {
        using Scratch scratch = new();
        RunRecord run = Run(name);

        (string document, string[] console) = await Browser.OpenAsync(scratch.Write("report.html", Text(run)));

        Assert.Contains($"<h1>{Verdict.Say(run)}</h1>", document, StringComparison.Ordinal);
        Assert.Empty(console);
        Assert.DoesNotMatch("<(script|img|i|b)[ >]", document);
        Assert.Equal(run.Edges.Count > 0, document.Contains("id=\"graph-title\"", StringComparison.Ordinal));
    }

    [LinuxFact("Chromium is the Linux machine's.", Timeout = 120_000)]
    public async Task Browser_PageWithAnError_TellsIt()
    {
        // Or the test above would hold of any page.
        using Scratch scratch = new();

        (_, string[] console) = await Browser.OpenAsync(scratch.Write("bad.html", "<!DOCTYPE html><script>nothing()</script>"));

        Assert.Contains(console, line => line.Contains("nothing is not defined", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_ForeignText_IsEscaped()
    {
        string page = Text(Runs.Hostile);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onload=", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page, character => char.IsControl(character) && character != '\n');
        foreach (int number in (int[])[1, 2, 4, 6])
        {
            Assert.Contains($"&lt;script&gt;alert({number})&lt;/script&gt;", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Drawings_AreWellFormedAndNamed(string name)
    {
        foreach (Match drawing in Regex.Matches(Text(Run(name)), "<svg.*?</svg>", RegexOptions.Singleline))
        {
            XElement svg = XElement.Parse(drawing.Value);

            Assert.True(svg.Attribute("aria-hidden") is not null || (svg.Element("title") is not null && svg.Element("desc") is not null), drawing.Value);
            Assert.DoesNotMatch("NaN|Infinity", drawing.Value);
        }
    }

    [Fact]
    public void Write_Page_NeedsNothingElse()
    {
        string page = Text(Runs.Straight);

        Assert.DoesNotMatch("https?://|src=|href=|@import", page);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Ids_AreUnique()
    {
        string[] ids = [.. Regex.Matches(Text(Runs.Hostile), " id=\"([^\"]*)\"").Select(match => match.Groups[1].Value)];
        string[] used = [.. Regex.Matches(Text(Runs.Hostile), "url\\(#([^)]*)\\)").Select(match => match.Groups[1].Value).Distinct()];

        Assert.Equal(ids.Distinct(), ids);
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(ids));
    }

    [Fact]
    public void Write_Run_HasItsFigures()
    {
        string page = Text(Runs.Straight);

        Assert.Contains("<h1>zstd was the bottleneck (processor), 93 % of the time.</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Let it use more processors: zstd -T0.", page, StringComparison.Ordinal);
        Assert.Contains("<strong>Failed, exit 255.</strong> ssh exited with 255", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"words\">SIGPIPE (its reader had finished)</td>", page, StringComparison.Ordinal);
        Assert.Contains("tar.1-&gt;zstd.0 was full 93% of the time.", page, StringComparison.Ordinal);
        Assert.Contains("tar, blocked writing: 95%", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NotObserved_SaysSo()
    {
        string page = Text(Runs.Unobserved);

        Assert.Contains("<h1>No bottleneck is known: the run was not observed.</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Where the time went", page, StringComparison.Ordinal);
        Assert.DoesNotContain("over time</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>processor time</dt><dd>-</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Observed_TellsNoEnd()
    {
        string page = Text(Runs.Observed);

        Assert.Contains("<h1>zstd was the bottleneck (processor), 93 % of the time.</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<p>Observed; how the stages end is not known.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>result</dt><dd>unknown</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>processor time</dt><dd>-</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("exit 0", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"failed\"", page, StringComparison.Ordinal);

        // Exit, wall time, user and system time; then what was seen; then peak memory.
        Assert.Matches(
            "<th scope=\"row\">zstd \\(bottleneck\\)</th><td class=\"words\">-</td>\\s*<td>-</td><td>-</td>\\s*<td>0.126 s</td><td>0.000 s</td><td>0.420 s</td>\\s*<td>-</td><td>5.31 GiB</td>", page);
        Assert.Equal(2, Regex.Count(page, "<td class=\"words\">estimate</td>"));
        Assert.Contains("over time</h2>", page, StringComparison.Ordinal);
    }

    private static RunRecord Run(string name) => name switch
    {
        "straight" => Runs.Straight,
        "hostile" => Runs.Hostile,
        "observed" => Runs.Observed,
        _ => Runs.Unobserved,
    };

    private static string Text(RunRecord run) => Encoding.UTF8.GetString(HtmlReport.Write(run));
}
