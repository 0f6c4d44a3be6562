namespace Standpipe;

/// <summary>What a <see cref="GraphWarning"/> is about.</summary>
public enum GraphWarningKind
{
    /// <summary>A pipe holds less than was asked for, or less than is usual.</summary>
    SmallPipe,

    /// <summary>The processes of the graph wait for each other in a circle.</summary>
    Deadlock,

    /// <summary>Somebody waits for an end of file that does not come, because a process that is no node still holds the write end.</summary>
    NoEndOfFile,

    /// <summary>A node could not write any more because its reader had had enough, and that was to be told (<see cref="GraphEarlyClosePolicy.Warn"/>).</summary>
    EarlyClose,

    /// <summary>A process or a stage did not end in time and was killed, or left.</summary>
    Killed,

    /// <summary>What the caller wanted called when a node ends has thrown an exception.</summary>
    ObserverFailed,

    /// <summary>What was to kill the nodes should this process die (<see cref="GraphRunOptions.KillOnParentDeath"/>) is gone itself.</summary>
    NoWatchdog,

    /// <summary>No byte moves, and why cannot be found out: the system does not show its processes or their pipes.</summary>
    StallWatchFailed,

    /// <summary>What the nodes have started cannot be looked for, or not be killed, when the graph is stopped: some of it may be left.</summary>
    DescendantsUnknown,
}
