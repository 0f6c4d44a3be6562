namespace Standpipe.Win32.Linux;

/// <summary>The sorts of <see cref="StreamObject"/>.</summary>
internal enum StreamKind
{
    /// <summary>A pipe or FIFO.</summary>
    Pipe,

    /// <summary>A socket, as some programs give for a standard handle.</summary>
    Socket,

    /// <summary>A terminal, /dev/null or the like.</summary>
    Character,

    /// <summary>A file.</summary>
    Disk,
}
