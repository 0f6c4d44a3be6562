namespace Standpipe.Cli.Reporting.Records;

/// <summary>
/// Everything that is known of a run, as <c>--json</c> writes it (docs/run-json.md) and the report and the summary show it. null is what the
/// system does not tell; it is never written as 0.
/// </summary>
internal sealed record RunRecord
{
    /// <summary>The schema that this is; a number more means that readers of the one before may misread it.</summary>
    internal const string SchemaName = "standpipe-run/1";

    /// <summary>Gets the schema.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>Gets the tool that wrote it.</summary>
    public required ToolRecord Tool { get; init; }

    /// <summary>Gets the system that it ran on.</summary>
    public required PlatformRecord Platform { get; init; }

    /// <summary>Gets the graph as it was given; null if it was given by options.</summary>
    public string? Graph { get; init; }

    /// <summary>Gets when it started, by the wall clock.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets when it ended, by the wall clock.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Gets the start by a clock that nobody sets, in nanoseconds; only differences mean anything.</summary>
    public required long StartNs { get; init; }

    /// <summary>Gets how long it took by that clock, in nanoseconds.</summary>
    public required long DurationNs { get; init; }

    /// <summary>Gets how it ended.</summary>
    public required ResultRecord Result { get; init; }

    /// <summary>Gets the stages.</summary>
    public required IReadOnlyList<StageRecord> Stages { get; init; }

    /// <summary>Gets the edges.</summary>
    public required IReadOnlyList<EdgeRecord> Edges { get; init; }

    /// <summary>Gets the bottleneck; null if none could be told.</summary>
    public BottleneckRecord? Bottleneck { get; init; }

    /// <summary>Gets how it went over time; null if it was not observed.</summary>
    public HistoryRecord? History { get; init; }

    /// <summary>Gets what the reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
