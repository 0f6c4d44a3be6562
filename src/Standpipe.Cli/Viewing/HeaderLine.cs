namespace Standpipe.Cli.Viewing;

/// <summary>The rule on top of the view: time, what went in and came out, how much is left.</summary>
internal static class HeaderLine
{
    private const int SparkWidth = 16;

    /// <summary>Draws it.</summary>
    internal static StyledLine Draw(FlowFrame frame, ViewLook look)
    {
        string rule = new(look.Rule, 2);
        StyledLine line = new StyledLine(look).Add($"{rule} ", ViewStyles.Quiet).Add(Amount.Clock(frame.Elapsed), ViewStyles.Name);
        if (frame.Edges.Count > 0)
        {
            FlowEdge first = frame.Edges[0];
            FlowEdge last = frame.Edges[^1];
            _ = TryPart(line, rule, "in", Total(first));
            if (first.Rates.Count > 1 && line.Room > SparkWidth)
            {
                _ = line.Add(" ").Add(Bars.Spark(first.Rates, SparkWidth, look), ViewStyles.Fill);
            }

            if (last != first)
            {
                _ = TryPart(line, rule, "out", Total(last));
            }
        }

        if (frame.Input is { } input)
        {
            _ = TryPart(line, rule, "of", $"{input.Name} {Amount.Share(input.Share)}{Left(input)}")
                || TryPart(line, rule, "at", $"{Amount.Share(input.Share)}{Left(input)}")
                || TryPart(line, rule, "at", Amount.Share(input.Share));
        }

        return line.Room > 1 ? line.Add(" ").Add(new string(look.Rule, line.Room), ViewStyles.Quiet) : line;
    }

    private static string Left(FlowInput input) => input.Remaining is { } remaining ? $", {Amount.About(remaining)} left" : string.Empty;

    private static string Total(FlowEdge edge) => edge.Rate is null ? Amount.Bytes(edge.Bytes) : $"{Amount.Bytes(edge.Bytes)} at {Amount.Rate(edge.Rate)}";

    private static bool TryPart(StyledLine line, string rule, string label, string text)
    {
        bool fits = line.Room >= rule.Length + label.Length + text.Length + 3;
        if (fits)
        {
            _ = line.Add($" {rule} {label} ", ViewStyles.Quiet).Add(text);
        }

        return fits;
    }
}
