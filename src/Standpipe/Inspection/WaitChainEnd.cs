namespace Standpipe.Inspection;

/// <summary>What a chain of processes, each of which waits for the next, ends at.</summary>
public enum WaitChainEnd
{
    /// <summary>A process that could move.</summary>
    CanMove,

    /// <summary>A process that is in the chain already: they wait for each other.</summary>
    Circle,

    /// <summary>A process that is stopped.</summary>
    Stopped,

    /// <summary>A pipe whose other end is held by nobody who can be seen.</summary>
    Unseen,
}
