namespace Standpipe.Cli.Inspecting;

/// <summary>What <c>standpipe inspect</c> is asked.</summary>
internal sealed record InspectRequest
{
    /// <summary>Gets the process whose pipelines are asked for; null for all.</summary>
    internal int? ProcessId { get; init; }

    /// <summary>Gets the pipe that is asked for; null for all.</summary>
    internal ulong? Inode { get; init; }

    /// <summary>Gets the user, by name or number, whose processes are asked for; null for all.</summary>
    internal string? User { get; init; }

    /// <summary>Gets whether pipes are shown that lead nowhere, too.</summary>
    internal bool All { get; init; }

    /// <summary>Gets whether to go on looking.</summary>
    internal bool Watch { get; init; }

    /// <summary>Gets how to show it.</summary>
    internal InspectFormat Format { get; init; }

    /// <summary>Gets the process of which it is asked why it waits; null if that is not the question.</summary>
    internal int? Why { get; init; }

    /// <summary>Gets whether something certain is asked for, so that its ends are shown one by one.</summary>
    internal bool IsNarrow => ProcessId != null || Inode != null;

    /// <summary>What in the request cannot go together.</summary>
    /// <returns>Null if all is well.</returns>
    internal string? FindMistake() => this switch
    {
        { Why: not null } when IsNarrow || User != null || All => "--why is about one process: it goes with no other choice of what to show",
        { Why: not null, Format: InspectFormat.Dot or InspectFormat.Mermaid } => "--why is answered in words: as a table or as JSON",
        { Watch: true, Format: not InspectFormat.Table } => "--watch is for people: it goes with no other format",
        { Inode: not null } when ProcessId != null || User != null => "--pipe names one pipe: it goes with no other choice of what to show",
        _ => null,
    };
}
