using Standpipe.Platform;

namespace Standpipe;

/// <summary>What a child used while it ran, its own waited-for children included.</summary>
/// <remarks><b>Source</b>: getrusage(2), wait4(2).</remarks>
public sealed class ResourceUsage
{
    internal ResourceUsage(ProcessUsage usage)
    {
        UserTime = usage.UserTime;
        SystemTime = usage.SystemTime;
        PeakMemory = usage.PeakMemory;
        PeakMemoryIsUpperBound = usage.PeakMemoryIsUpperBound;
        VoluntaryContextSwitches = usage.VoluntarySwitches;
        InvoluntaryContextSwitches = usage.InvoluntarySwitches;
    }

    /// <summary>Gets the processor time spent in the program's own code.</summary>
    /// <value>Summed over processors, so it may exceed the time that passed.</value>
    public TimeSpan UserTime { get; }

    /// <summary>Gets the processor time the kernel spent for it.</summary>
    /// <value>Summed over processors.</value>
    public TimeSpan SystemTime { get; }

    /// <summary>Gets the most memory that was resident at one time.</summary>
    /// <value>Bytes.</value>
    public long PeakMemory { get; }

    /// <summary>Gets whether <see cref="PeakMemory"/> is only known not to be exceeded.</summary>
    /// <value>
    /// <see langword="true"/> if the figure is not above this process's own peak: Linux counts the memory that a child
    /// shares with its parent until its program is loaded.
    /// </value>
    public bool PeakMemoryIsUpperBound { get; }

    /// <summary>Gets how often the child gave its processor up to wait for something.</summary>
    /// <value><see langword="null"/> where the system does not tell: on Windows.</value>
    public long? VoluntaryContextSwitches { get; }

    /// <summary>Gets how often the child's processor was taken away while it could have gone on.</summary>
    /// <value><see langword="null"/> where the system does not tell: on Windows.</value>
    public long? InvoluntaryContextSwitches { get; }
}
