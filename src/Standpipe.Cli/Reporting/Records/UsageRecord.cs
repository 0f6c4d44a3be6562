namespace Standpipe.Cli.Reporting.Records;

/// <summary>What a stage used, with the children it waited for.</summary>
internal sealed record UsageRecord
{
    /// <summary>Gets the processor time in its own code, in nanoseconds.</summary>
    public required long UserNs { get; init; }

    /// <summary>Gets the processor time in the kernel, in nanoseconds.</summary>
    public required long SystemNs { get; init; }

    /// <summary>Gets the most memory that was resident at one time, in bytes.</summary>
    public required long PeakMemory { get; init; }

    /// <summary>Gets whether the peak is only known not to be exceeded.</summary>
    public required bool PeakMemoryIsUpperBound { get; init; }

    /// <summary>Gets how often it gave its processor up to wait for something.</summary>
    public long? VoluntaryContextSwitches { get; init; }

    /// <summary>Gets how often its processor was taken away.</summary>
    public long? InvoluntaryContextSwitches { get; init; }
}
