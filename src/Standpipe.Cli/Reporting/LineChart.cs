using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Reporting;

/// <summary>Numbers over time as lines. Each line has its own dashes and marks as well as a colour, and its name at its end.</summary>
internal static class LineChart
{
    private const double Width = 960;
    private const double Height = 256;
    private const double Left = 74;
    private const double Right = 14;
    private const double Top = 30;
    private const double Bottom = 42;
    private const int MarksPerLine = 12;

    private static readonly string[] s_dashes = ["none", "7 3", "2 3", "10 3 2 3", "none", "7 3", "2 3", "10 3 2 3"];
    private static readonly string[] s_marks =
    [
        "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "M-3.5 -3.5h7v7h-7z", "M0 -4.5l4.5 8h-9z", "M0 -5l4 5l-4 5l-4 -5z",
        "M-4 -4l8 8M4 -4l-8 8", "M0 -5v10M-5 0h10", "M0 4.5l4.5 -8h-9z", "M-5 0h10",
    ];

    /// <summary>An axis: where it ends at least, its steps, and how a number on it is said.</summary>
    /// <param name="Least">The top if no number is greater.</param>
    /// <param name="Base">Steps are 1, 2 or 5 times a power of ten of powers of this.</param>
    /// <param name="Say">Says a number.</param>
    internal sealed record Axis(double Least, double Base, Func<double, string> Say);

    /// <summary>Gets the axis for bytes a second.</summary>
    internal static Axis BytesAxis { get; } = new(1024, 1024, value => $"{Amount.Round(value)}/s");

    /// <summary>Gets the axis for shares.</summary>
    internal static Axis ShareAxis { get; } = new(1, 10, value => Amount.Share(value));

    /// <summary>Gets the axis for plain numbers.</summary>
    internal static Axis NumberAxis { get; } = new(1, 10, value => value.ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>Draws a chart with its legend.</summary>
    /// <param name="title">What it shows, in a word.</param>
    /// <param name="unit">What the numbers are, for the axis.</param>
    /// <param name="id">A name that no other chart of the page has.</param>
    /// <param name="seconds">When each number was, ascending; two or more.</param>
    /// <param name="lines">The lines: a name, and a number for each time; null where there is a gap.</param>
    /// <param name="axis">The numbers' axis.</param>
    internal static Markup Draw(
        string title, string unit, string id, double[] seconds, (string Name, IReadOnlyList<double?> Values)[] lines, Axis axis)
    {
        double greatest = Math.Max(axis.Least, lines.SelectMany(line => line.Values).Max() ?? 0);
        double step = Step(greatest, 4, axis.Base);
        double top = Math.Ceiling((greatest / step) - 1e-9) * step;
        Markup figure = new Markup().Add($"<figure>")
            .Add($"<div class=\"scroll\"><svg class=\"drawn\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {Width} {Height}\">")
            .Add($"<title id=\"{id}-title\">{title}: {unit}, over time</title>")
            .Add($"<desc id=\"{id}-desc\">{string.Join(" ", lines.Select(line => Describe(line.Name, line.Values, axis)))}</desc>");
        _ = figure.Add($"<text class=\"soft\" x=\"{Left}\" y=\"13\">{unit}</text><text class=\"soft\" x=\"{Width - Right}\" y=\"{Height - 2}\" text-anchor=\"end\">time since the start</text>");
        AddAxes(figure, seconds[^1], top, step, axis);
        for (int i = 0; i < lines.Length; i++)
        {
            AddLine(figure, seconds, lines[i].Values, top, i);
        }

        _ = figure.Add($"</svg></div>").Add($"<ul class=\"legend\">");
        for (int i = 0; i < lines.Length; i++)
        {
            int look = i % s_marks.Length;
            _ = figure.Add($"<li><svg class=\"c{look}\" width=\"34\" height=\"14\" aria-hidden=\"true\"><path d=\"M1 7H33\" class=\"plot\" stroke=\"currentColor\" stroke-dasharray=\"{s_dashes[look]}\"/>")
                .Add($"<path transform=\"translate(17 7)\" d=\"{s_marks[look]}\" fill=\"currentColor\" stroke=\"currentColor\"/></svg><code>{lines[i].Name}</code></li>");
        }

        return figure.Add($"</ul>").Add($"</figure>");
    }

    private static void AddAxes(Markup figure, double end, double top, double step, Axis axis)
    {
        for (double value = 0; value <= top * 1.0001; value += step)
        {
            double y = Y(value, top);
            _ = figure.Add($"<path class=\"axis\" d=\"M{Left} {y}H{Width - Right}\"/><text class=\"soft\" x=\"{Left - 8}\" y=\"{y + 4}\" text-anchor=\"end\">{axis.Say(value)}</text>");
        }

        double pace = Step(end, 8, 10);
        for (double second = 0; second <= end * 1.0001; second += pace)
        {
            double x = X(second, end);
            _ = figure.Add($"<path class=\"axis\" d=\"M{x} {Height - Bottom}v5\"/><text class=\"soft\" x=\"{x}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{second.ToString("0.##", CultureInfo.InvariantCulture)} s</text>");
        }
    }

    private static void AddLine(Markup figure, double[] seconds, IReadOnlyList<double?> values, double top, int number)
    {
        StringBuilder path = new();
        List<(double X, double Y)> points = [];
        bool drawing = false;
        for (int i = 0; i < Math.Min(values.Count, seconds.Length); i++)
        {
            if (values[i] is not { } value)
            {
                drawing = false;
                continue;
            }

            (double x, double y) = (X(seconds[i], seconds[^1]), Y(value, top));
            _ = path.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{x:0.#} {y:0.#}");
            points.Add((x, y));
            drawing = true;
        }

        int look = number % s_marks.Length;
        _ = figure.Add($"<g class=\"c{look}\"><path class=\"plot\" stroke=\"currentColor\" stroke-dasharray=\"{s_dashes[look]}\" d=\"{path.ToString()}\"/>");
        int every = Math.Max(1, points.Count / MarksPerLine);
        for (int i = number % every; i < points.Count; i += every)
        {
            _ = figure.Add($"<path transform=\"translate({points[i].X} {points[i].Y})\" d=\"{s_marks[look]}\" fill=\"currentColor\" stroke=\"currentColor\"/>");
        }

        _ = figure.Add($"</g>");
    }

    private static double X(double second, double end) => Left + ((Width - Left - Right) * (end > 0 ? second / end : 0));

    private static double Y(double value, double top) => Height - Bottom - ((Height - Top - Bottom) * Math.Clamp(value / top, 0, 1));

    // 1, 2 or 5 times a power of ten, within the unit that the number is said in.
    private static double Step(double range, int steps, double unitBase)
    {
        double unit = 1;
        while (unitBase > 10 && range / unit >= unitBase)
        {
            unit *= unitBase;
        }

        double raw = Math.Max(range / steps / unit, 1e-9);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double digit = raw / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power * unit;
    }

    private static string Describe(string name, IReadOnlyList<double?> values, Axis axis)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0 ? $"{name}: not known." : $"{name}: {axis.Say(known.Average())} on average, {axis.Say(known.Max())} at most.";
    }
}
