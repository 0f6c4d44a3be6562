namespace Standpipe.Cli.Reporting.Records;

/// <summary>Where a stage's time went, in nanoseconds: the five parts add up to what was observed.</summary>
internal sealed record TimeRecord
{
    /// <summary>Gets how long it was observed, without the time in which it was stopped.</summary>
    public required long ObservedNs { get; init; }

    /// <summary>Gets the time on a processor.</summary>
    public long? OnCpuNs { get; init; }

    /// <summary>Gets the time that it waited for a processor.</summary>
    public long? CpuWaitNs { get; init; }

    /// <summary>Gets the time blocked in reads from edges.</summary>
    public long? BlockedReadNs { get; init; }

    /// <summary>Gets the time blocked in writes to edges.</summary>
    public long? BlockedWriteNs { get; init; }

    /// <summary>Gets all other time.</summary>
    public long? OtherNs { get; init; }

    /// <summary>Gets what most of the other time was.</summary>
    public string? Other { get; init; }

    /// <summary>Gets the processors used, on average; above 1 with several threads.</summary>
    public double? Processors { get; init; }

    /// <summary>Gives a part as a share of what was observed.</summary>
    internal double? ShareOf(long? part) => part is { } time && ObservedNs > 0 ? (double)time / ObservedNs : null;
}
