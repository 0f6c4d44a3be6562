namespace Standpipe.Platform;

/// <summary>What a thread is at, as far as one look tells.</summary>
internal enum WaitKind
{
    /// <summary>The system does not tell, or not this user.</summary>
    Unknown,

    /// <summary>On a processor, or ready for one.</summary>
    Running,

    /// <summary>In a read of a descriptor: a pipe, a socket, a terminal.</summary>
    Reading,

    /// <summary>In a write to a descriptor.</summary>
    Writing,

    /// <summary>In a call that moves bytes from one descriptor to another, and waits for either.</summary>
    Transferring,

    /// <summary>In a wait for any of several descriptors.</summary>
    Polling,

    /// <summary>Waits for a child to end.</summary>
    Child,

    /// <summary>Waits for time to pass.</summary>
    Sleeping,

    /// <summary>Waits for another thread: a lock, a condition.</summary>
    Lock,

    /// <summary>Waits for a signal.</summary>
    Signal,

    /// <summary>In a wait that nothing interrupts: a disk, as a rule.</summary>
    Disk,

    /// <summary>Stopped by a signal, or by a debugger.</summary>
    Stopped,

    /// <summary>Has ended.</summary>
    Exited,

    /// <summary>In some other wait.</summary>
    Other,
}
