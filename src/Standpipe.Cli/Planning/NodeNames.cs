using System.Globalization;

namespace Standpipe.Cli.Planning;

/// <summary>Names for nodes: letters, digits, '-', '_' and '.', each one once.</summary>
internal sealed class NodeNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Gives a program's node its name: <c>cat</c>, and <c>cat-2</c> for the second.</summary>
    internal string For(string program)
    {
        string file = program[(program.AsSpan().LastIndexOfAny('/', OperatingSystem.IsWindows() ? '\\' : '/') + 1)..];
        string stem = string.Concat(file.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        string name = stem.Length == 0 ? "node" : stem;
        string candidate = name;
        for (int i = 2; !_taken.Add(candidate); i++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return candidate;
    }
}
