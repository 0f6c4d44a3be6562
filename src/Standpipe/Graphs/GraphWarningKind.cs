namespace Standpipe;

/// <summary>What a <see cref="GraphWarning"/> is about.</summary>
public enum GraphWarningKind
{
    /// <summary>A pipe holds less than was asked for, or less than is usual.</summary>
    SmallPipe,

    /// <summary>A process or a stage did not end in time and was killed, or left.</summary>
    Killed,

    /// <summary>What the caller wanted called when a node ends has thrown an exception.</summary>
    ObserverFailed,

    /// <summary>What was to kill the nodes should this process die (<see cref="GraphRunOptions.KillOnParentDeath"/>) is gone itself.</summary>
    NoWatchdog,
}
