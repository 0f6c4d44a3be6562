namespace Standpipe.Platform;

/// <summary>The process group that a child begins in.</summary>
internal enum ProcessGrouping
{
    /// <summary>Its parent's.</summary>
    Inherit,

    /// <summary>A new one that it leads.</summary>
    NewGroup,

    /// <summary>A new one, in a new session without a terminal.</summary>
    NewSession,
}
