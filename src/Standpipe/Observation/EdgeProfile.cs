namespace Standpipe.Observation;

/// <summary>What is known of an edge.</summary>
/// <remarks>Shares are of the time that the edge was open and neither of its stages stopped. <see langword="null"/>: the system does not tell.</remarks>
public sealed record EdgeProfile
{
    /// <summary>Gets the edge's name.</summary>
    /// <value>As it was given to the observer.</value>
    public required string Name { get; init; }

    /// <summary>Gets the name of the stage that writes.</summary>
    /// <value>As it was given to the observer.</value>
    public required string From { get; init; }

    /// <summary>Gets the name of the stage that reads.</summary>
    /// <value>As it was given to the observer.</value>
    public required string To { get; init; }

    /// <summary>Gets the capacity.</summary>
    /// <value>Bytes.</value>
    public int? Capacity { get; init; }

    /// <summary>Gets what was in the pipe at the last look.</summary>
    /// <value>Bytes; 0 once the reader has ended.</value>
    public int? BytesInPipe { get; init; }

    /// <summary>Gets whether a writer would have had to wait at the last look.</summary>
    /// <value>The kernel counts pages: a pipe can be full with half its capacity in it.</value>
    public bool? IsFull { get; init; }

    /// <summary>Gets what was in the pipe on average, as a share of its capacity.</summary>
    /// <value>0 to 1.</value>
    public double? FillShare { get; init; }

    /// <summary>Gets the share of time in which a writer would have had to wait.</summary>
    /// <value>0 to 1.</value>
    public double? FullShare { get; init; }

    /// <summary>Gets the share of time in which a reader would have had to wait.</summary>
    /// <value>0 to 1.</value>
    public double? EmptyShare { get; init; }

    /// <summary>Gets the bytes that have come through.</summary>
    /// <value>What is still in the pipe is among them. <see cref="Quality"/> says how good the number is.</value>
    public long? BytesTransferred { get; init; }

    /// <summary>Gets how good <see cref="BytesTransferred"/> is.</summary>
    /// <value><see cref="ByteQuality.Exact"/> only where writer and reader agreed to the byte, from the first one on.</value>
    public ByteQuality Quality { get; init; }

    /// <summary>Gets when the first byte had come.</summary>
    /// <value>By the clock of <see cref="GraphProfile.Elapsed"/>: that of the look that saw it, which may be the first. <see langword="null"/> if none was seen.</value>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>Gets when the last byte had come so far.</summary>
    /// <value>As <see cref="FirstByte"/>.</value>
    public TimeSpan? LastByte { get; init; }

    /// <summary>Gets the system calls by which the writer has written.</summary>
    /// <value>All of its process's; <see langword="null"/> if it writes to other edges too.</value>
    public long? WriteCalls { get; init; }

    /// <summary>Gets the system calls by which the reader has read.</summary>
    /// <value>All of its process's, those of its loader among them; <see langword="null"/> if it reads other edges too.</value>
    public long? ReadCalls { get; init; }

    /// <summary>Gets how long the writer waited for room in this edge.</summary>
    /// <value>Over all of the time; <see langword="null"/> if no stage writes, or the system does not tell.</value>
    public TimeSpan? WriterBlockedTime { get; init; }

    /// <summary>Gets how long the reader waited for bytes from this edge.</summary>
    /// <value>Over all of the time; <see langword="null"/> if no stage reads, or the system does not tell.</value>
    public TimeSpan? ReaderBlockedTime { get; init; }

    /// <summary>Gets the rate over the last seconds.</summary>
    /// <value>Bytes a second.</value>
    public double? Rate { get; init; }

    /// <summary>Gets the rate over all of the time.</summary>
    /// <value>Bytes a second.</value>
    public double? MeanRate { get; init; }
}
