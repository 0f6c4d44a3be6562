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
