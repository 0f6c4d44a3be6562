using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Tests.Reporting;

public class SummaryTableTests
{
    [Fact]
    public void Make_ObservedRun_HasEverything()
    {
        string[] expected =
        [
            "stage  exit                                   wall       cpu  blocked in  blocked out  cpu wait  peak memory        in       out  command",
            "tar    SIGPIPE (its reader had finished)  42.000 s   1.680 s     0.000 s     39.900 s   0.420 s     14.0 MiB  5.31 GiB  1.02 GiB  tar c /srv",
            "zstd   0                                  42.000 s  41.160 s     0.126 s      0.000 s   0.420 s     14.0 MiB  5.31 GiB  1.02 GiB  zstd -6",
            "ssh    255                                42.000 s   0.840 s    39.480 s      0.000 s   0.420 s     14.0 MiB  5.31 GiB  1.02 GiB  ssh nas",
            "edge              bytes               rate  fill  full  empty  capacity",
            "tar.1->zstd.0  5.31 GiB  exact   129 MiB/s   96%   93%     0%    64 KiB",
            "zstd.1->ssh.0  1.02 GiB  exact  24.7 MiB/s    1%    0%    97%    64 KiB",
            "bottleneck: zstd was the bottleneck (processor), 93 % of the time.",
            "why: zstd used a whole processor while its input was full and its output empty.",
            "hint: Let it use more processors: zstd -T0.",
            "cause: ssh exited with 255 after 41.0 s; tar and zstd then lost their reader",
        ];

        Assert.Equal(expected, SummaryTable.Make(Runs.Straight));
    }

    [Fact]
    public void Make_NotObserved_LeavesOutWhatIsNotKnown()
    {
        IReadOnlyList<string> lines = SummaryTable.Make(Runs.Unobserved);

        Assert.Equal("stage  exit                                   wall  command", lines[0]);
        Assert.Equal("edge           capacity", lines[4]);
        Assert.DoesNotContain(lines, line => line.Contains("bottleneck", StringComparison.Ordinal));
    }

    [Fact]
    public void Make_ForeignText_IsOneSafeLine()
    {
        IReadOnlyList<string> lines = SummaryTable.Make(Runs.Hostile);

        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.Contains("warning: <script>alert(6)</script>", lines);
    }

    [Fact]
    public void Make_SampleOfThePage_HasTheSameColumnsAndLines()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "view.md")).ReplaceLineEndings("\n");
        string[] sample = page[page.IndexOf("\nstage  ", StringComparison.Ordinal)..].Trim().Split("\n```")[0].Split('\n');
        string[] made = [.. SummaryTable.Make(Runs.Straight)];

        Assert.Equal(Columns(made[0]), Columns(sample[0]));
        Assert.Equal(Columns(made[4]), Columns(sample[4]));
        Assert.All((int[])[1, 2, 3], line => Assert.Equal(Columns(made[line]).Length, Columns(sample[line]).Length));
        Assert.All((int[])[5, 6], line => Assert.Equal(Columns(made[line]).Length, Columns(sample[line]).Length));
        Assert.Equal(["bottleneck", "why", "hint"], sample[7..].Select(line => line.Split(':')[0]));
        Assert.Equal(made[7..10].Select(line => line.Split(':')[0]), sample[7..].Select(line => line.Split(':')[0]));

        // Columns have two blanks or more between them.
        static string[] Columns(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [Theory]
    [InlineData("exited", 3, null, null, "3")]
    [InlineData("signaled", null, 9, "SIGKILL", "SIGKILL")]
    [InlineData("stopped", null, 15, "SIGTERM", "SIGTERM")]
    [InlineData("early-close", 141, null, null, "exit 141 (its reader had finished)")]
    [InlineData("early-close", null, 13, "SIGPIPE", "SIGPIPE (its reader had finished)")]
    [InlineData("lost-reader", null, 13, "SIGPIPE", "SIGPIPE (its reader had failed)")]
    [InlineData("unknown", null, null, null, "-")]
    [InlineData("signaled", null, 64, null, "signal 64")]
    [InlineData("exited", unchecked((int)0xC000013A), null, null, "0xC000013A")]
    public void SayExit_Kind_IsSaid(string kind, int? code, int? signal, string? name, string expected) =>
        Assert.Equal(expected, Verdict.SayExit(new ExitRecord { Kind = kind, Code = code, Signal = signal, SignalName = name }));
}
