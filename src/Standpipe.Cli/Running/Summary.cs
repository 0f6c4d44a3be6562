using System.Globalization;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Running;

/// <summary>A line for each stage.</summary>
internal static class Summary
{
    private const int WidestCommand = 40;

    /// <summary>Prints the table on standard error.</summary>
    internal static void Write(GraphPlan plan, GraphResult result)
    {
        List<string[]> rows = [["stage", "exit", "wall", "cpu", "peak memory", "command"]];
        rows.AddRange(result.Nodes.Select((node, i) => Row(i + 1, node, plan.Nodes[i])));
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            // Words to the left, numbers to the right; the command last, because it has no width.
            string line = $"{row[0].PadLeft(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  "
                + $"{row[3].PadLeft(widths[3])}  {row[4].PadLeft(widths[4])}  {row[5]}";
            Complaint.WriteHint(line.TrimEnd());
        }
    }

    private static string[] Row(int number, GraphNodeResult result, PlanNode node)
    {
        string command = node.Syntax.Text.ReplaceLineEndings(" ");
        return
        [
            number.ToString(CultureInfo.InvariantCulture),
            Exit(result),
            Quantity.Say(result.Ended - result.Started),
            result.Usage is { } usage ? Quantity.Say(usage.UserTime + usage.SystemTime) : "-",
            result.Usage is { } peak ? Memory(peak) : "-",
            command.Length > WidestCommand ? command[..(WidestCommand - 3)] + "..." : command,
        ];
    }

    private static string Exit(GraphNodeResult result) => (result.Outcome, result.Status) switch
    {
        (GraphNodeOutcome.EarlyClose, { } status) => $"{Say(status)} (its reader had finished)",
        (GraphNodeOutcome.LostReader, { } status) => $"{Say(status)} (its reader had failed)",
        (_, { } status) => Say(status),
        _ => "-",
    };

    private static string Say(ExitStatus status) => status.Code is { } code ? code.ToString(CultureInfo.InvariantCulture) : status.ToString();

    private static string Memory(ResourceUsage usage)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{usage.PeakMemory / 1048576.0:0.0} MiB");
        return usage.PeakMemoryIsUpperBound ? $"<= {size}" : size;
    }
}
