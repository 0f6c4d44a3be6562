namespace Standpipe.Cli.Reporting.Records;

/// <summary>How it went: stretches of time, and a number for each in every series. null in a series is what nobody knows, and what was not: an edge whose reader had ended, a stage while it was stopped.</summary>
internal sealed record HistoryRecord
{
    /// <summary>Gets when each stretch ended, in nanoseconds of the run.</summary>
    public required IReadOnlyList<long> TimeNs { get; init; }

    /// <summary>Gets the series of the stages, in the order of the stages.</summary>
    public required IReadOnlyList<StageSeriesRecord> Stages { get; init; }

    /// <summary>Gets the series of the edges, in the order of the edges.</summary>
    public required IReadOnlyList<EdgeSeriesRecord> Edges { get; init; }
}
