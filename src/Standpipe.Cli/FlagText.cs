using System.CommandLine.Parsing;
using System.Globalization;
using Standpipe.Cli.Language;

namespace Standpipe.Cli;

/// <summary>Reads what flags are given.</summary>
internal static class FlagText
{
    /// <summary>Reads a text; what is wrong with it becomes the parser's complaint.</summary>
    internal static T Parse<T>(ArgumentResult result, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return default!;
        }
    }

    /// <summary>Reads the one text of a flag.</summary>
    internal static T Parse<T>(ArgumentResult result, Func<string, T> parse) => Parse(result, result.Tokens[0].Value, parse);

    /// <summary>Reads one of several names.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static string OneOf(string text, IReadOnlyList<string> names) => names.Contains(text)
        ? text
        : throw new FormatException($"'{text}' is none of {string.Join(", ", names)}{Nearest.Hint(text, names)}");

    /// <summary>Reads a process's id.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static int ParseProcess(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 0
            ? id
            : throw new FormatException($"'{text}' is not a process id: give a number above 0");
}
