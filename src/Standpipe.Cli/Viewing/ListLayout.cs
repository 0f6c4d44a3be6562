using Spectre.Console;

namespace Standpipe.Cli.Viewing;

/// <summary>A line for each stage, and below it one for each edge it writes: for narrow terminals and for graphs that are not straight.</summary>
internal static class ListLayout
{
    private const int WithBars = 78;
    private const int WithStates = 58;
    private const int WithShares = 40;
    private const int MarkWidth = 2;
    private const int StateWidth = 18;
    private const int FigureWidth = 5;
    private const int NarrowestBar = 6;
    private const int WidestBar = 18;
    private const int EdgeBar = 10;
    private const int WidestName = 24;

    /// <summary>Draws at most as many lines as there may be: first edges are left out, then stages far from the bottleneck.</summary>
    internal static IReadOnlyList<StyledLine> Draw(FlowFrame frame, ViewLook look, int lines)
    {
        bool withEdges = frame.Stages.Count + frame.Edges.Count <= lines;
        List<StyledLine> drawn = [];
        (int first, int count) = Choose(frame, lines);
        if (withEdges)
        {
            // Whoever writes them is no stage: this process, or somebody outside.
            drawn.AddRange(frame.Edges.Where(edge => frame.Stages.All(stage => stage.Name != edge.From)).Select(edge => DrawEdge(frame, edge, look)));
        }

        for (int i = first; i < first + count; i++)
        {
            drawn.Add(DrawStage(frame, frame.Stages[i], look));
            if (withEdges)
            {
                drawn.AddRange(frame.Edges.Where(edge => edge.From == frame.Stages[i].Name).Select(edge => DrawEdge(frame, edge, look)));
            }
        }

        if (count < frame.Stages.Count && count < lines)
        {
            drawn.Add(new StyledLine(look).To(MarkWidth).Add($"and {frame.Stages.Count - count} more", ViewStyles.Quiet));
        }

        return drawn;
    }

    private static (int First, int Count) Choose(FlowFrame frame, int lines)
    {
        if (frame.Stages.Count <= lines)
        {
            return (0, frame.Stages.Count);
        }

        // One line says how many are not there.
        int count = Math.Max(0, lines > 1 ? lines - 1 : lines);
        int middle = Math.Max(0, frame.Stages.ToList().FindIndex(frame.IsBottleneck));
        return (Math.Clamp(middle - (count / 2), 0, frame.Stages.Count - count), count);
    }

    private static StyledLine DrawStage(FlowFrame frame, FlowStage stage, ViewLook look)
    {
        bool bottleneck = frame.IsBottleneck(stage);
        StyledLine line = new StyledLine(look).Add(bottleneck ? look.Arrow : string.Empty, ViewStyles.Bottleneck).To(MarkWidth);
        int nameEnd = MarkWidth + NameWidth(frame, look);
        line = line.Add(stage.Name, bottleneck ? ViewStyles.Bottleneck : ViewStyles.Name, nameEnd - MarkWidth - 1).To(nameEnd);
        if (look.Width < WithShares)
        {
            return DrawGreatest(line, stage);
        }

        if (look.Width >= WithStates)
        {
            int stateEnd = line.Width + StateWidth;
            line = line.Add(bottleneck ? "BOTTLENECK" : stage.State, bottleneck ? ViewStyles.Bottleneck : StageWords.Style(stage.Activity), StateWidth - 1).To(stateEnd);
        }

        line = DrawShare(line, "cpu", stage.Processor, ViewStyles.Processor, look);
        line = DrawShare(line.Add(" "), "read", stage.Reading, ViewStyles.Reading, look);
        return DrawShare(line.Add(" "), "write", stage.Writing, ViewStyles.Writing, look);
    }

    private static int NameWidth(FlowFrame frame, ViewLook look)
    {
        int shares = look.Width switch
        {
            >= WithBars => StateWidth + (3 * (FigureWidth + 1 + BarWidth(look))) + 14,
            >= WithStates => StateWidth + (3 * FigureWidth) + 14,
            >= WithShares => (3 * FigureWidth) + 14,
            _ => 11,
        };
        int longest = frame.Stages.Max(stage => StyledLine.Clean(stage.Name, look.Unicode).GetCellWidth()) + 1;
        return Math.Max(4, Math.Min(Math.Min(longest, WidestName), look.Width - MarkWidth - shares));
    }

    private static int BarWidth(ViewLook look) => Math.Clamp(NarrowestBar + ((look.Width - WithBars - WidestName) / 3), NarrowestBar, WidestBar);

    private static StyledLine DrawShare(StyledLine line, string label, double? share, Style style, ViewLook look)
    {
        line = line.Add(label, ViewStyles.Quiet).Add(Amount.Share(share).PadLeft(FigureWidth));
        return look.Width >= WithBars ? line.Add(" ").Add(Bars.Draw(share, BarWidth(look), look), style) : line;
    }

    // Where there is room for one figure, the one that says most.
    private static StyledLine DrawGreatest(StyledLine line, FlowStage stage)
    {
        (string Label, double? Share, Style Style)[] shares =
        [
            ("cpu", stage.Processor, ViewStyles.Processor), ("read", stage.Reading, ViewStyles.Reading), ("write", stage.Writing, ViewStyles.Writing),
        ];
        (string label, double? share, Style style) = shares.MaxBy(entry => entry.Share ?? -1);
        return line.Add($"{label}{Amount.Share(share).PadLeft(FigureWidth)}", style);
    }

    private static StyledLine DrawEdge(FlowFrame frame, FlowEdge edge, ViewLook look)
    {
        StyledLine line = new StyledLine(look).To(MarkWidth).Add($"{look.Branch}{look.Arrow} ", ViewStyles.Quiet);
        if (!frame.IsStraight)
        {
            int longest = frame.Edges.Max(other => Label(other, look).GetCellWidth());
            int end = Math.Min(line.Width + longest + 2, Math.Max(10, look.Width - FigureWidth - 6));
            line = line.Add(Label(edge, look), ViewStyles.Quiet, end - line.Width - 1).To(end);
        }

        if (look.Width >= (frame.IsStraight ? WithShares : WithStates))
        {
            line = line.Add(Bars.Draw(edge.Fill, EdgeBar, look), ViewStyles.Fill);
        }

        _ = line.TryAdd($"{Amount.Share(edge.Fill),FigureWidth} full");
        _ = line.TryAdd($"{Amount.Rate(edge.Rate),13}");
        _ = line.TryAdd($"{Amount.Bytes(edge.Bytes),11}");
        return line.Room > 8 ? line.Add("  ").Add(Bars.Spark(edge.Rates, Math.Min(20, line.Room), look), ViewStyles.Fill) : line;
    }

    // The writer's name is on the line above; where there is room, its descriptor is told as well.
    private static string Label(FlowEdge edge, ViewLook look) =>
        look.Width >= WithStates ? $"{edge.FromPort} {look.Arrow} {edge.ToPort}" : edge.ToPort;
}
