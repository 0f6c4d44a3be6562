namespace Standpipe.Inspection;

/// <summary>What a thread was at when it was looked at.</summary>
public enum ThreadActivity
{
    /// <summary>The system does not tell, or not this user.</summary>
    Unknown,

    /// <summary>On a processor, or ready for one.</summary>
    Running,

    /// <summary>Waits in a read: of a pipe, a socket, a terminal.</summary>
    Reading,

    /// <summary>Waits in a write.</summary>
    Writing,

    /// <summary>Waits in a call that moves bytes from one descriptor to another.</summary>
    Transferring,

    /// <summary>Waits for any of several descriptors (poll, select, epoll).</summary>
    Polling,

    /// <summary>Waits for a child to end.</summary>
    Child,

    /// <summary>Waits for time to pass.</summary>
    Sleeping,

    /// <summary>Waits for another thread.</summary>
    Lock,

    /// <summary>Waits for a signal.</summary>
    Signal,

    /// <summary>Waits for a disk or a file.</summary>
    Disk,

    /// <summary>Stopped by a signal (SIGSTOP, Ctrl-Z) or a debugger.</summary>
    Stopped,

    /// <summary>Has ended.</summary>
    Exited,

    /// <summary>In some other wait.</summary>
    Other,
}
