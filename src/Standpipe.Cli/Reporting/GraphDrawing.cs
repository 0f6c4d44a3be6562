using System.Globalization;
using System.Text;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>The graph as SVG: stages as boxes, pipes as arrows with their figures.</summary>
internal static class GraphDrawing
{
    private const double NodeWidth = 158;
    private const double NodeHeight = 76;
    private const double Gap = 128;
    private const double RowGap = 48;
    private const double PortGap = 16;
    private const double Margin = 8;
    private const double WordHeight = 22;   // above a box, for the mark of the bottleneck

    /// <summary>Draws it.</summary>
    internal static Markup Draw(RunRecord run)
    {
        EdgeRecord[] edges = [.. run.Edges];
        (string From, string To, EdgeRecord Edge)[] arrows =
            [.. edges.SelectMany(edge => edge.AlsoFrom.Prepend(edge.From).Select(from => (Node(from), Node(edge.To), edge)))];
        string[] nodes = [.. run.Stages.Select(stage => stage.Name).Concat(arrows.SelectMany(arrow => (string[])[arrow.From, arrow.To])).Distinct()];
        GraphLayers layers = new(nodes, [.. arrows.Select(arrow => (arrow.From, arrow.To))]);
        double tallest = layers.Layers.Max(Tall);
        double width = (2 * Margin) + (layers.Layers.Count * NodeWidth) + ((layers.Layers.Count - 1) * Gap);
        bool goesBack = layers.Ways.Any(way => layers.LayerOf(way[0]) >= layers.LayerOf(way[^1]));
        double height = tallest + WordHeight + (2 * Margin) + (goesBack ? RowGap : 0);

        Dictionary<string, (double X, double Y)> places = Place(layers, tallest);
        Markup drawing = new Markup()
            .Add($"<div class=\"scroll\"><svg role=\"img\" aria-labelledby=\"graph-title graph-desc\" width=\"{width}\" viewBox=\"0 0 {width} {height}\" style=\"min-width:{Math.Min(width, layers.Layers.Count * 170)}px\">")
            .Add($"<title id=\"graph-title\">The graph of {nodes.Length} stages and {edges.Length} pipes</title>")
            .Add($"<desc id=\"graph-desc\">{string.Join(" ", edges.Select(Describe))}</desc>");
        for (int i = 0; i < arrows.Length; i++)
        {
            (double start, double end) = Spread(i, layers, places);
            AddArrow(drawing, layers.Ways[i], layers, places, arrows[i].Edge, tallest, start, end);
        }

        foreach (string node in nodes)
        {
            AddNode(drawing, run, node, places[node]);
        }

        return drawing.Add($"</svg></div>");
    }

    private static double Tall(IReadOnlyList<string> layer) => (layer.Count * NodeHeight) + ((layer.Count - 1) * RowGap);

    private static Dictionary<string, (double X, double Y)> Place(GraphLayers layers, double tallest)
    {
        Dictionary<string, (double X, double Y)> places = [];
        for (int i = 0; i < layers.Layers.Count; i++)
        {
            double y = Margin + WordHeight + ((tallest - Tall(layers.Layers[i])) / 2);
            foreach (string name in layers.Layers[i])
            {
                places[name] = (Margin + (i * (NodeWidth + Gap)), y);
                y += NodeHeight + RowGap;
            }
        }

        return places;
    }

    // Edges that leave or reach one box do so side by side, the upper ones above.
    private static (double Start, double End) Spread(int edge, GraphLayers layers, Dictionary<string, (double X, double Y)> places)
    {
        IReadOnlyList<string> way = layers.Ways[edge];
        return (Shift(other => other[0] == way[0], other => places[other[1]].Y), Shift(other => other[^1] == way[^1], other => places[other[^2]].Y));

        double Shift(Func<IReadOnlyList<string>, bool> shares, Func<IReadOnlyList<string>, double> height)
        {
            List<IReadOnlyList<string>> all = [.. layers.Ways.Where(other => layers.LayerOf(other[0]) < layers.LayerOf(other[^1]) && shares(other)).OrderBy(height)];
            int at = all.IndexOf(way);
            return at < 0 ? 0 : (at - ((all.Count - 1) / 2.0)) * Math.Min(PortGap, (NodeHeight - PortGap) / all.Count);
        }
    }

    private static string Node(PortRecord port) => port.Stage;

    private static string Describe(EdgeRecord edge) => $"{edge.From} to {edge.To}: {Amount.Rate(edge.MeanRate)}, {Amount.Share(edge.MeanFill)} full.";

    private static void AddNode(Markup drawing, RunRecord run, string name, (double X, double Y) place)
    {
        StageRecord? stage = run.Stages.FirstOrDefault(candidate => candidate.Name == name);
        bool hot = run.Bottleneck?.Stage == name;
        (double x, double y) = place;
        if (hot)
        {
            _ = drawing.Add($"<text class=\"alarm bold\" x=\"{x + 2}\" y=\"{y - 8}\">▼ bottleneck</text>");
        }

        if (stage is null)
        {
            // A file, or somebody outside.
            _ = drawing.Add($"<g><rect class=\"node outside\" x=\"{x}\" y=\"{y + 18}\" width=\"{NodeWidth}\" height=\"{NodeHeight - 36}\" rx=\"9\"/>")
                .Add($"<text class=\"mono\" x=\"{x + 12}\" y=\"{y + (NodeHeight / 2) + 4}\">{TimeBars.Shorten(name, 18)}<title>{name}</title></text></g>");
            return;
        }

        _ = drawing.Add($"<g><rect class=\"node{(hot ? " hot" : string.Empty)}\" x=\"{x}\" y=\"{y}\" width=\"{NodeWidth}\" height=\"{NodeHeight}\" rx=\"9\"/>")
            .Add($"<text class=\"bold mono\" x=\"{x + 12}\" y=\"{y + 23}\" style=\"font-size:14px\">{TimeBars.Shorten(name, 15)}</text>");
        if (stage.Time is { } time)
        {
            _ = drawing.Add($"<text class=\"soft\" x=\"{x + 12}\" y=\"{y + 43}\">{Figures(time)}</text>")
                .Add(TimeBars.DrawSmall(time, x + 12, y + 54, NodeWidth - 24, 9))
                .Add($"<rect class=\"track\" x=\"{x + 12}\" y=\"{y + 54}\" width=\"{NodeWidth - 24}\" height=\"9\"/>");
        }

        _ = drawing.Add($"<title>{SummaryTable.Command(stage)}</title></g>");
    }

    private static string Figures(TimeRecord time)
    {
        (string Name, double? Share)[] waits = [("reading", time.ShareOf(time.BlockedReadNs)), ("writing", time.ShareOf(time.BlockedWriteNs))];
        (string name, double? share) = waits.MaxBy(wait => wait.Share ?? 0);
        string processor = $"cpu {Amount.Share(time.Processors)}";
        return share > 0.1 ? $"{processor}, {name} {Amount.Share(share)}" : processor;
    }

    private static void AddArrow(
        Markup drawing, IReadOnlyList<string> way, GraphLayers layers, Dictionary<string, (double X, double Y)> places, EdgeRecord edge, double tallest, double startShift, double endShift)
    {
        (double X, double Y) start = places[way[0]];
        (double X, double Y) end = places[way[^1]];
        (double x1, double y1) = (start.X + NodeWidth, start.Y + (NodeHeight / 2) + startShift);
        (double x2, double y2) = (end.X - 9, end.Y + (NodeHeight / 2) + endShift);
        double thick = 1.5 + (4 * (edge.MeanFill ?? 0));
        if (layers.LayerOf(way[0]) >= layers.LayerOf(way[^1]))
        {
            // Back to the left, below everything.
            double below = Margin + WordHeight + tallest + (RowGap / 2);
            string d = string.Create(CultureInfo.InvariantCulture, $"M{start.X + (NodeWidth / 2):0.#} {start.Y + NodeHeight:0.#}V{below:0.#}H{end.X + (NodeWidth / 2):0.#}V{end.Y + NodeHeight + 9:0.#}");
            _ = drawing.Add($"<path class=\"edge back\" stroke-width=\"{thick}\" d=\"{d}\"/><path class=\"tip\" d=\"M{end.X + (NodeWidth / 2)} {end.Y + NodeHeight}l-5 9h10z\"/>")
                .Add($"<text x=\"{(start.X + end.X + NodeWidth) / 2}\" y=\"{below - 5}\" text-anchor=\"middle\">{Amount.Rate(edge.MeanRate)}, {Amount.Share(edge.MeanFill)} full</text>");
            return;
        }

        StringBuilder path = new(string.Create(CultureInfo.InvariantCulture, $"M{x1:0.#} {y1:0.#}"));
        (double X, double Y) at = (x1, y1);
        foreach (string place in way.Skip(1).SkipLast(1))
        {
            (double x, double y) = (places[place].X, places[place].Y + (NodeHeight / 2));
            Curve(path, at, (x, y));
            _ = path.Append(CultureInfo.InvariantCulture, $"H{x + NodeWidth:0.#}");
            at = (x + NodeWidth, y);
        }

        Curve(path, at, (x2, y2));
        _ = drawing.Add($"<path class=\"edge\" stroke-width=\"{thick}\" d=\"{path.ToString()}\"/><path class=\"tip\" d=\"M{x2 + 8} {y2}l-10 -5.5v11z\"/>");

        (double middle, double height) = PlaceLabel(way, layers, places, at, (x2, y2));
        _ = drawing.Add($"<text class=\"label\" x=\"{middle}\" y=\"{height - 9}\" text-anchor=\"middle\">{Amount.Rate(edge.MeanRate)}</text>")
            .Add($"<text class=\"label soft\" x=\"{middle}\" y=\"{height + 18}\" text-anchor=\"middle\">{Amount.Share(edge.MeanFill)} full</text>");
        if (edge.From.Fd is not (1 or null))
        {
            _ = drawing.Add($"<text class=\"label soft\" x=\"{x1 + 4}\" y=\"{y1 - 4}\" style=\"font-size:10px\">{edge.From.Fd}</text>");
        }

        if (edge.To.Fd is not (0 or null))
        {
            _ = drawing.Add($"<text class=\"label soft\" x=\"{x2 - 6}\" y=\"{y2 - 4}\" text-anchor=\"end\" style=\"font-size:10px\">{edge.To.Fd}</text>");
        }
    }

    // Where the edge is alone: on its way past a layer, else away from the side that it shares with others.
    private static (double X, double Y) PlaceLabel(
        IReadOnlyList<string> way, GraphLayers layers, Dictionary<string, (double X, double Y)> places, (double X, double Y) from, (double X, double Y) to)
    {
        if (way.Count > 2)
        {
            (double x, double y) = places[way[1]];
            return (x + (NodeWidth / 2), y + (NodeHeight / 2));
        }

        bool sharesStart = layers.Ways.Count(other => other[0] == way[0]) > 1;
        bool sharesEnd = layers.Ways.Count(other => other[^1] == way[^1]) > 1;
        double share = sharesStart == sharesEnd ? 0.5 : sharesStart ? 0.68 : 0.32;

        // The curve is a cubic whose ends are level: it has this height there.
        double height = share * share * (3 - (2 * share));
        return (from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * height));
    }

    private static void Curve(StringBuilder path, (double X, double Y) from, (double X, double Y) to)
    {
        double middle = (from.X + to.X) / 2;
        _ = path.Append(CultureInfo.InvariantCulture, $"C{middle:0.#} {from.Y:0.#} {middle:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
    }
}
