using System.Text;
using System.Text.RegularExpressions;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Tests.Reporting;

public class RunMetricsTests
{
    [Fact]
    public void Write_Run_HasItsFigures()
    {
        string[] lines = Lines(Runs.Straight);

        Assert.Contains("standpipe_run_duration_seconds 42.3", lines);
        Assert.Contains("standpipe_run_exit_code 255", lines);
        Assert.Contains("standpipe_bottleneck_info{stage=\"zstd\",kind=\"cpu\"} 1", lines);
        Assert.Contains("standpipe_stage_exit_code{stage=\"ssh\"} 255", lines);
        Assert.Contains("standpipe_stage_exit_signal{stage=\"tar\"} 13", lines);
        Assert.Contains("standpipe_stage_cpu_seconds{stage=\"zstd\",mode=\"user\"} 39.2", lines);
        Assert.Contains("standpipe_edge_capacity_bytes{edge=\"tar.1->zstd.0\"} 65536", lines);
        Assert.Contains("standpipe_edge_full_ratio{edge=\"tar.1->zstd.0\"} 0.93", lines);
    }

    [Fact]
    public void Write_WhatIsNotKnown_HasNoSampleAndNoFamily()
    {
        string text = string.Join('\n', Lines(Runs.Unobserved));

        Assert.DoesNotContain("standpipe_bottleneck", text, StringComparison.Ordinal);
        Assert.DoesNotContain("standpipe_edge_bytes", text, StringComparison.Ordinal);
        Assert.Contains("standpipe_edge_capacity_bytes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Observed_HasNoExitCode() => Assert.DoesNotContain("exit_code", string.Join('\n', Lines(Runs.Observed)), StringComparison.Ordinal);

    [Fact]
    public void Write_AnyRun_IsOpenMetricsAndTheOlderTextFormat()
    {
        // What openmetrics.io and the text format 0.0.4 have in common, as far as it is used: families in one piece, each with a type that both know and its
        // help, and samples that have the family's name as it is; the end is a comment to the older one.
        RunRecord hostile = Runs.Hostile with { Stages = [.. Runs.Hostile.Stages.Select((stage, i) => stage with { Name = $"{i}\"}}\\ \n{stage.Name}" })] };
        foreach (RunRecord run in (RunRecord[])[Runs.Straight, Runs.Unobserved, Runs.Observed, hostile])
        {
            string[] lines = Lines(run);
            Assert.Equal(["# EOF", string.Empty], lines[^2..]);
            HashSet<string> families = [];
            string family = string.Empty;
            foreach (string line in lines[..^2])
            {
                if (Regex.Match(line, "^# TYPE ([a-z_]+) gauge$") is { Success: true } type)
                {
                    family = type.Groups[1].Value;
                    Assert.True(families.Add(family), line);
                }
                else if (!line.StartsWith($"# HELP {family} ", StringComparison.Ordinal))
                {
                    Assert.Matches($"^{family}(\\{{[a-z]+=\"([^\"\\\\]|\\\\[\\\\\"n])*\"(,[a-z]+=\"([^\"\\\\]|\\\\[\\\\\"n])*\")*\\}})? [-+0-9.eE]+$", line);
                }
            }
        }
    }

    private static string[] Lines(RunRecord run) => Encoding.UTF8.GetString(RunMetrics.Write(run)).Split('\n');
}
