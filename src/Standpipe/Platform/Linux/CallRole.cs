namespace Standpipe.Platform.Linux;

/// <summary>What a blocking system call waits for, and where its arguments say on what.</summary>
internal enum CallRole
{
    /// <summary>None of those that are known.</summary>
    None,

    /// <summary>Reads from its first argument.</summary>
    Read,

    /// <summary>Writes to its first argument.</summary>
    Write,

    /// <summary>splice(2): from the first argument to the third.</summary>
    Splice,

    /// <summary>tee(2): from the first argument to the second.</summary>
    Tee,

    /// <summary>sendfile(2): from the second argument to the first.</summary>
    SendFile,

    /// <summary>poll(2): milliseconds in the third argument, below 0 for ever.</summary>
    PollMilliseconds,

    /// <summary>epoll_wait(2) and epoll_pwait(2): milliseconds in the fourth argument.</summary>
    EpollMilliseconds,

    /// <summary>ppoll(2): a pointer to the time in the third argument, 0 for ever.</summary>
    PollPointer,

    /// <summary>epoll_pwait2(2): a pointer to the time in the fourth argument.</summary>
    EpollPointer,

    /// <summary>select(2), pselect(2): a pointer to the time in the fifth argument.</summary>
    Select,

    /// <summary>wait4(2): the process in the first argument.</summary>
    Wait,

    /// <summary>waitid(2): the sort of name in the first argument, the name in the second.</summary>
    WaitId,

    /// <summary>futex(2): a pointer to the time in the fourth argument.</summary>
    Futex,

    /// <summary>Waits for time to pass.</summary>
    Sleep,

    /// <summary>Waits for a signal.</summary>
    Signal,

    /// <summary>Waits for a file, a lock on one, or a disk.</summary>
    File,
}
