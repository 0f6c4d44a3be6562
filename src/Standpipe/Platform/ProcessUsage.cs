namespace Standpipe.Platform;

/// <summary>What a child used.</summary>
/// <param name="UserTime">Processor time in its own code, that of its waited-for children included.</param>
/// <param name="SystemTime">Processor time in the kernel for it.</param>
/// <param name="PeakMemory">The largest resident size, in bytes.</param>
/// <param name="PeakMemoryIsUpperBound">Whether the true peak may be smaller.</param>
internal sealed record ProcessUsage(TimeSpan UserTime, TimeSpan SystemTime, long PeakMemory, bool PeakMemoryIsUpperBound)
{
    /// <summary>How often it gave its processor up to wait for something; null: the system does not tell.</summary>
    internal long? VoluntarySwitches { get; init; }

    /// <summary>How often its processor was taken away; null: the system does not tell.</summary>
    internal long? InvoluntarySwitches { get; init; }
}
