namespace Standpipe.Platform;

/// <summary>What a step from one descriptor to another came to, or why there was none.</summary>
internal enum SpliceStatus
{
    /// <summary>Bytes were moved, or both sides are ready: go on.</summary>
    Moved,

    /// <summary>The source has no more, and never will.</summary>
    EndOfFile,

    /// <summary>The source has nothing now (Try... members only).</summary>
    SourceEmpty,

    /// <summary>The source has something, and the destination no room (Try... members only).</summary>
    DestinationFull,

    /// <summary>Nobody reads at the destination any more.</summary>
    Broken,

    /// <summary>The source was closed while the call waited.</summary>
    SourceClosed,

    /// <summary>The destination was closed while the call waited.</summary>
    DestinationClosed,

    /// <summary>The system does not do it between these two: copy.</summary>
    Unsupported,
}
