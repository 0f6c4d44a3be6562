namespace Standpipe;

/// <summary>What is known of one node when it is judged.</summary>
internal sealed record JudgedNode
{
    /// <summary>How its process ended; null for a stage in this process, or while it runs.</summary>
    internal ExitStatus? Status { get; init; }

    /// <summary>Why a stage in this process failed.</summary>
    internal Exception? Exception { get; init; }

    /// <summary>Which end it was, counted from 1, in the order in which they were seen; 0 while it runs.</summary>
    internal int Order { get; init; }

    /// <summary>Whether the graph was being stopped when it ended.</summary>
    internal bool WasStopped { get; init; }

    /// <summary>Whether a write without a reader is an error for it and not its end; null if that is not known.</summary>
    internal bool? SurvivesBrokenPipe { get; init; }

    /// <summary>The pipes that it wrote and whose readers had left before its end.</summary>
    internal IReadOnlyList<LostPipe> Lost { get; init; } = [];

    /// <summary>Those whose end was seen later and had begun before its own, since it had their end of file.</summary>
    internal IReadOnlyList<int> After { get; init; } = [];

    /// <summary>Whether it has ended, and not well.</summary>
    internal bool EndedBadly => Order > 0 && (Exception is not null || Status is { IsSuccess: false });
}
