namespace Standpipe;

/// <summary>Why a graph was stopped.</summary>
public enum GraphStopReason
{
    /// <summary>It was not: it ended by itself.</summary>
    None,

    /// <summary>It was asked for, or the running graph was disposed of.</summary>
    Requested,

    /// <summary>The caller's token was cancelled.</summary>
    Canceled,

    /// <summary>The time of <see cref="GraphRunOptions.Timeout"/> was over.</summary>
    TimedOut,

    /// <summary>It stood still, and <see cref="GraphRunOptions.StallPolicy"/> said so.</summary>
    Stalled,
}
