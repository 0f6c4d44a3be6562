namespace Standpipe.Cli.Viewing;

/// <summary>Draws a frame: a pure function from what was seen to lines.</summary>
internal static class FlowView
{
    // What stays to the stages' own words, at least, and how low a terminal may be for more than the verdict.
    private const int LinesForStages = 3;
    private const int LowestForStages = 3;

    /// <summary>Draws it.</summary>
    /// <returns>One line or more, each at most as wide as the terminal; always the same number for the same graph and terminal.</returns>
    internal static IReadOnlyList<StyledLine> Draw(FlowFrame frame, ViewLook look)
    {
        int lines = Math.Max(1, look.Height - LinesForStages);
        IReadOnlyList<StyledLine> footer = FooterLines.Draw(frame, look);
        int body = lines - 1 - footer.Count;
        return body >= WideLayout.Count && WideLayout.Fits(frame, look)
                ? [HeaderLine.Draw(frame, look), .. WideLayout.Draw(frame, look), .. footer]
            : body >= LowestForStages
                ? [HeaderLine.Draw(frame, look), .. ListLayout.Draw(frame, look, body), .. footer]
            : lines > 1 ? [HeaderLine.Draw(frame, look), footer[0]]
            : [footer[0]];
    }
}
