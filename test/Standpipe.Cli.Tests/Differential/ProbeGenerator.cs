using System.Text;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>Random text of all that means something to a shell, with a probe as each stage's program.</summary>
internal static class ProbeGenerator
{
    // No slash and no letter but a few: whatever the text should turn out to be, it touches nothing but files beside it.
    private static readonly string[] s_pieces =
    [
        "a", "b", "A", "1", "2", "0", "'", "'", "\"", "\"", "\\", "\\", "$", "`", "*", "?", "[", "]", "~", "#", "!", "{", "}", ",", "..",
        "=", ":", "-", "+", "%", "^", "@", ".", ";", "&", "(", ")", " ", " ", "\t", "\n", "\\\n", "|", "|&", "<", ">", ">>", "2>", "2>&1",
        ">&2", ">&", "1>", "02>", "\r", "\u0001", "\u007f", "ä", "\u00a0", "日", "🎉", "''", "\"\"", "'$A'", "\"\\$\"", "A=", "a=b", "'a b'",
        "\\'", "\\\"", "\\\\", "<&", "A=~", ":~", "if", "\u0081\u0088",
    ];

    // Mostly what is accepted: pure noise is nearly always refused.
    private static readonly string[] s_tame =
    [
        "a", "b", "A", "1", "2", " ", " ", " ", "'", "\"", "\\", "\\\n", "'a'", "\"b\"", "=", ":", "{", "}", ",", "!", "]", "-", "%", "^", "@", ".",
        ">a", " >b", " 2>a", "<b", ">>", "2>&1", " >&2", "A=", " a=b ", "\t", "\u007f", "\u0001", "ä", "🎉", "''", "\"\"", "'|&;<>$`*?[~#(){}'",
        "\"|&;<>*?[~#(){}'\"", "\\*", "\\~", "\\#", "\\$", "\"\\$\\`\\\\\\\"\\a\"", "\n", "2", "\\2", " 2\\\n>a", " 02>a", "#", "~", "\\\\",
    ];

    internal static string Generate(Random random)
    {
        StringBuilder text = new();
        int stages = random.Next(1, 4);
        for (int i = 0; i < stages; i++)
        {
            if (i > 0)
            {
                _ = text.Append(random.Next(4) == 0 ? "|&" : "|");
            }

            string[] pieces = random.Next(4) == 0 ? s_pieces : s_tame;
            Noise(random, text, pieces, random.Next(3) == 0 ? 4 : 0);
            _ = text.Append(Separator(random)).Append(Program(random, i)).Append(Separator(random));
            Noise(random, text, pieces, 12);
        }

        return text.ToString();
    }

    private static void Noise(Random random, StringBuilder text, string[] pieces, int most)
    {
        for (int i = random.Next(most + 1); i > 0; i--)
        {
            _ = text.Append(pieces[random.Next(pieces.Length)]);
        }
    }

    private static string Separator(Random random) => random.Next(8) == 0 ? "" : random.Next(8) == 0 ? "\\\n" : " ";

    private static string Program(Random random, int i) => random.Next(5) switch
    {
        0 => $"'p{i}'",
        1 => $"p\\{i}",
        2 => $"\"p\"{i}",
        _ => $"p{i}",
    };
}
