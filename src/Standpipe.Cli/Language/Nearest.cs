namespace Standpipe.Cli.Language;

/// <summary>What somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>Says which known name a wrong one is near to.</summary>
    /// <returns>A piece of a sentence; empty if none is near.</returns>
    internal static string Hint(string wrong, IEnumerable<string> known)
    {
        (string Name, int Distance)[] near =
        [
            .. known.Select(name => (name, Distance(wrong, name))).Where(entry => entry.Item2 <= Math.Max(1, wrong.Length / 3)).OrderBy(entry => entry.Item2),
        ];
        return near.Length == 0 ? string.Empty : $"; did you mean '{near[0].Name}'?";
    }

    /// <summary>How many characters must be put in, taken out, changed, or swapped with their neighbour, to make one of the other.</summary>
    private static int Distance(string a, string b)
    {
        int[][] table = [.. Enumerable.Range(0, a.Length + 1).Select(_ => new int[b.Length + 1])];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                table[i][j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(table[i - 1][j] + 1, table[i][j - 1] + 1),
                    table[i - 1][j - 1] + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i][j] = Math.Min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }

        return table[a.Length][b.Length];
    }
}
