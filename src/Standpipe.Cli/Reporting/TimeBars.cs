using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>Each stage's time as one bar of five parts. Each part has a pattern of its own, and its share in figures where there is room.</summary>
internal static class TimeBars
{
    private const double Width = 960;
    private const double Left = 150;
    private const double RowHeight = 40;
    private const double BarHeight = 24;
    private const double RoomForFigure = 44;

    private static readonly (string Class, string Name, Func<TimeRecord, long?> Part)[] s_parts =
    [
        ("run", "on a processor", time => time.OnCpuNs),
        ("wait", "waiting for a processor", time => time.CpuWaitNs),
        ("read", "blocked reading", time => time.BlockedReadNs),
        ("write", "blocked writing", time => time.BlockedWriteNs),
        ("other", "other waiting", time => time.OtherNs),
    ];

    /// <summary>Draws them, with their legend.</summary>
    internal static Markup Draw(RunRecord run)
    {
        double height = (run.Stages.Count * RowHeight) + 6;
        Markup figure = new Markup().Add($"<figure>")
            .Add($"<div class=\"scroll\"><svg class=\"drawn\" role=\"img\" aria-labelledby=\"time-title time-desc\" viewBox=\"0 0 {Width} {height}\">")
            .Add($"<title id=\"time-title\">Where each stage's time went</title>")
            .Add($"<desc id=\"time-desc\">{string.Join(" ", run.Stages.Select(Describe))}</desc>");
        for (int i = 0; i < run.Stages.Count; i++)
        {
            AddRow(figure, run, run.Stages[i], i * RowHeight);
        }

        _ = figure.Add($"</svg></div>").Add($"<ul class=\"legend\">");
        foreach ((string kind, string name, _) in s_parts)
        {
            _ = figure.Add($"<li><svg width=\"22\" height=\"14\" aria-hidden=\"true\"><rect class=\"{kind}\" width=\"22\" height=\"14\" rx=\"3\" fill=\"url(#p-{kind})\"/></svg>{name}</li>");
        }

        return figure.Add($"</ul>").Add($"</figure>");
    }

    /// <summary>Draws the same parts as a bar without words, for where a stage is drawn small.</summary>
    internal static Markup DrawSmall(TimeRecord time, double x, double y, double width, double height)
    {
        Markup bar = new();
        foreach ((string kind, _, Func<TimeRecord, long?> part) in s_parts)
        {
            double length = width * (time.ShareOf(part(time)) ?? 0);
            if (length > 0.2)
            {
                _ = bar.Add($"<rect class=\"{kind}\" x=\"{x}\" y=\"{y}\" width=\"{length}\" height=\"{height}\" fill=\"url(#p-{kind})\"/>");
                x += length;
            }
        }

        return bar;
    }

    /// <summary>Gives the patterns' definitions, which all drawings of a page use; once in it, so that each name is there once.</summary>
    internal static Markup Patterns() => new Markup().AddTrusted("""
        <defs>
        <pattern id="p-run" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="run" width="8" height="8"/></pattern>
        <pattern id="p-wait" class="wait" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="currentColor" opacity=".25"/><rect width="2.5" height="6" fill="currentColor"/></pattern>
        <pattern id="p-read" class="read" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="currentColor" opacity=".25"/><circle cx="3" cy="3" r="1.7" fill="currentColor"/></pattern>
        <pattern id="p-write" class="write" width="5" height="6" patternUnits="userSpaceOnUse"><rect width="5" height="6" fill="currentColor" opacity=".3"/><rect width="2" height="6" fill="currentColor"/></pattern>
        <pattern id="p-other" class="other" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="currentColor" opacity=".35"/></pattern>
        </defs>

        """);

    /// <summary>Cuts a name that would be too wide.</summary>
    internal static string Shorten(string text, int longest) => text.Length > longest ? $"{text[..(longest - 1)]}…" : text;

    private static void AddRow(Markup figure, RunRecord run, StageRecord stage, double top)
    {
        double middle = top + 6 + (BarHeight / 2);
        bool hot = run.Bottleneck?.Stage == stage.Name;
        _ = figure.Add($"<text class=\"bold mono{(hot ? " alarm" : string.Empty)}\" x=\"0\" y=\"{middle + 4 - (hot ? 6 : 0)}\">{Shorten(stage.Name, 19)}</text>");
        if (hot)
        {
            _ = figure.Add($"<text class=\"alarm\" x=\"0\" y=\"{middle + 13}\">bottleneck</text>");
        }

        if (stage.Time is not { } time || s_parts.All(part => part.Part(time) is null))
        {
            _ = figure.Add($"<text class=\"soft\" x=\"{Left}\" y=\"{middle + 4}\">not known</text>");
            return;
        }

        double x = Left;
        _ = figure.Add($"<g>");
        foreach ((string kind, string name, Func<TimeRecord, long?> part) in s_parts)
        {
            double share = time.ShareOf(part(time)) ?? 0;
            double length = (Width - Left) * share;
            if (length < 0.5)
            {
                continue;
            }

            _ = figure.Add($"<rect class=\"{kind}\" x=\"{x}\" y=\"{top + 6}\" width=\"{length}\" height=\"{BarHeight}\" fill=\"url(#p-{kind})\"><title>{stage.Name}, {name}: {Amount.Share(share)}</title></rect>");
            if (length >= RoomForFigure)
            {
                // On a plate of the page's own colour, so that it can be read on any pattern.
                _ = figure.Add($"<rect x=\"{x + (length / 2) - 19}\" y=\"{middle - 8.5}\" width=\"38\" height=\"17\" rx=\"4\" style=\"fill:var(--card)\"/>")
                    .Add($"<text x=\"{x + (length / 2)}\" y=\"{middle + 4}\" text-anchor=\"middle\">{Amount.Share(share)}</text>");
            }

            x += length;
        }

        _ = figure.Add($"</g>").Add($"<rect class=\"track\" x=\"{Left}\" y=\"{top + 6}\" width=\"{Width - Left}\" height=\"{BarHeight}\"/>");
    }

    private static string Describe(StageRecord stage) => stage.Time is { } time
        ? $"{stage.Name}: {string.Join(", ", s_parts.Select(part => $"{part.Name} {Amount.Share(time.ShareOf(part.Part(time)))}"))}."
        : $"{stage.Name}: not known.";
}
