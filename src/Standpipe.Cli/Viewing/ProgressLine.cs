using System.Text;

namespace Standpipe.Cli.Viewing;

/// <summary>A frame in one line of plain text, for logs.</summary>
internal static class ProgressLine
{
    /// <summary>Says it.</summary>
    internal static string Say(FlowFrame frame)
    {
        StringBuilder line = new(Amount.Clock(frame.Elapsed));
        if (frame.Edges.Count > 0)
        {
            FlowEdge first = frame.Edges[0];
            FlowEdge last = frame.Edges[^1];
            _ = line.Append($", in {Amount.Bytes(first.Bytes)} at {Amount.Rate(first.Rate)}");
            if (last != first)
            {
                _ = line.Append($", out {Amount.Bytes(last.Bytes)} at {Amount.Rate(last.Rate)}");
            }
        }

        if (frame.Input is { } input)
        {
            _ = line.Append($", {Amount.Share(input.Share)} of {input.Name}");
            if (input.Remaining is { } remaining)
            {
                _ = line.Append($", {Amount.About(remaining)} left");
            }
        }

        if (frame.Verdict is { } verdict)
        {
            _ = line.Append($"; bottleneck: {verdict.Stage}");
        }

        return StyledLine.Clean(line.ToString(), unicode: true);
    }
}
