using System.Text;

namespace Standpipe.Cli.Viewing;

/// <summary>Bars and sparklines of characters.</summary>
internal static class Bars
{
    private const string Eighths = " ▏▎▍▌▋▊▉█";
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const string AsciiHeights = "_.-=+*#@";

    /// <summary>Draws a share as a bar.</summary>
    /// <param name="share">0 to 1; more is drawn as 1; null, the unknown, as an empty bar.</param>
    /// <param name="width">Columns.</param>
    /// <param name="look">With eighths of a block, or in whole characters.</param>
    /// <returns>Exactly as many columns.</returns>
    internal static string Draw(double? share, int width, ViewLook look)
    {
        double filled = Math.Clamp(share ?? 0, 0, 1) * width;
        if (!look.Unicode)
        {
            int whole = (int)Math.Round(filled, MidpointRounding.AwayFromZero);
            return new string('#', whole) + new string('.', width - whole);
        }

        int eighths = (int)Math.Round(filled * 8, MidpointRounding.AwayFromZero);
        StringBuilder bar = new(new string('█', eighths / 8));
        if (eighths % 8 > 0)
        {
            _ = bar.Append(Eighths[eighths % 8]);
        }

        return bar.Append(' ', width - bar.Length).ToString();
    }

    /// <summary>Draws the newest values as a line of heights, against the greatest of them.</summary>
    /// <param name="values">Oldest first; none below 0.</param>
    /// <param name="width">Columns, at most.</param>
    /// <param name="look">With blocks, or in ASCII.</param>
    internal static string Spark(IReadOnlyList<double> values, int width, ViewLook look)
    {
        string heights = look.Unicode ? Heights : AsciiHeights;
        double[] newest = [.. values.Skip(Math.Max(0, values.Count - width))];
        double top = newest.Length == 0 ? 0 : newest.Max();
        return string.Concat(newest.Select(value =>
            heights[top > 0 ? (int)Math.Clamp(Math.Round(value / top * (heights.Length - 1)), 0, heights.Length - 1) : 0]));
    }
}
