using System.Text;

namespace Standpipe.Platform;

/// <summary>Between a command line and its arguments: the C runtime's rules, the shell's, and back.</summary>
internal static class CommandLine
{
    private const char Quote = '"';
    private const char Backslash = '\\';

    /// <summary>Splits as a program's C runtime does.</summary>
    /// <remarks>
    /// The program's name has no escapes: quotes only switch. After it, 2n backslashes before a quote are n, and the quote
    /// switches; 2n + 1 are n and a quote; a double quote within quotes is a quote, and the quotes go on.
    /// </remarks>
    internal static List<string> SplitAsRuntime(ReadOnlySpan<char> line)
    {
        List<string> arguments = [TakeProgram(ref line, stopsAfterQuote: false)];
        while (SkipBlanks(ref line))
        {
            arguments.Add(TakeArgument(ref line, asShell: false));
        }

        return arguments;
    }

    /// <summary>Splits as CommandLineToArgvW does.</summary>
    /// <remarks>
    /// A program's name in quotes ends at the next quote. A second quote in a row within quotes ends them; a third gives a
    /// quote.
    /// </remarks>
    internal static List<string> SplitAsShell(ReadOnlySpan<char> line)
    {
        List<string> arguments = [TakeProgram(ref line, stopsAfterQuote: true)];
        while (SkipBlanks(ref line))
        {
            arguments.Add(TakeArgument(ref line, asShell: true));
        }

        return arguments;
    }

    /// <summary>Makes a command line that both rules split into these arguments.</summary>
    internal static string Join(IReadOnlyList<string> arguments)
    {
        StringBuilder line = new();
        for (int index = 0; index < arguments.Count; index++)
        {
            _ = index == 0 ? line.Append(QuoteProgram(arguments[0])) : AppendArgument(line.Append(' '), arguments[index]);
        }

        return line.ToString();
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';

    private static bool SkipBlanks(ref ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \t");
        return !line.IsEmpty;
    }

    private static string TakeProgram(ref ReadOnlySpan<char> line, bool stopsAfterQuote)
    {
        if (stopsAfterQuote && !line.IsEmpty && line[0] == Quote)
        {
            int end = line[1..].IndexOf(Quote);
            string quoted = (end < 0 ? line[1..] : line.Slice(1, end)).ToString();
            line = end < 0 ? default : line[(end + 2)..];
            return quoted;
        }

        StringBuilder name = new();
        bool inQuotes = false;
        int position = 0;
        for (; position < line.Length && (inQuotes || !IsBlank(line[position])); position++)
        {
            if (line[position] == Quote && !stopsAfterQuote)
            {
                inQuotes = !inQuotes;
            }
            else
            {
                _ = name.Append(line[position]);
            }
        }

        line = line[position..];
        return name.ToString();
    }

    private static string TakeArgument(ref ReadOnlySpan<char> line, bool asShell)
    {
        StringBuilder argument = new();
        bool inQuotes = false;
        int position = 0;
        while (position < line.Length && (inQuotes || !IsBlank(line[position])))
        {
            int backslashes = Count(line[position..], Backslash);
            position += backslashes;
            int quotes = Count(line[position..], Quote);
            if (quotes == 0)
            {
                _ = argument.Append(Backslash, backslashes);
                if (backslashes == 0)
                {
                    _ = argument.Append(line[position++]);
                }

                continue;
            }

            _ = argument.Append(Backslash, backslashes / 2);
            if (backslashes % 2 != 0)
            {
                _ = argument.Append(Quote);
                position++;
                quotes--;
            }

            position += quotes;
            inQuotes = asShell ? TakeQuotesAsShell(argument, quotes, inQuotes) : TakeQuotesAsRuntime(argument, quotes, inQuotes);
        }

        line = line[position..];
        return argument.ToString();
    }

    private static bool TakeQuotesAsRuntime(StringBuilder argument, int quotes, bool inQuotes)
    {
        while (quotes > 0)
        {
            if (inQuotes && quotes > 1)
            {
                _ = argument.Append(Quote);
                quotes -= 2;
            }
            else
            {
                inQuotes = !inQuotes;
                quotes--;
            }
        }

        return inQuotes;
    }

    private static bool TakeQuotesAsShell(StringBuilder argument, int quotes, bool inQuotes)
    {
        // Counted from the quote that opened: every third of them is one to keep, and afterwards the quotes are closed
        // unless exactly one is left.
        int counted = quotes + (inQuotes ? 1 : 0);
        _ = argument.Append(Quote, counted / 3);
        return counted % 3 == 1;
    }

    private static int Count(ReadOnlySpan<char> text, char character)
    {
        int other = text.IndexOfAnyExcept(character);
        return other < 0 ? text.Length : other;
    }

    private static string QuoteProgram(string program) =>
        program.Length == 0 || program.AsSpan().ContainsAny(" \t") ? $"{Quote}{program}{Quote}" : program;

    private static StringBuilder AppendArgument(StringBuilder line, string argument)
    {
        if (argument.Length > 0 && !argument.AsSpan().ContainsAny(" \t\n\v\""))
        {
            return line.Append(argument);
        }

        _ = line.Append(Quote);
        int backslashes = 0;
        foreach (char character in argument)
        {
            if (character == Backslash)
            {
                backslashes++;
                continue;
            }

            _ = line.Append(Backslash, character == Quote ? (backslashes * 2) + 1 : backslashes).Append(character);
            backslashes = 0;
        }

        return line.Append(Backslash, backslashes * 2).Append(Quote);
    }
}
