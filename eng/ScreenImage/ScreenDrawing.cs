using System.Globalization;
using System.Net;
using System.Text;

namespace Standpipe.ScreenImage;

/// <summary>Draws a screen as SVG. Blocks and rules are drawn as shapes, so that they join whatever the reader's font is.</summary>
internal static class ScreenDrawing
{
    private const double CellWidth = 8.4;
    private const double CellHeight = 18;
    private const double Margin = 16;
    private const double Bar = 30;
    private const double Baseline = 13.5;

    private const string Lefts = "▏▎▍▌▋▊▉█";    // eighths from the left
    private const string Lowers = "▁▂▃▄▅▆▇█";   // eighths from below

    /// <summary>Draws it.</summary>
    /// <param name="lines">The screen.</param>
    /// <param name="title">What the picture shows, for who cannot see it.</param>
    internal static string Draw(IReadOnlyList<IReadOnlyList<Cell>> lines, string title)
    {
        double width = (2 * Margin) + (CellWidth * lines.Max(line => line.Count));
        double height = Bar + Margin + (CellHeight * lines.Count);
        StringBuilder svg = new();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        Add(svg, $"<rect width=\"100%\" height=\"100%\" rx=\"9\" fill=\"#1b1d22\"/>");
        foreach ((string color, int i) in ((string, int)[])[("#ed6a5e", 0), ("#f4bf4f", 1), ("#61c554", 2)])
        {
            Add(svg, $"<circle cx=\"{18 + (i * 18)}\" cy=\"15\" r=\"5.5\" fill=\"{color}\"/>");
        }

        Add(svg, $"<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\">");
        for (int row = 0; row < lines.Count; row++)
        {
            AddLine(svg, lines[row], Bar + (row * CellHeight));
        }

        Add(svg, $"</g>");
        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static void AddLine(StringBuilder svg, IReadOnlyList<Cell> cells, double y)
    {
        for (int start = 0; start < cells.Count;)
        {
            Cell first = cells[start];
            int end = start + 1;
            bool isShape = IsShape(first.Text);

            // A word at a time: blanks would be drawn together, and words would leave their columns.
            while (end < cells.Count && cells[end] is { Text: not ' ' } next && first.Text != ' '
                && next.Color == first.Color && next.Bold == first.Bold && IsShape(next.Text) == isShape)
            {
                end++;
            }

            string text = string.Concat(cells.Skip(start).Take(end - start).Select(cell => cell.Text));
            if (isShape)
            {
                AddShapes(svg, text, Margin + (start * CellWidth), y, first.Color);
            }
            else if (first.Text != ' ')
            {
                // The given length keeps the columns, whatever the reader's font is.
                double length = (end - start) * CellWidth;
                Add(svg, $"<text x=\"{Margin + (start * CellWidth):0.##}\" y=\"{y + Baseline:0.##}\" textLength=\"{length:0.##}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{first.Color}\"{(first.Bold ? " font-weight=\"bold\"" : string.Empty)}>{WebUtility.HtmlEncode(text)}</text>");
            }

            start = end;
        }
    }

    private static bool IsShape(char text) => text is '─' or '━' or '▶' || Lefts.Contains(text, StringComparison.Ordinal) || Lowers.Contains(text, StringComparison.Ordinal);

    private static void AddShapes(StringBuilder svg, string text, double x, double y, string color)
    {
        StringBuilder path = new();
        for (int i = 0; i < text.Length; i++)
        {
            double left = x + (i * CellWidth);
            string shape = text[i] switch
            {
                '─' => Box(left, y + 8.5, CellWidth, 1),
                '━' => Box(left, y + 8, CellWidth, 2.5),
                '▶' => string.Create(CultureInfo.InvariantCulture, $"M{left:0.##} {y + 4.5:0.##}l{CellWidth:0.##} 4.7l-{CellWidth:0.##} 4.7z"),
                char lower when Lowers.IndexOf(lower, StringComparison.Ordinal) is >= 0 and < 7 and int eighths => Box(left, y + 1 + (16 - (2 * (eighths + 1))), CellWidth - 0.6, 2 * (eighths + 1)),
                char part => Box(left, y + 3, CellWidth * (Lefts.IndexOf(part, StringComparison.Ordinal) + 1) / 8, 12),
            };
            _ = path.Append(shape);
        }

        Add(svg, $"<path fill=\"{color}\" d=\"{path}\"/>");
    }

    private static string Box(double x, double y, double width, double height) =>
        string.Create(CultureInfo.InvariantCulture, $"M{x:0.##} {y:0.##}h{width:0.##}v{height:0.##}h-{width:0.##}z");

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(FormattableString.Invariant(text)).Append('\n');
}
