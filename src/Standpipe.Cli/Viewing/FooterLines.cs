using System.Text;
using Spectre.Console;

namespace Standpipe.Cli.Viewing;

/// <summary>The lines below the stages: which one is the bottleneck, why, and what could be done.</summary>
internal static class FooterLines
{
    /// <summary>The lines they always take, so that the view does not jump when a verdict comes.</summary>
    internal const int Count = 3;

    private const string Label = "bottleneck: ";

    /// <summary>Draws exactly <see cref="Count"/> lines, some of them perhaps empty.</summary>
    internal static IReadOnlyList<StyledLine> Draw(FlowFrame frame, ViewLook look)
    {
        List<StyledLine> lines = [];
        if (frame.Verdict is not { } verdict)
        {
            lines.Add(new StyledLine(look).Add($" {Label}", ViewStyles.Quiet).Add("not known yet", ViewStyles.Quiet));
        }
        else
        {
            // The name comes first, whatever is cut: the rest is on the lines below it, or in the report. The sentence begins with it.
            string why = verdict.Reason.StartsWith($"{verdict.Stage} ", StringComparison.Ordinal) ? verdict.Reason[(verdict.Stage.Length + 1)..] : verdict.Reason;
            int indent = 1 + Label.Length + verdict.Stage.GetCellWidth() + 1;
            List<string> reason = Wrap(why, Math.Max(10, look.Width - 1), indent);
            lines.Add(new StyledLine(look).Add($" {Label}", ViewStyles.Quiet).Add(verdict.Stage, ViewStyles.Bottleneck)
                .Add(reason[0].Length > 0 ? $" {reason[0]}" : string.Empty));
            List<string> more = [.. reason.Skip(1), .. verdict.Hint is { } hint ? Wrap($"hint: {hint}", Math.Max(10, look.Width - 1), 0) : []];
            if (more.Count >= Count)
            {
                // The last line has all the rest, and is cut where the terminal ends, with a mark that says so.
                more = [.. more.Take(Count - 2), string.Join(' ', more.Skip(Count - 2))];
            }

            lines.AddRange(more.Select(text => new StyledLine(look).Add($" {text}")));
        }

        while (lines.Count < Count)
        {
            lines.Add(new StyledLine(look));
        }

        return lines;
    }

    private static List<string> Wrap(string text, int width, int firstIndent)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int room = width - firstIndent;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 ? line.Length + 1 + word.Length > room : word.Length > room && lines.Count == 0 && firstIndent > 0)
            {
                lines.Add(line.ToString());
                _ = line.Clear();
                room = width;
            }

            _ = (line.Length > 0 ? line.Append(' ') : line).Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }
}
