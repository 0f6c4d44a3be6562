namespace Standpipe.Observation;

/// <summary>What a stage does, or waits for.</summary>
public enum StageState
{
    /// <summary>The system does not tell.</summary>
    Unknown,

    /// <summary>It runs on a processor.</summary>
    Running,

    /// <summary>It could run, and waits for a processor.</summary>
    WaitingForCpu,

    /// <summary>It waits for bytes from an edge of the graph.</summary>
    BlockedReading,

    /// <summary>It waits for room in an edge of the graph.</summary>
    BlockedWriting,

    /// <summary>It waits for a disk.</summary>
    Disk,

    /// <summary>It waits for a socket.</summary>
    Network,

    /// <summary>It waits for a terminal.</summary>
    Terminal,

    /// <summary>It waits for input that comes from outside the graph.</summary>
    Source,

    /// <summary>It waits for whoever, outside the graph, takes its output.</summary>
    Sink,

    /// <summary>It waits for time to pass.</summary>
    Sleeping,

    /// <summary>It waits for something else: a lock, a child, an event.</summary>
    Waiting,

    /// <summary>It was stopped, as by Ctrl-Z. This time is in no share.</summary>
    Stopped,

    /// <summary>It has ended.</summary>
    Exited,
}
