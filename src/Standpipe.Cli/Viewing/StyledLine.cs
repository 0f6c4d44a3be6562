using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Standpipe.Cli.Viewing;

/// <summary>One line of the view, made from left to right and never wider than it may be.</summary>
/// <param name="look">Whose width it has.</param>
internal sealed class StyledLine(ViewLook look)
{
    private readonly List<Segment> _segments = [];

    /// <summary>Gets the columns taken so far.</summary>
    internal int Width { get; private set; }

    /// <summary>Gets the columns that are left.</summary>
    internal int Room => look.Width - Width;

    /// <summary>Gets the parts.</summary>
    internal IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Adds words; what does not fit is cut, and a mark says so.</summary>
    /// <param name="text">The words. Control characters and, without Unicode, foreign ones are shown as <c>?</c>.</param>
    /// <param name="style">How.</param>
    /// <param name="widest">How many columns they may take, at most.</param>
    internal StyledLine Add(string text, Style? style = null, int widest = int.MaxValue)
    {
        string fitting = Fit(Clean(text, look.Unicode), Math.Min(widest, Room), look);
        if (fitting.Length > 0)
        {
            _segments.Add(new Segment(fitting, style ?? ViewStyles.Plain));
            Width += fitting.GetCellWidth();
        }

        return this;
    }

    /// <summary>Adds words only if all of them fit.</summary>
    internal bool TryAdd(string text, Style? style = null)
    {
        bool fits = Clean(text, look.Unicode).GetCellWidth() <= Room;
        if (fits)
        {
            _ = Add(text, style);
        }

        return fits;
    }

    /// <summary>Adds blanks up to a column.</summary>
    internal StyledLine To(int column)
    {
        int blanks = Math.Min(column, look.Width) - Width;
        return blanks > 0 ? Add(new string(' ', blanks)) : this;
    }

    /// <summary>Adds all of another line.</summary>
    internal StyledLine Add(StyledLine other)
    {
        foreach (Segment segment in other._segments)
        {
            _ = Add(segment.Text, segment.Style);
        }

        return this;
    }

    /// <summary>Gives the text without styles and without blanks at its end.</summary>
    public override string ToString() => string.Concat(_segments.Select(segment => segment.Text)).TrimEnd();

    /// <summary>Makes text of anybody's safe to print: an escape sequence in an argument is not obeyed.</summary>
    internal static string Clean(string text, bool unicode)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isShown = Printable.IsSafe(rune) && (unicode || rune.IsAscii);
            _ = isShown ? clean.Append(rune) : clean.Append(rune.Value is '\n' or '\t' ? ' ' : '?');
        }

        return clean.ToString();
    }

    private static string Fit(string text, int width, ViewLook look)
    {
        if (width <= 0)
        {
            return string.Empty;
        }

        if (text.GetCellWidth() <= width)
        {
            return text;
        }

        StringBuilder fitting = new();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int cells = rune.ToString().GetCellWidth();
            if (used + cells > width - 1)
            {
                break;
            }

            _ = fitting.Append(rune);
            used += cells;
        }

        return fitting.Append(look.Ellipsis).ToString();
    }
}
