using System.Globalization;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>What a contender's process says of one request.</summary>
/// <param name="Nanoseconds">How long it took.</param>
/// <param name="Units">How much was done: bytes, round trips, reads or starts, as counted where they arrived.</param>
/// <param name="Figures">What else it counted, by name.</param>
internal sealed record Answer(long Nanoseconds, long Units, IReadOnlyDictionary<string, double> Figures)
{
    private const string Ok = "ok ";

    /// <summary>An answer without further figures.</summary>
    internal Answer(long nanoseconds, long units)
        : this(nanoseconds, units, new Dictionary<string, double>())
    {
    }

    /// <summary>Reads an answer's line.</summary>
    /// <exception cref="ContenderException">It tells of a failure, or is no answer.</exception>
    internal static Answer Parse(string? line)
    {
        if (line is null || !line.StartsWith(Ok, StringComparison.Ordinal))
        {
            throw new ContenderException(line ?? "its process ended");
        }

        string[] words = line.Split(' ');
        return new Answer(
            long.Parse(words[1], CultureInfo.InvariantCulture),
            long.Parse(words[2], CultureInfo.InvariantCulture),
            words.Skip(3).Select(word => word.Split('=')).ToDictionary(
                pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture)));
    }

    /// <summary>The answer's line.</summary>
    public override string ToString() => string.Concat(
        string.Create(CultureInfo.InvariantCulture, $"{Ok}{Nanoseconds} {Units}"),
        string.Concat(Figures.Select(pair => string.Create(CultureInfo.InvariantCulture, $" {pair.Key}={pair.Value}"))));
}
