namespace Standpipe.Benchmarks.Comparing;

/// <summary>A table of the comparison.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Unit">What a time is the time of.</param>
/// <param name="FormatTime">Writes a unit's time, given nanoseconds.</param>
/// <param name="Cases">What was run.</param>
internal sealed record ComparisonTable(string Title, string Unit, Func<double, string> FormatTime, IReadOnlyList<Case> Cases)
{
    /// <summary>Gets further columns.</summary>
    internal IReadOnlyList<FigureColumn> Columns { get; init; } = [];

    /// <summary>Gets whether rows are held to their targets.</summary>
    internal bool IsJudged { get; init; } = true;

    /// <summary>Gets what a reader has to know besides.</summary>
    internal IReadOnlyList<string> Notes { get; init; } = [];
}
