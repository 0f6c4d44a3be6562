using Spectre.Console;
using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

public class FlowViewTests
{
    [Fact]
    public void Draw_StraightAndWide_PutsPipesBetweenStages()
    {
        const string Expected = """
            ── 00:42 ── in 5.31 GiB at 128 MiB/s ▁▃▅█████ ── out 1.02 GiB at 24.6 MiB/s ── of srv.img 46%, 6 min left ──────────────
             tar                        ━━━━━━━━━━━━━━━━━▶  zstd ▶ BOTTLENECK          ━━━━━━━━━━━━━━━━━▶  ssh
             blocked writing            ███████▊  97% full  running                    ▏          1% full  blocked reading
             cpu   █▌              11%  128 MiB/s           cpu   █████████████▉  99%  24.6 MiB/s          cpu   ▍                3%
             read                   0%  5.31 GiB            read                   0%  1.02 GiB            read  █████████████▊  98%
             write █████████████▎  95%  ▁▃▅█████            write                  0%  ▁▄▇█▇███            write                   -
             bottleneck: zstd used a whole processor while its input was full and its output empty.
             hint: let it use more processors: zstd -T0.


            """;

        Assert.Equal(Expected.ReplaceLineEndings("\n"), Frames.Text(Frames.Straight, 120));
    }

    [Fact]
    public void Draw_StraightAndNarrow_PutsPipesBelowStages()
    {
        const string Expected = """
            ── 00:42 ── in 5.31 GiB at 128 MiB/s ▁▃▅█████ ── at 46% ────
              tar  blocked writing   cpu  11% read   0% write  95%
              └▶ █████████▊  97% full    128 MiB/s   5.31 GiB  ▁▃▅█████
            ▶ zstd BOTTLENECK        cpu  99% read   0% write   0%
              └▶ ▏            1% full   24.6 MiB/s   1.02 GiB  ▁▄▇█▇███
              ssh  blocked reading   cpu   3% read  98% write    -
             bottleneck: zstd used a whole processor while its input
             was full and its output empty.
             hint: let it use more processors: zstd -T0.

            """;

        Assert.Equal(Expected.ReplaceLineEndings("\n"), Frames.Text(Frames.Straight, 60));
    }

    [Fact]
    public void Draw_VeryNarrow_KeepsTheGreatestShareAndTheVerdict()
    {
        const string Expected = """
            ── 00:42 ── at 46% ─
              tar  write  95%
              └▶   97% full
            ▶ zstd cpu  99%
              └▶    1% full
              ssh  read  98%
             bottleneck: zstd
             used a whole
             processor while it…

            """;

        Assert.Equal(Expected.ReplaceLineEndings("\n"), Frames.Text(Frames.Straight, 20));
    }

    [Fact]
    public void Draw_WithoutUnicode_IsAscii()
    {
        const string Expected = """
            -- 00:42 -- in 5.31 GiB at 128 MiB/s _-+@@@@@ -- out 1.02 GiB at 24.6 MiB/s ----
              tar  blocked writing   cpu  11% #..... read   0% ...... write  95% ######
              '-> ##########  97% full    128 MiB/s   5.31 GiB  _-+@@@@@
            > zstd BOTTLENECK        cpu  99% ###### read   0% ...... write   0% ......
              '-> ..........   1% full   24.6 MiB/s   1.02 GiB  _=#@#@@@
              ssh  blocked reading   cpu   3% ...... read  98% ###### write    - ......
             bottleneck: zstd used a whole processor while its input was full and its
             output empty.
             hint: let it use more processors: zstd -T0.

            """;

        Assert.Equal(Expected.ReplaceLineEndings("\n"), Frames.Text(Frames.Straight, 80, unicode: false));
    }

    [Fact]
    public void Draw_NotStraight_ListsEachEdgeBelowItsWriter()
    {
        const string Expected = """
            ── 1:02:05 ── in 4.00 KiB at 3.00 MiB/s ── out 0 B at 0 B/s ────────────────────
              tee       blocked writing   cpu   2% ▏      read  10% ▋      write  88% █████▎
              └▶ tee.1 ▶ grep.0         ██          20% full   3.00 MiB/s   4.00 KiB
              └▶ tee.3 ▶ sha256sum.0    ██████████ 100% full   3.00 MiB/s   4.00 KiB
              grep      blocked reading   cpu  30% █▊     read  70% ████▎  write   0%
              └▶ grep.1 ▶ paste.0                     - full            -          -
            ▶ sha256sum BOTTLENECK        cpu 100% ██████ read   0%        write   0%
              └▶ sha256sum.1 ▶ paste.3               0% full        0 B/s        0 B
              paste     blocked reading   cpu   0%        read 100% ██████ write   0%
             bottleneck: sha256sum used a whole processor.



            """;

        Assert.Equal(Expected.ReplaceLineEndings("\n"), Frames.Text(Frames.Diamond, 80));
    }

    [Theory]
    [InlineData(11, "tee grep sha256sum paste")]
    [InlineData(10, "grep sha256sum")]
    [InlineData(6, "")]
    [InlineData(1, "")]
    public void Draw_Low_KeepsWhatIsNearTheBottleneck(int height, string stages)
    {
        string[] lines = Frames.Text(Frames.Diamond, 80, height).TrimEnd('\n').Split('\n');

        Assert.Equal(stages, string.Join(' ', lines.Select(line => line.TrimStart('▶', ' ').Split(' ')[0]).Where(word => Frames.Diamond.Stages.Any(stage => stage.Name == word))));
        Assert.Contains(lines, line => line.StartsWith(" bottleneck: sha256sum", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains('└', StringComparison.Ordinal));
    }

    public static TheoryData<int, int, bool> Looks()
    {
        TheoryData<int, int, bool> looks = [];
        for (int width = 1; width <= 200; width += width < 20 ? 1 : 9)
        {
            looks.Add(width, 30, true);
            looks.Add(width, 8, false);
        }

        return looks;
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void Draw_AnyWidth_FitsAndNamesTheBottleneck(int width, int height, bool unicode)
    {
        foreach (FlowFrame frame in (FlowFrame[])[Frames.Straight, Frames.Diamond, Frames.Hostile, Frames.Straight with { Verdict = null }])
        {
            IReadOnlyList<StyledLine> lines = FlowView.Draw(frame, new ViewLook(width, height, unicode));

            Assert.All(lines, line => Assert.True(line.ToString().GetCellWidth() <= width, line.ToString()));
            Assert.True(lines.Count <= height - 3, $"{lines.Count} lines");
            Assert.All(lines, line => Assert.DoesNotContain(line.ToString(), char.IsControl));
            Assert.True(unicode || lines.All(line => line.ToString().All(char.IsAscii)));
            Assert.True(width < 30 || frame.Verdict is null || lines.Any(line => line.ToString().Contains(frame.Verdict.Stage[..4], StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Draw_SameGraphAndTerminal_HasAlwaysTheSameNumberOfLines()
    {
        ViewLook look = new(120, 30, true);

        Assert.Equal(FlowView.Draw(Frames.Straight, look).Count, FlowView.Draw(Frames.Straight with { Verdict = null, Input = null }, look).Count);
        Assert.Equal(FlowView.Draw(Frames.Diamond, look).Count, FlowView.Draw(Frames.Diamond with { Verdict = null }, look).Count);
    }

    [Fact]
    public void Draw_EdgeFromOutside_IsListedFirst()
    {
        FlowFrame frame = Frames.Straight with { Edges = [new FlowEdge("standpipe", "standpipe", "tar", "tar.0"), .. Frames.Straight.Edges] };

        string[] lines = Frames.Text(frame, 120).Split('\n');

        Assert.StartsWith("  └▶ standpipe ▶ tar.0", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("  tar", lines[2], StringComparison.Ordinal);
    }
}
