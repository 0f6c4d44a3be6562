using System.Runtime.InteropServices;

namespace Standpipe.Platform;

/// <summary>One side of a transfer that the kernel makes: an end of a pipe, or something open that somebody else owns.</summary>
internal sealed class SpliceSide
{
    private SpliceSide(SafeHandle handle, PipeEndIo? pipe, long offset)
    {
        Handle = handle;
        Pipe = pipe;
        Offset = offset;
    }

    /// <summary>What is open; not owned.</summary>
    internal SafeHandle Handle { get; }

    /// <summary>The end of a pipe, whose closing ends the wait; <see langword="null"/> for anything else.</summary>
    internal PipeEndIo? Pipe { get; }

    /// <summary>Where in the file the next byte is; negative: at the descriptor's own position. Moves on with the bytes.</summary>
    internal long Offset { get; set; }

    /// <summary>Whether others may write it meanwhile at the same position: a file is then copied to.</summary>
    internal bool IsShared { get; init; }

    /// <summary>What the system's half found out about it; 0: nothing yet.</summary>
    internal int Traits { get; set; }

    /// <summary>An end of one of our pipes.</summary>
    internal static SpliceSide Of(PipeEndIo pipe) => new(pipe.Handle, pipe, -1);

    /// <summary>Something else.</summary>
    /// <param name="handle">A file, a socket, a device; the caller keeps it.</param>
    /// <param name="offset">Where in the file; negative: at its own position, which then moves.</param>
    /// <param name="isShared">Whether others may write it meanwhile at the same position.</param>
    internal static SpliceSide Of(SafeHandle handle, long offset = -1, bool isShared = false) => new(handle, null, offset) { IsShared = isShared };
}
