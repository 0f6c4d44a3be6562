using System.Globalization;

namespace Standpipe.Cli.Running;

/// <summary>A line for each stage.</summary>
internal static class Summary
{
    private const int WidestCommand = 40;

    /// <summary>Prints the table on standard error.</summary>
    internal static void Write(IReadOnlyList<StageRun> stages)
    {
        List<string[]> rows = [["stage", "exit", "wall", "cpu", "peak memory", "command"]];
        rows.AddRange(stages.Select((stage, i) => Row(i + 1, stage)));
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            // Words to the left, numbers to the right; the command last, because it has no width.
            string line = $"{row[0].PadLeft(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  "
                + $"{row[3].PadLeft(widths[3])}  {row[4].PadLeft(widths[4])}  {row[5]}";
            Complaint.WriteHint(line.TrimEnd());
        }
    }

    private static string[] Row(int number, StageRun stage)
    {
        string command = stage.Node.Syntax.Text.ReplaceLineEndings(" ");
        return
        [
            number.ToString(CultureInfo.InvariantCulture),
            Exit(stage),
            Quantity.Say(stage.Wall),
            stage.Status?.Usage is { } usage ? Quantity.Say(usage.UserTime + usage.SystemTime) : "-",
            stage.Status?.Usage is { } peak ? Memory(peak) : "-",
            command.Length > WidestCommand ? command[..(WidestCommand - 3)] + "..." : command,
        ];
    }

    private static string Exit(StageRun stage) => stage.Status switch
    {
        null => "-",
        { Code: { } code } when !stage.LostItsReader => code.ToString(CultureInfo.InvariantCulture),
        { } status => stage.LostItsReader ? "SIGPIPE (its reader had finished)" : status.ToString(),
    };

    private static string Memory(ResourceUsage usage)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{usage.PeakMemory / 1048576.0:0.0} MiB");
        return usage.PeakMemoryIsUpperBound ? $"<= {size}" : size;
    }
}
