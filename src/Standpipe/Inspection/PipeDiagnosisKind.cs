namespace Standpipe.Inspection;

/// <summary>What is the matter with a pipe, or may be.</summary>
public enum PipeDiagnosisKind
{
    /// <summary>Processes wait for each other in a circle.</summary>
    Deadlock,

    /// <summary>
    /// A process keeps the end whose closing it waits for, itself or through the child it waits for: its reader, or it, has no end of file.
    /// </summary>
    ForgottenEnd,

    /// <summary>Processes wait for one that is stopped.</summary>
    StoppedProcess,

    /// <summary>A reader waits for end of file, and only processes that were left behind still hold the write end.</summary>
    LeakedWriteEnd,

    /// <summary>A writer fills a pipe that only processes that were left behind could read.</summary>
    LeakedReadEnd,

    /// <summary>A writer waits for room, and who could make it is at something else.</summary>
    IdleReader,

    /// <summary>A reader waits, and whoever holds the write end cannot be seen.</summary>
    UnseenWriter,

    /// <summary>Nobody has the read end any more, as far as can be seen: the next write breaks.</summary>
    NoReader,

    /// <summary>Nobody has the write end any more, as far as can be seen: what is left can be read, then the pipe is at its end.</summary>
    NoWriter,
}
