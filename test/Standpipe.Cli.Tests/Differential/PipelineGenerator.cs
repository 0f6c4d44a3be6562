using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>Random pipelines whose outcome does not depend on who is faster.</summary>
internal sealed class PipelineGenerator(Random random, bool substitutions)
{
    // Tells its words on standard error, in one write; copies its input, tells variables, and ends with a code.
    private const string TellAndCopy = "IFS=\"|\"; printf \"%s\\n\" \"$#|$*\" >&2; cat; printf \"%s\\n\" \"$A|$B_1\"; exit \"$0\"";

    private static readonly string[] s_values =
    [
        "", "a", "-n", "--", "it's", "\"", "\\", "\\\\n", "a b", " ", "\t", "\n", "x\ny", "$HOME", "`id`", "*", "?", "[a-z]", "~", "~root", "#", "#x",
        ";", "&", "&&", "|", "||", "<", ">", "(", ")", "{", "}", "{a,b}", "!", "=", "A=b", "%s", "%", "^", "@", "2", "1>", "ä", "日本語", "🎉", "\u0001",
        "\u007f", "\u00a0", "\u2028", "!'\"$\\`", "if", "-", "'", "''", "a'b\"c",
    ];

    // What needs no quotes anywhere in a word.
    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,%@^+";

    /// <summary>One pipeline.</summary>
    /// <param name="Graph">For the tool.</param>
    /// <param name="ForShell">For the shell; for sh without <c>|&amp;</c>.</param>
    /// <param name="Codes">What each stage ends with.</param>
    internal sealed record Pipeline(string Graph, string ForShell, IReadOnlyList<int> Codes);

    internal Pipeline Generate()
    {
        int count = random.Next(1, 5);
        List<int> codes = [];
        StringBuilder graph = new();
        StringBuilder forShell = new();
        bool readsPipe = random.Next(6) > 0;
        for (int i = 0; i < count; i++)
        {
            bool nextReadsPipe = i + 1 == count || random.Next(6) > 0;
            (string command, int code) = Stage(i, readsPipe, nextReadsPipe);
            codes.Add(code);
            bool pipesError = i + 1 < count && random.Next(4) == 0;
            string end = i + 1 == count ? string.Empty : random.Next(5) == 0 ? "\n" : " ";
            _ = graph.Append(command).Append(i + 1 == count ? string.Empty : pipesError ? "|&" : "|").Append(end);
            _ = forShell.Append(command).Append(i + 1 == count ? string.Empty : pipesError && !substitutions ? " 2>&1 |" : pipesError ? "|&" : "|").Append(end);
            readsPipe = nextReadsPipe;
        }

        return new Pipeline(graph.ToString(), forShell.ToString(), codes);
    }

    private (string Command, int Code) Stage(int index, bool readsPipe, bool isRead)
    {
        List<string> redirects = Redirects(index);
        if (!readsPipe)
        {
            redirects.Insert(random.Next(redirects.Count + 1), Operator("<", Word($"in {random.Next(3)}")));
        }

        // What writes into a pipe that nobody reads may or may not be stopped by it, so it has nothing more to tell.
        int code = isRead && random.Next(3) == 0 ? random.Next(1, 4) : 0;
        List<string>? plain = (isRead ? random.Next(7) : random.Next(4)) switch
        {
            0 => [Word("/usr/bin/tr"), Word("a-m"), Word("A-M")],
            1 => [Word("sort")],
            2 => [Word("cat"), Word("-")],
            3 => [Word("wc"), Word("-l")],
            _ => null,
        };
        if (substitutions && plain is not null && random.Next(2) == 0)
        {
            plain = [Word("cat"), Word("-"), .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Substitution(2))];
        }

        List<string> words = plain ?? [Word("sh"), Word("-c"), Word(TellAndCopy), Word(code.ToString(CultureInfo.InvariantCulture)), .. Arguments()];

        List<string> parts = Scatter([.. Assignments(), .. words], redirects);
        return (string.Concat(parts.Select(part => part + Blank())), plain is null ? code : 0);
    }

    /// <summary>Puts the redirections anywhere between the other parts, in their own order.</summary>
    private List<string> Scatter(List<string> parts, List<string> redirects)
    {
        int at = 0;
        foreach (string redirect in redirects)
        {
            at = random.Next(at, parts.Count + 1);
            parts.Insert(at++, redirect);
        }

        return parts;
    }

    private IEnumerable<string> Arguments()
    {
        for (int i = random.Next(5); i > 0; i--)
        {
            yield return Word(Value());
        }
    }

    private IEnumerable<string> Assignments()
    {
        for (int i = random.Next(4) - 1; i > 0; i--)
        {
            yield return (random.Next(2) == 0 ? "A=" : "B_1=") + Word(Value(), mayBeBare: true);
        }
    }

    private List<string> Redirects(int index)
    {
        List<string> redirects = [];
        for (int i = random.Next(5) - 2; i > 0; i--)
        {
            string file = Word($"out {index} {random.Next(2)}");
            redirects.Add(random.Next(substitutions ? 11 : 10) switch
            {
                10 => $"{random.Next(3, 10)}< {Substitution(2)}",
                9 => "3>&1 1>&2 2>&3 3>&-",
                8 => Operator("4>>", file) + " 2>&4",
                0 => Operator(">", file),
                1 => Operator(">>", file),
                2 => Operator("2>", file),
                3 => Operator("2>>", file),
                4 => Operator("1>", file),
                5 => ">&2",
                6 => "1>& 2",
                _ => "2>&1",
            });
        }

        return redirects;
    }

    /// <summary>A process substitution that tells nothing but by its pipe, and ends by itself whoever reads it.</summary>
    private string Substitution(int depth)
    {
        string inside = random.Next(depth > 0 ? 4 : 3) switch
        {
            0 => $"cat {Word($"in {random.Next(3)}")}",
            1 => $"tr a-m A-M < {Word($"in {random.Next(3)}")} | cat 3>&1 >&3",
            2 => $"printf %s\\\\n {Word("it is")}",
            _ => $"cat {Substitution(depth - 1)} < {Substitution(depth - 1)} -",
        };
        return $"<({Blank()}{inside}{Blank()})";
    }

    private string Operator(string symbol, string file) => symbol + (random.Next(2) == 0 ? " " : string.Empty) + file;

    private string Value() => random.Next(4) == 0
        ? string.Concat(s_values[random.Next(s_values.Length)], s_values[random.Next(s_values.Length)])
        : s_values[random.Next(s_values.Length)];

    private string Blank() => random.Next(12) switch { 0 => "  ", 1 => "\t", 2 => " \\\n", _ => " " };

    /// <summary>Quotes a value in one of the many ways.</summary>
    private string Word(string value, bool mayBeBare = false)
    {
        StringBuilder word = new();
        for (int i = 0; i < value.Length;)
        {
            int length = Math.Min(value.Length - i, random.Next(1, 6));
            if (char.IsHighSurrogate(value[i + length - 1]))
            {
                length++;
            }

            _ = word.Append(Quote(value.Substring(i, length)));
            i += length;
        }

        return word.Length == 0 && !mayBeBare ? random.Next(2) == 0 ? "''" : "\"\"" : word.ToString();
    }

    private string Quote(string piece) => random.Next(4) switch
    {
        0 when piece.All(c => c > '\u007f' || Plain.Contains(c, StringComparison.Ordinal)) => piece,
        0 or 1 when !piece.Contains('\'', StringComparison.Ordinal) => $"'{piece}'",
        2 when !piece.Contains('\n', StringComparison.Ordinal) => string.Concat(piece.Select((c, i) => char.IsLowSurrogate(c) ? $"{c}" : $"\\{c}")),
        _ => $"\"{string.Concat(piece.Select(c => c is '$' or '`' or '"' or '\\' ? $"\\{c}" : $"{c}"))}\"",
    };
}
