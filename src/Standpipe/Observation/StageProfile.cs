namespace Standpipe.Observation;

/// <summary>What is known of a stage.</summary>
/// <remarks>
/// Shares are of the time that the stage was seen and not stopped, and add up to 1 (<see cref="CpuShare"/> apart). <see langword="null"/>
/// means that the system does not tell; it is never written as 0.
/// </remarks>
public sealed record StageProfile
{
    /// <summary>Gets the stage's name.</summary>
    /// <value>As it was given to the observer.</value>
    public required string Name { get; init; }

    /// <summary>Gets the process.</summary>
    /// <value>Its id.</value>
    public required int ProcessId { get; init; }

    /// <summary>Gets the name of the program at work.</summary>
    /// <value>As the kernel has it, cut to 15 characters; behind a shell that only waits, the program it waits for.</value>
    public string? Program { get; init; }

    /// <summary>Gets what it did at the last look.</summary>
    /// <value><see cref="StageState.Unknown"/> if the system does not tell.</value>
    public StageState State { get; init; }

    /// <summary>Gets the descriptor that it was blocked on.</summary>
    /// <value><see langword="null"/> unless it was, and the system tells.</value>
    public int? StateDescriptor { get; init; }

    /// <summary>Gets how long it was seen, without the time that it was stopped.</summary>
    /// <value>What the shares are of.</value>
    public TimeSpan ObservedTime { get; init; }

    /// <summary>Gets the processors it used, on average.</summary>
    /// <value>1 is one processor all the time; more with several threads.</value>
    public double? CpuShare { get; init; }

    /// <summary>Gets the share of time in which it ran.</summary>
    /// <value>0 to 1.</value>
    public double? RunShare { get; init; }

    /// <summary>Gets the share of time in which it could have run and waited for a processor.</summary>
    /// <value>0 to 1.</value>
    public double? CpuWaitShare { get; init; }

    /// <summary>Gets the share of time in which it waited for bytes from an edge.</summary>
    /// <value>0 to 1.</value>
    public double? BlockedReadShare { get; init; }

    /// <summary>Gets the share of time in which it waited for room in an edge.</summary>
    /// <value>0 to 1.</value>
    public double? BlockedWriteShare { get; init; }

    /// <summary>Gets the share of all other time.</summary>
    /// <value>0 to 1.</value>
    public double? OtherShare { get; init; }

    /// <summary>Gets what most of the other time was.</summary>
    /// <value><see langword="null"/> if there was none.</value>
    public StageState? OtherState { get; init; }

    /// <summary>Gets the processor time used so far.</summary>
    /// <value>Of all its threads and of the processes it started.</value>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Gets the bytes it has read, from wherever.</summary>
    /// <value>What is spliced is not in it.</value>
    public long? BytesRead { get; init; }

    /// <summary>Gets the bytes it has written, to wherever.</summary>
    /// <value>What is spliced is not in it.</value>
    public long? BytesWritten { get; init; }

    /// <summary>Gets the system calls by which it has read.</summary>
    /// <value>From wherever; one that moved nothing counts too.</value>
    public long? ReadCalls { get; init; }

    /// <summary>Gets the system calls by which it has written.</summary>
    /// <value>To wherever; one that moved nothing counts too.</value>
    public long? WriteCalls { get; init; }

    /// <summary>Gets its threads.</summary>
    /// <value>Those of the processes it started among them.</value>
    public int? Threads { get; init; }

    /// <summary>Gets its processes.</summary>
    /// <value>1, and those it started that were still there.</value>
    public int? Processes { get; init; }

    /// <summary>Gets its memory.</summary>
    /// <value>Resident bytes.</value>
    public long? MemoryBytes { get; init; }

    /// <summary>Gets how far it is in the file that it reads.</summary>
    /// <value><see langword="null"/> unless it reads a regular file and no edge.</value>
    public FileProgress? InputFile { get; init; }
}
