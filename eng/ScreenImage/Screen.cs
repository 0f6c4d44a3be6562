using System.Globalization;

namespace Standpipe.ScreenImage;

/// <summary>A terminal's screen: lines of cells.</summary>
internal static class Screen
{
    private const string Ink = "#d7dae0";

    // The sixteen that every terminal has its own shades of.
    private static readonly string[] s_base =
    [
        "#1b1d22", "#e06c75", "#7fc987", "#d7b56d", "#6aa9ee", "#c68aee", "#56b6c2", "#d7dae0",
        "#7c828e", "#ff7a85", "#98e0a0", "#f0cf85", "#82bcff", "#d9a3ff", "#6fd0dc", "#ffffff",
    ];

    private static readonly int[] s_steps = [0, 95, 135, 175, 215, 255];

    /// <summary>Reads a screen.</summary>
    /// <param name="text">Lines, with the sequences that set colours and weights; others are left out.</param>
    internal static IReadOnlyList<IReadOnlyList<Cell>> Parse(string text)
    {
        List<IReadOnlyList<Cell>> lines = [];
        string color = Ink;
        bool bold = false;
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            List<Cell> cells = [];
            for (int i = 0; i < line.Length; i++)
            {
                if (line[i] != '\e')
                {
                    cells.Add(new Cell(line[i], color, bold));
                    continue;
                }

                int end = line.AsSpan(i).IndexOfAnyInRange('@', 'Z') is int upper && line.AsSpan(i).IndexOfAnyInRange('a', 'z') is int lower
                    ? i + Math.Min(upper < 0 ? int.MaxValue : upper, lower < 0 ? int.MaxValue : lower)
                    : line.Length;
                if (end < line.Length && line[end] == 'm')
                {
                    Apply(line[(i + 2)..end], ref color, ref bold);
                }

                i = end;
            }

            lines.Add(cells);
        }

        return lines;
    }

    private static void Apply(string parameters, ref string color, ref bool bold)
    {
        Queue<int> numbers = new(parameters.Split(';').Select(number => number.Length == 0 ? 0 : int.Parse(number, CultureInfo.InvariantCulture)));
        while (numbers.TryDequeue(out int number))
        {
            switch (number)
            {
                case 0:
                    (color, bold) = (Ink, false);
                    break;
                case 1:
                    bold = true;
                    break;
                case 22:
                    bold = false;
                    break;
                case 39:
                    color = Ink;
                    break;
                case >= 30 and <= 37:
                    color = s_base[number - 30];
                    break;
                case >= 90 and <= 97:
                    color = s_base[number - 90 + 8];
                    break;
                case 38 when numbers.TryDequeue(out int kind):
                    color = kind == 5 ? Indexed(numbers.Dequeue()) : Rgb(numbers.Dequeue(), numbers.Dequeue(), numbers.Dequeue());
                    break;
                default:
                    break;
            }
        }
    }

    // xterm's 256: sixteen, a cube of six steps a side, and greys.
    private static string Indexed(int index) => index switch
    {
        < 16 => s_base[index],
        < 232 => Rgb(s_steps[(index - 16) / 36], s_steps[(index - 16) / 6 % 6], s_steps[(index - 16) % 6]),
        _ => Rgb(8 + (10 * (index - 232)), 8 + (10 * (index - 232)), 8 + (10 * (index - 232))),
    };

    private static string Rgb(int red, int green, int blue) => string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");
}
