using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The two descriptors of a splice. Whoever makes one keeps them open.</summary>
[SupportedOSPlatform("linux")]
internal ref struct SpliceRoute
{
    /// <summary>Where the bytes come from.</summary>
    internal required int Source { get; init; }

    /// <summary>Where they go.</summary>
    internal required int Destination { get; init; }

    /// <summary>The position to read at; negative: the descriptor's own, or none.</summary>
    internal long SourceOffset { get; set; } = -1;

    /// <summary>The position to write at; negative: the descriptor's own, or none.</summary>
    internal long DestinationOffset { get; set; } = -1;

    /// <summary>
    /// Whether one side could block although it was asked not to: SPLICE_F_NONBLOCK is for the pipe alone. Then poll is asked before.
    /// </summary>
    internal bool AsksFirst { get; init; }

    /// <summary>The events by which the destination tells that nobody is there any more: POLLERR of a pipe, POLLHUP of a socket.</summary>
    internal short Gone { get; init; } = Sys.POLLERR;

    /// <summary>The threads that wait on the source, if it is one of our ends.</summary>
    internal BlockedThreads? SourceBlocked { get; init; }

    /// <summary>The threads that wait on the destination, if it is one of our ends.</summary>
    internal BlockedThreads? DestinationBlocked { get; init; }

    /// <summary>Makes a route between two pipes.</summary>
    public SpliceRoute()
    {
    }
}
