namespace Standpipe.Cli.Reporting.Records;

/// <summary>A stage over time, as shares of each stretch.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Processors">Processors used.</param>
/// <param name="BlockedRead">Blocked in reads from edges.</param>
/// <param name="BlockedWrite">Blocked in writes to edges.</param>
internal sealed record StageSeriesRecord(
    string Name, IReadOnlyList<double?> Processors, IReadOnlyList<double?> BlockedRead, IReadOnlyList<double?> BlockedWrite);
