using Spectre.Console;

namespace Standpipe.Cli.Viewing;

/// <summary>A straight graph from left to right: the stages side by side, and the pipes between them.</summary>
internal static class WideLayout
{
    /// <summary>The lines it takes.</summary>
    internal const int Count = 5;

    private const int Margin = 1;
    private const int NarrowestStage = 21;
    private const int WidestStage = 34;
    private const int NarrowestPipe = 14;
    private const int WidestPipe = 26;
    private const int Gap = 2;
    private const int LabelWidth = 6;
    private const int FigureWidth = 5;

    /// <summary>Whether the graph is straight, and the terminal wide enough for it.</summary>
    internal static bool Fits(FlowFrame frame, ViewLook look) => frame.Stages.Count > 1 && frame.IsStraight
        && look.Width >= Margin + (frame.Stages.Count * NarrowestStage) + (frame.Edges.Count * (NarrowestPipe + (2 * Gap)));

    /// <summary>Draws it.</summary>
    internal static IReadOnlyList<StyledLine> Draw(FlowFrame frame, ViewLook look)
    {
        (int stageWidth, int pipeWidth) = Divide(frame, look);
        List<StyledLine> lines = [];
        for (int row = 0; row < Count; row++)
        {
            StyledLine line = new(look);
            int column = Margin;
            for (int i = 0; i < frame.Stages.Count; i++)
            {
                line = DrawStage(line.To(column), frame, frame.Stages[i], row, stageWidth, look);
                column += stageWidth + Gap;
                if (i < frame.Edges.Count)
                {
                    line = DrawPipe(line.To(column), frame.Edges[i], row, pipeWidth, look);
                    column += pipeWidth + Gap;
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    private static (int Stage, int Pipe) Divide(FlowFrame frame, ViewLook look)
    {
        int room = look.Width - Margin - (2 * Gap * frame.Edges.Count);
        int spare = room - (frame.Stages.Count * NarrowestStage) - (frame.Edges.Count * NarrowestPipe);
        int each = spare / (frame.Stages.Count + frame.Edges.Count);
        return (Math.Min(WidestStage, NarrowestStage + each), Math.Min(WidestPipe, NarrowestPipe + each));
    }

    private static StyledLine DrawStage(StyledLine line, FlowFrame frame, FlowStage stage, int row, int width, ViewLook look)
    {
        switch (row)
        {
            case 0 when frame.IsBottleneck(stage):
                string mark = $" {look.Arrow} BOTTLENECK";
                return line.Add(stage.Name, ViewStyles.Bottleneck, width - mark.Length).Add(mark, ViewStyles.Bottleneck, width);
            case 0:
                return line.Add(stage.Name, ViewStyles.Name, width);
            case 1:
                return line.Add(stage.State, StageWords.Style(stage.Activity), width);
            case 2:
                return DrawShare(line, "cpu", stage.Processor, ViewStyles.Processor, width, look);
            case 3:
                return DrawShare(line, "read", stage.Reading, ViewStyles.Reading, width, look);
            default:
                return DrawShare(line, "write", stage.Writing, ViewStyles.Writing, width, look);
        }
    }

    private static StyledLine DrawShare(StyledLine line, string label, double? share, Style style, int width, ViewLook look) => line
        .Add(label.PadRight(LabelWidth), ViewStyles.Quiet)
        .Add(Bars.Draw(share, width - LabelWidth - FigureWidth, look), style)
        .Add(Amount.Share(share).PadLeft(FigureWidth));

    private static StyledLine DrawPipe(StyledLine line, FlowEdge edge, int row, int width, ViewLook look) => row switch
    {
        0 => line.Add(new string(look.Pipe, width - 1), ViewStyles.Quiet).Add(look.Arrow, ViewStyles.Quiet),
        1 => line.Add(Bars.Draw(edge.Fill, width - FigureWidth - 5, look), ViewStyles.Fill).Add(Amount.Share(edge.Fill).PadLeft(FigureWidth)).Add(" full", ViewStyles.Quiet),
        2 => line.Add(Amount.Rate(edge.Rate), null, width),
        3 => line.Add(Amount.Bytes(edge.Bytes), null, width),
        _ => line.Add(Bars.Spark(edge.Rates, width, look), ViewStyles.Fill),
    };
}
