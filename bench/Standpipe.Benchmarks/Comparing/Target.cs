using System.Globalization;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>What a row is to reach.</summary>
internal sealed class Target
{
    private readonly Func<Entry, double?> _measure;
    private readonly double _limit;
    private readonly string _words;
    private readonly bool _tellsFigure;

    private Target(string words, double limit, Func<Entry, double?> measure, bool tellsFigure)
    {
        _words = words;
        _limit = limit;
        _measure = measure;
        _tellsFigure = tellsFigure;
    }

    /// <summary>The median ratio to the row's base.</summary>
    internal static Target OfBase(double limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"<= {limit:0.00}"), limit, entry => Ratio(entry, entry.Base), tellsFigure: false);

    /// <summary>The median ratio to another row; its name is told.</summary>
    internal static Target Of(Entry other, double limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"<= {limit:0.00} of {other.Name}"), limit, entry => Ratio(entry, other), tellsFigure: true);

    /// <summary>A figure that the process counts.</summary>
    internal static Target OfFigure(string figure, string words, double limit) =>
        new(words, limit, entry => entry.Figure(figure), tellsFigure: false);

    /// <summary>What a table says of it.</summary>
    internal string Judge(Entry entry) => _measure(entry) is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{_words}{(_tellsFigure ? $" ({value:0.00})" : string.Empty)} {(Holds(value) ? "ok" : "MISSED")}")
        : $"{_words} not judged";


    private static double? Ratio(Entry entry, Entry? other) =>
        entry.RatiosTo(other) is { Count: > 0 } ratios ? Statistics.Median(ratios) : null;

    // A table has two decimals; a target is held to what it shows.
    private bool Holds(double value) => Math.Round(value, 2) <= _limit;
}
