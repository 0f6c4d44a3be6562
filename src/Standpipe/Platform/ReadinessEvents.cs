namespace Standpipe.Platform;

/// <summary>What to wait for. Errors and the other side's going are always reported.</summary>
internal enum ReadinessEvents
{
    /// <summary>Input, end of file, or (for a process) its exit.</summary>
    Readable,

    /// <summary>Room for output.</summary>
    Writable,

    /// <summary>Nothing but an error, or the other side's going.</summary>
    Gone,
}
