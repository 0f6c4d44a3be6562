using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Viewing;

/// <summary>
/// The lowest lines of a terminal, kept apart by a scroll region: what others write scrolls above them and is never torn by a redrawing.
/// Gives the bytes to send; each answer is to be sent by one write, so that nobody's text comes in between.
/// </summary>
internal sealed class BottomPane
{
    private const char Escape = '\e';
    private const string Save = "\e7";        // DECSC: place and colours of whoever writes above
    private const string Restore = "\e8";     // DECRC
    private const string PlainText = "\e[0m";
    private const string WholeScreen = "\e[r";
    private const string EraseBelow = "\e[J";
    private const string EraseLine = "\e[2K";
    private const string NextLine = "\eD";    // IND: down, scrolling if need be; the column stays, as a line feed's does not
    private const string BeginFrame = "\e[?2026h";   // terminals that know it show the frame at once; others ignore it
    private const string EndFrame = "\e[?2026l";

    private int _lines;
    private (int Width, int Height) _size;

    /// <summary>Gets whether it is on the screen.</summary>
    internal bool IsShown => _lines > 0;

    /// <summary>Draws the lines, and makes room for them first if that is new.</summary>
    /// <param name="lines">What to show, escape sequences and all; each narrower than the terminal.</param>
    /// <param name="width">The terminal's columns.</param>
    /// <param name="height">The terminal's lines; if they are not more than there are to show, nothing is shown.</param>
    internal string Show(IReadOnlyList<string> lines, int width, int height)
    {
        if (lines.Count == 0 || lines.Count >= height)
        {
            return Hide();
        }

        StringBuilder text = new(BeginFrame);
        if (lines.Count != _lines || _size != (width, height))
        {
            _ = text.Append(Hide());
            for (int i = 0; i < lines.Count; i++)
            {
                _ = text.Append(NextLine);
            }

            _ = Command(text, lines.Count, 'A');
            _lines = lines.Count;
            _size = (width, height);
        }

        // Every time: a program above may have changed the region, or the terminal by itself when its size changed.
        int top = height - lines.Count;
        _ = text.Append(Save).Append(PlainText).Append(Escape).Append("[1;").Append(top.ToString(CultureInfo.InvariantCulture)).Append('r');
        for (int i = 0; i < lines.Count; i++)
        {
            _ = Command(text, top + 1 + i, 'H').Append(EraseLine).Append(lines[i]).Append(PlainText);
        }

        return text.Append(Restore).Append(EndFrame).ToString();
    }

    /// <summary>Takes it off the screen: all that is below the cursor is the pane's.</summary>
    /// <returns>Nothing if it is not shown.</returns>
    internal string Hide()
    {
        if (_lines == 0)
        {
            return string.Empty;
        }

        _lines = 0;
        return $"{Save}{WholeScreen}{Restore}{Save}{PlainText}{EraseBelow}{Restore}";
    }

    private static StringBuilder Command(StringBuilder text, int number, char letter) =>
        text.Append(Escape).Append('[').Append(number.ToString(CultureInfo.InvariantCulture)).Append(letter);
}
