namespace Standpipe.Cli.Reporting.Records;

/// <summary>An edge.</summary>
internal sealed record EdgeRecord
{
    /// <summary>Gets the name: <c>cat.1->grep.0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the end that is written.</summary>
    public required PortRecord From { get; init; }

    /// <summary>Gets the ends of further writers, where several write into one pipe.</summary>
    public IReadOnlyList<PortRecord> AlsoFrom { get; init; } = [];

    /// <summary>Gets the end that is read.</summary>
    public required PortRecord To { get; init; }

    /// <summary>Gets how many bytes the pipe holds.</summary>
    public long? Capacity { get; init; }

    /// <summary>Gets the bytes that went through.</summary>
    public long? Bytes { get; init; }

    /// <summary>Gets how good that number is: <c>exact</c>, <c>estimate</c> or <c>unknown</c>.</summary>
    public required string BytesQuality { get; init; }

    /// <summary>Gets the system calls by which the writer wrote, wherever; null if it writes to other edges too.</summary>
    public long? WriteCalls { get; init; }

    /// <summary>Gets the system calls by which the reader read, whatever; null if it reads other edges too.</summary>
    public long? ReadCalls { get; init; }

    /// <summary>Gets when the first byte was seen, in nanoseconds of the run.</summary>
    public long? FirstByteNs { get; init; }

    /// <summary>Gets when the last byte was seen, in nanoseconds of the run.</summary>
    public long? LastByteNs { get; init; }

    /// <summary>Gets how long the writer waited for room in it, in nanoseconds.</summary>
    public long? WriterBlockedNs { get; init; }

    /// <summary>Gets how long the reader waited for bytes from it, in nanoseconds.</summary>
    public long? ReaderBlockedNs { get; init; }

    /// <summary>Gets the bytes a second, over all of the time.</summary>
    public double? MeanRate { get; init; }

    /// <summary>Gets how full it was on average; 1 is full.</summary>
    public double? MeanFill { get; init; }

    /// <summary>Gets the share of time in which it was full.</summary>
    public double? FullShare { get; init; }

    /// <summary>Gets the share of time in which it was empty.</summary>
    public double? EmptyShare { get; init; }

    /// <summary>Gets who closed first: <c>reader</c>, <c>writer</c>, or null if nobody knows.</summary>
    public string? ClosedFirst { get; init; }
}
