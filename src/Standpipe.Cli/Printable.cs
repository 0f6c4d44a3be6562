using System.Globalization;
using System.Text;

namespace Standpipe.Cli;

/// <summary>Text that others chose, made safe to show: a program may call itself what a terminal would obey.</summary>
internal static class Printable
{
    /// <summary>Replaces what is no printable character by a question mark.</summary>
    internal static string Text(string text)
    {
        StringBuilder shown = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = IsSafe(rune) ? shown.Append(rune) : shown.Append('?');
        }

        return shown.ToString();
    }

    /// <summary>Does so line by line, with a blank for a tab.</summary>
    internal static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => Text(line.TrimEnd('\r').Replace('\t', ' '))));

    /// <summary>Whether a character only shows itself: it moves nothing, and turns nothing round.</summary>
    internal static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
