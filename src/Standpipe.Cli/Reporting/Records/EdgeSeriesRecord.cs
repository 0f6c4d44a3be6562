namespace Standpipe.Cli.Reporting.Records;

/// <summary>An edge over time.</summary>
/// <param name="Name">The edge.</param>
/// <param name="Rate">Bytes a second.</param>
/// <param name="Fill">How full it was; 1 is full.</param>
internal sealed record EdgeSeriesRecord(string Name, IReadOnlyList<double?> Rate, IReadOnlyList<double?> Fill);
