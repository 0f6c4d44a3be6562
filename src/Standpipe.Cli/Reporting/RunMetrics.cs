using System.Globalization;
using System.Text;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>
/// The run as text that is OpenMetrics, and the older text format of Prometheus (0.0.4) as well, which is all that the node exporter's textfile collector reads. What both
/// have in common are gauges: a counter's samples end in _total in both, but only one of them says so where its type stands, and the older one knows no info. Gauges they are, too:
/// the figures of a run that is over do not grow.
/// </summary>
internal static class RunMetrics
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Writes a run. What is not known has no sample.</summary>
    internal static byte[] Write(RunRecord run)
    {
        StringBuilder text = new();
        Family(text, "standpipe_run_duration_seconds", "How long the run took.", [(string.Empty, Seconds(run.DurationNs))]);
        Family(text, "standpipe_run_exit_code", "The exit code of the run.", [(string.Empty, run.Result.State == ResultRecord.Observed ? null : run.Result.ExitCode)]);
        Family(text, "standpipe_run_end_timestamp_seconds", "When the run ended.", [(string.Empty, run.End.ToUnixTimeMilliseconds() / 1000.0)]);
        Family(text, "standpipe_bottleneck_info", "The stage that all others waited for.",
            run.Bottleneck is { } bottleneck ? [($"{Label("stage", bottleneck.Stage)},{Label("kind", bottleneck.Kind)}", 1)] : []);

        Stages("standpipe_stage_exit_code", "The exit code of a stage, if no signal ended it.", stage => stage.Exit.Code);
        Stages("standpipe_stage_exit_signal", "The signal that ended a stage.", stage => stage.Exit.Signal);
        Family(text, "standpipe_stage_cpu_seconds", "Processor time of a stage and the children it waited for.",
            [.. run.Stages.Where(stage => stage.Usage is not null).SelectMany(stage => ((string, double?)[])
            [
                ($"{Label("stage", stage.Name)},{Label("mode", "user")}", Seconds(stage.Usage!.UserNs)),
                ($"{Label("stage", stage.Name)},{Label("mode", "system")}", Seconds(stage.Usage.SystemNs)),
            ])]);
        Family(text, "standpipe_stage_blocked_seconds", "Time that a stage was blocked in reads and writes of edges.",
            [.. run.Stages.SelectMany(stage => ((string, double?)[])
            [
                ($"{Label("stage", stage.Name)},{Label("call", "read")}", Seconds(stage.Time?.BlockedReadNs)),
                ($"{Label("stage", stage.Name)},{Label("call", "write")}", Seconds(stage.Time?.BlockedWriteNs)),
            ])]);
        Stages("standpipe_stage_cpu_wait_seconds", "Time that a stage was ready to run and waited for a processor.", stage => Seconds(stage.Time?.CpuWaitNs));
        Stages("standpipe_stage_peak_memory_bytes", "The most memory of a stage that was resident, at most.", stage => stage.Usage?.PeakMemory);
        Stages("standpipe_stage_read_bytes", "Bytes that a stage read, from wherever.", stage => stage.BytesRead);
        Stages("standpipe_stage_written_bytes", "Bytes that a stage wrote, to wherever.", stage => stage.BytesWritten);

        Family(text, "standpipe_edge_bytes", "Bytes that went through an edge.",
            [.. run.Edges.Select(edge => ($"{Label("edge", edge.Name)},{Label("quality", edge.BytesQuality)}", (double?)edge.Bytes))]);
        Edges("standpipe_edge_capacity_bytes", "How many bytes the pipe of an edge holds.", edge => edge.Capacity);
        Edges("standpipe_edge_mean_fill_ratio", "How full an edge was on average.", edge => edge.MeanFill);
        Edges("standpipe_edge_full_ratio", "The share of time in which an edge was full.", edge => edge.FullShare);
        Edges("standpipe_edge_empty_ratio", "The share of time in which an edge was empty.", edge => edge.EmptyShare);
        return Encoding.UTF8.GetBytes(text.Append("# EOF\n").ToString());

        void Stages(string name, string help, Func<StageRecord, double?> value) =>
            Family(text, name, help, [.. run.Stages.Select(stage => (Label("stage", stage.Name), value(stage)))]);

        void Edges(string name, string help, Func<EdgeRecord, double?> value) =>
            Family(text, name, help, [.. run.Edges.Select(edge => (Label("edge", edge.Name), value(edge)))]);
    }

    private static void Family(StringBuilder text, string name, string help, IReadOnlyList<(string Labels, double? Value)> samples)
    {
        if (samples.All(sample => sample.Value is null))
        {
            return;
        }

        _ = text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n# HELP {name} {help}\n");
        foreach ((string labels, double? value) in samples)
        {
            if (value is { } known)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : string.Empty)} {known:R}\n");
            }
        }
    }

    private static string Label(string name, string value) =>
        $"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static double? Seconds(long? nanoseconds) => nanoseconds / NanosecondsPerSecond;
}
