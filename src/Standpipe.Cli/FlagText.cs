using System.CommandLine.Parsing;
using System.Globalization;

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

    /// <summary>Reads a process's id.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static int ParseProcess(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 0
            ? id
            : throw new FormatException($"'{text}' is not a process id: give a number above 0");
}
