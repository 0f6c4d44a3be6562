namespace Standpipe;

/// <summary>What becomes of a graph that stands still: whose processes wait for each other, or for an end of file that does not come.</summary>
public enum GraphStallPolicy
{
    /// <summary>It is not looked for.</summary>
    Off,

    /// <summary>It is told by an event and a warning of the result; the graph stays as it is.</summary>
    Warn,

    /// <summary>It is told, and the graph is stopped.</summary>
    Stop,
}
