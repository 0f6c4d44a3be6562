namespace Standpipe;

/// <summary>What a <see cref="GraphEvent"/> tells.</summary>
public enum GraphEventKind
{
    /// <summary>Every node has started.</summary>
    Started,

    /// <summary>A node has ended.</summary>
    NodeExited,

    /// <summary>The first side of an edge was closed.</summary>
    EdgeClosed,

    /// <summary>There is something that the user should know.</summary>
    Warning,

    /// <summary>The graph is being stopped.</summary>
    Stopping,

    /// <summary>All is over; there is a result. The last event.</summary>
    Completed,
}
