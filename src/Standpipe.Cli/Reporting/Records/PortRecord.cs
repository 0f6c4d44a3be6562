namespace Standpipe.Cli.Reporting.Records;

/// <summary>An end of an edge.</summary>
/// <param name="Stage">The stage's name, or what stands there instead of a stage: a file, this process.</param>
/// <param name="Fd">The stage's descriptor; null if it is no stage's.</param>
internal sealed record PortRecord(string Stage, int? Fd)
{
    /// <summary>Says it as the graph's language does.</summary>
    public override string ToString() => Fd is { } fd ? $"{Stage}.{fd}" : Stage;
}
