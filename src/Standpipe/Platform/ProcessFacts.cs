namespace Standpipe.Platform;

/// <summary>What one scan saw of a process.</summary>
internal sealed record ProcessFacts
{
    /// <summary>Gets its id.</summary>
    internal required int Id { get; init; }

    /// <summary>Gets its program's name.</summary>
    internal required string Name { get; init; }

    /// <summary>Gets its parent; 0 for none.</summary>
    internal int ParentId { get; init; }

    /// <summary>Gets its process group.</summary>
    internal int GroupId { get; init; }

    /// <summary>Gets its session.</summary>
    internal int SessionId { get; init; }

    /// <summary>Gets whose it is.</summary>
    internal uint UserId { get; init; }

    /// <summary>Gets that user's name, or the number as text.</summary>
    internal string UserName { get; init; } = string.Empty;

    /// <summary>Gets the program and its arguments; empty if not told.</summary>
    internal IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>Gets the bytes that it has written in its life, with the children it has reaped; null if not told.</summary>
    internal long? BytesWritten { get; init; }

    /// <summary>Gets its threads, the first one first.</summary>
    internal IReadOnlyList<ThreadFacts> Threads { get; init; } = [];

    /// <summary>Gets its ends of pipes, by descriptor.</summary>
    internal IReadOnlyList<EndFacts> Ends { get; init; } = [];

    /// <summary>Gets whether its descriptors could be seen.</summary>
    internal bool AreDescriptorsSeen { get; init; } = true;
}
