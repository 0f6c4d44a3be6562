namespace Standpipe.Observation;

/// <summary>What the slowest stage spends its time with.</summary>
public enum BottleneckKind
{
    /// <summary>Nobody can tell.</summary>
    Unknown,

    /// <summary>It computes.</summary>
    Cpu,

    /// <summary>It would compute, but others have the processors.</summary>
    WaitingForCpu,

    /// <summary>It waits for a disk.</summary>
    Disk,

    /// <summary>It waits for a socket.</summary>
    Network,

    /// <summary>It waits for a terminal.</summary>
    Terminal,

    /// <summary>It waits for time to pass: a rate limit, a pause.</summary>
    Sleeping,

    /// <summary>It waits for input from outside the graph.</summary>
    Source,

    /// <summary>It waits for whoever, outside the graph, takes its output.</summary>
    Sink,

    /// <summary>It waits for something else: a lock, a child, an event.</summary>
    Waiting,
}
