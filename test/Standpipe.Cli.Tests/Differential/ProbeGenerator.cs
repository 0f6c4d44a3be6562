using System.Text;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>Random text of all that means something to a shell, with a probe as each stage's program.</summary>
internal sealed class ProbeGenerator(Random random, bool substitutions)
{
    // No slash and no letter but a few: whatever the text should turn out to be, it touches nothing but files beside it.
    private static readonly string[] s_pieces =
    [
        "a", "b", "A", "1", "2", "0", "'", "'", "\"", "\"", "\\", "\\", "$", "`", "*", "?", "[", "]", "~", "#", "!", "{", "}", ",", "..",
        "=", ":", "-", "+", "%", "^", "@", ".", ";", "&", "(", ")", " ", " ", "\t", "\n", "\\\n", "|", "|&", "<", ">", ">>", "2>", "2>&1",
        ">&2", ">&", "1>", "02>", "\r", "\u0001", "\u007f", "ä", "\u00a0", "日", "🎉", "''", "\"\"", "'$A'", "\"\\$\"", "A=", "a=b", "'a b'",
        "\\'", "\\\"", "\\\\", "<&", ">&-", "3>", "4<", "9>&", "5>>", "12>", ">&3", "<>", "A=~", ":~", "if", "\u0081\u0088",
    ];

    // Mostly what is accepted: pure noise is nearly always refused.
    private static readonly string[] s_tame =
    [
        "a", "b", "A", "1", "2", " ", " ", " ", "'", "\"", "\\", "\\\n", "'a'", "\"b\"", "=", ":", "{", "}", ",", "!", "]", "-", "%", "^", "@", ".",
        ">a", " >b", " 2>a", "<b", ">>", "2>&1", " >&2", "A=", " a=b ", "\t", "\u007f", "\u0001", "ä", "🎉", "''", "\"\"", "'|&;<>$`*?[~#(){}'",
        "\"|&;<>*?[~#(){}'\"", "\\*", "\\~", "\\#", "\\$", "\"\\$\\`\\\\\\\"\\a\"", "\n", "2", "\\2", " 2\\\n>a", " 02>a", "#", "~", "\\\\",
        " 3>a", " 4<b", " 5>>b", " 3>&1", " 4>&2", " <&0", " 0<&4", " >&3", " 2>&5 ", " 3>&-", " <&- ", " 2>&-", " 0>a", " 1<b", " 7>& 1",
    ];

    private readonly StringBuilder _text = new();
    private int _probes;

    internal string Generate()
    {
        Pipeline(depth: 0, stages: random.Next(1, substitutions ? 3 : 4));
        return _text.ToString();
    }

    private void Pipeline(int depth, int stages)
    {
        string[] pieces = random.Next(4) == 0 ? s_pieces : s_tame;
        for (int i = 0; i < stages; i++)
        {
            if (i > 0)
            {
                _ = _text.Append(random.Next(4) == 0 ? "|&" : "|");
            }

            // Texts with substitutions are long, and one refusal refuses the whole.
            Noise(pieces, random.Next(3) == 0 && !substitutions ? 4 : 0, depth);
            _ = _text.Append(Separator()).Append(Program(_probes++)).Append(Separator());
            Noise(pieces, substitutions ? 6 : 12, depth);
        }
    }

    private void Noise(string[] pieces, int most, int depth)
    {
        for (int i = random.Next(most + 1); i > 0; i--)
        {
            _ = _text.Append(pieces[random.Next(pieces.Length)]);
            if (substitutions && depth < 3 && _probes < 6 && random.Next(3) == 0)
            {
                _ = _text.Append(random.Next(6) switch { 0 => "", 1 => " < ", 2 => " > ", 3 => " 3> ", _ => " " }).Append(random.Next(3) == 0 ? ">(" : "<(");
                Pipeline(depth + 1, random.Next(1, 3));
                _ = _text.Append(random.Next(4) == 0 ? "\n)" : ")");
            }
        }
    }

    private string Separator() => random.Next(8) == 0 && !substitutions ? "" : random.Next(8) == 0 ? "\\\n" : " ";

    private string Program(int i) => random.Next(5) switch
    {
        0 => $"'p{i}'",
        1 => $"p\\{i}",
        2 => $"\"p\"{i}",
        _ => $"p{i}",
    };
}
