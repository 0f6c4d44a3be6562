using Standpipe.Platform;

namespace Standpipe;

/// <summary>One destination of a tee.</summary>
internal sealed class TeeSink(PipeWriteEnd end)
{
    /// <summary>The end.</summary>
    internal PipeWriteEnd End { get; } = end;

    /// <summary>The same, for the kernel.</summary>
    internal SpliceSide Side { get; } = SpliceSide.Of(end.Io);

    /// <summary>Bytes that it got.</summary>
    internal long Written { get; set; }

    /// <summary>Whether it lost its readers, or was left out when it was full, and gets no more.</summary>
    internal bool IsBroken { get; set; }

    /// <summary>Whether it is left out as soon as it has no room; only where nothing blocks.</summary>
    internal bool LeavesWhenFull { get; set; }

    /// <summary>Whether the last look found no room in it.</summary>
    internal bool IsFull { get; set; }
}
