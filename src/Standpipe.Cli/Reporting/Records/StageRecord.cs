namespace Standpipe.Cli.Reporting.Records;

/// <summary>A stage.</summary>
internal sealed record StageRecord
{
    /// <summary>Gets the name, which no other stage has.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the program and its arguments; empty for a stage inside the tool.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>Gets the command as the graph has it, quotes and variables and all; null if the graph is no text.</summary>
    public string? Command { get; init; }

    /// <summary>Gets the process id.</summary>
    public int? Pid { get; init; }

    /// <summary>Gets when it started, in nanoseconds of the run.</summary>
    public long? StartNs { get; init; }

    /// <summary>Gets when it ended, in nanoseconds of the run.</summary>
    public long? EndNs { get; init; }

    /// <summary>Gets how it ended.</summary>
    public required ExitRecord Exit { get; init; }

    /// <summary>Gets what it used; null if the system does not tell.</summary>
    public UsageRecord? Usage { get; init; }

    /// <summary>Gets where its time went; null if it was not observed.</summary>
    public TimeRecord? Time { get; init; }

    /// <summary>Gets the bytes it read, from wherever.</summary>
    public long? BytesRead { get; init; }

    /// <summary>Gets the bytes it wrote, to wherever.</summary>
    public long? BytesWritten { get; init; }

    /// <summary>Gets the system calls by which it read.</summary>
    public long? ReadCalls { get; init; }

    /// <summary>Gets the system calls by which it wrote.</summary>
    public long? WriteCalls { get; init; }

    /// <summary>Gets the end of what it wrote to standard error; null if that was not kept.</summary>
    public string? StderrTail { get; init; }
}
