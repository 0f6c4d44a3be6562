using System.Globalization;
using System.Text;

namespace Standpipe.Cli;

/// <summary>Text in a drawing for Mermaid.</summary>
internal static class MermaidText
{
    /// <summary>Writes what is more than a letter to Mermaid or to HTML by its number; for between quotes.</summary>
    internal static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value is > 127 or ' ' or '-' or '.' or '/' or ':' or '_' or '[' or ']' || Rune.IsLetterOrDigit(rune)
                ? escaped.Append(rune.ToString())
                : escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return escaped.ToString();
    }
}
