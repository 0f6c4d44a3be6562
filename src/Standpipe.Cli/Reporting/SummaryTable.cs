using Standpipe.Cli.Reporting.Records;
using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Reporting;

/// <summary>A run as text: a line for each stage and each edge, the bottleneck, the cause.</summary>
internal static class SummaryTable
{
    private const int WidestCommand = 40;

    /// <summary>Makes the lines.</summary>
    internal static IReadOnlyList<string> Make(RunRecord run)
    {
        List<string> lines = [.. Align(
            [
                ["stage", "exit", "wall", "cpu", "blocked in", "blocked out", "cpu wait", "peak memory", "in", "out", "command"],
                .. run.Stages.Select(Row),
            ],
            words: [0, 1, 10])];
        if (run.Edges.Count > 0)
        {
            lines.AddRange(Align(
                [["edge", "bytes", "", "rate", "fill", "full", "empty", "capacity"], .. run.Edges.Select(Row)],
                words: [0, 2]));
        }

        if (run.Bottleneck is { } bottleneck)
        {
            lines.Add($"bottleneck: {Verdict.Say(run)}");
            lines.Add($"why: {bottleneck.Reason}");
            if (bottleneck.Hint is { } hint)
            {
                lines.Add($"hint: {hint}");
            }
        }

        if (run.Result.State == ResultRecord.Observed)
        {
            lines.Add($"result: {Verdict.SayResult(run.Result)}");
        }

        if (run.Result.Reason is { } reason)
        {
            lines.Add($"cause: {reason}");
            if (run.Stages.FirstOrDefault(stage => stage.Name == run.Result.CauseStage)?.StderrTail is { } tail && tail.TrimEnd().Split('\n')[^1] is { Length: > 0 } last)
            {
                lines.Add($"it said: {last}");
            }
        }

        lines.AddRange(run.Warnings.Select(warning => $"warning: {warning}"));
        return [.. lines.Select(line => StyledLine.Clean(line, unicode: true))];
    }

    /// <summary>Gives what a stage runs, on one line.</summary>
    internal static string Command(StageRecord stage) => (stage.Command ?? string.Join(' ', stage.Argv)).ReplaceLineEndings(" ");

    /// <summary>Gives a stage's greatest memory.</summary>
    internal static string Memory(UsageRecord? usage) =>
        usage is null ? Amount.Unknown : $"{(usage.PeakMemoryIsUpperBound ? "<= " : string.Empty)}{Amount.Bytes(usage.PeakMemory)}";

    private static string[] Row(StageRecord stage)
    {
        TimeRecord? time = stage.Time;
        string command = Command(stage);
        return
        [
            stage.Name,
            Verdict.SayExit(stage.Exit),
            Amount.Nanoseconds(stage.EndNs - stage.StartNs),
            Amount.Nanoseconds(stage.Usage?.UserNs + stage.Usage?.SystemNs),
            Amount.Nanoseconds(time?.BlockedReadNs),
            Amount.Nanoseconds(time?.BlockedWriteNs),
            Amount.Nanoseconds(time?.CpuWaitNs),
            Memory(stage.Usage),
            Amount.Bytes(stage.BytesRead),
            Amount.Bytes(stage.BytesWritten),
            command.Length > WidestCommand ? command[..(WidestCommand - 3)] + "..." : command,
        ];
    }

    private static string[] Row(EdgeRecord edge) =>
    [
        edge.Name,
        Amount.Bytes(edge.Bytes),
        edge.Bytes is null ? string.Empty : edge.BytesQuality,
        Amount.Rate(edge.MeanRate),
        Amount.Share(edge.MeanFill),
        Amount.Share(edge.FullShare),
        Amount.Share(edge.EmptyShare),
        Amount.Round(edge.Capacity),
    ];

    // Words to the left, numbers to the right. A column of which nothing is known is left out.
    private static IEnumerable<string> Align(IReadOnlyList<string[]> rows, int[] words)
    {
        int[] shown = [.. Enumerable.Range(0, rows[0].Length).Where(column => rows.Skip(1).Any(row => row[column] is not ("" or Amount.Unknown)))];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join(
            "  ", shown.Select(column => words.Contains(column) ? row[column].PadRight(widths[column]) : row[column].PadLeft(widths[column]))).TrimEnd());
    }
}
