using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Inspecting;

/// <summary>Text that others chose, made safe to show: a program may call itself what a terminal would obey.</summary>
internal static class Printable
{
    /// <summary>Replaces what is no printable character by a question mark.</summary>
    internal static string Text(string text)
    {
        StringBuilder shown = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isSafe = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned);
            _ = isSafe ? shown.Append(rune) : shown.Append('?');
        }

        return shown.ToString();
    }
}
