namespace Standpipe;

/// <summary>What is made of a node that could not write any more because its reader had had enough (<see cref="GraphNodeOutcome.EarlyClose"/>).</summary>
public enum GraphEarlyClosePolicy
{
    /// <summary>Nothing: readers may stop when they like.</summary>
    Accept,

    /// <summary>A warning (<see cref="GraphWarningKind.EarlyClose"/>) when all has ended. It is no failure.</summary>
    Warn,

    /// <summary>A failure, as any other: it can be the cause.</summary>
    Fail,
}
