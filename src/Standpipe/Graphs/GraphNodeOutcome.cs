namespace Standpipe;

/// <summary>What became of a node.</summary>
public enum GraphNodeOutcome
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>It ended with 0; a stage in this process completed.</summary>
    Succeeded,

    /// <summary>It failed, by itself.</summary>
    Failed,

    /// <summary>It could not write any more because its reader had had enough, and ended well. No failure.</summary>
    EarlyClose,

    /// <summary>It could not write any more because its reader had failed: a consequence, not the cause.</summary>
    LostReader,

    /// <summary>It ended because the graph was stopped.</summary>
    Stopped,
}
