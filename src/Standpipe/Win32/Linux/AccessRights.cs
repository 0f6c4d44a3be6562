using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>Access masks: what each kind of handle has at most, and what generic rights mean.</summary>
internal static class AccessRights
{
    /// <summary>The rights of a read handle, as Windows gives them: reading, and both directions of attributes.</summary>
    internal const uint ReadEnd =
        SYNCHRONIZE | READ_CONTROL | FILE_READ_DATA | FILE_READ_EA | FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES;

    /// <summary>The rights of a write handle.</summary>
    internal const uint WriteEnd =
        SYNCHRONIZE | READ_CONTROL | FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES | FILE_READ_ATTRIBUTES;

    /// <summary>All rights on a process or thread.</summary>
    internal const uint Process = PROCESS_ALL_ACCESS;

    /// <summary>All rights on an event.</summary>
    internal const uint Event = EVENT_ALL_ACCESS;

    /// <summary>All rights on a mutex.</summary>
    internal const uint Mutex = 0x1F0001;

    /// <summary>All rights on a semaphore.</summary>
    internal const uint Semaphore = 0x1F0003;

    /// <summary>The right to release a mutex.</summary>
    internal const uint MutexModifyState = 0x1;

    /// <summary>The right to release a semaphore.</summary>
    internal const uint SemaphoreModifyState = 0x2;

    /// <summary>The right to queue a call for a thread.</summary>
    internal const uint ThreadSetContext = 0x10;

    /// <summary>The rights of which either is enough to change how a thread is run.</summary>
    internal const uint ThreadSetInformation = 0x20 | 0x400;

    /// <summary>The rights of which either is enough to ask about a thread.</summary>
    internal const uint ThreadQueryInformation = 0x40 | 0x800;

    private const uint FileRead = SYNCHRONIZE | READ_CONTROL | FILE_READ_DATA | FILE_READ_EA | FILE_READ_ATTRIBUTES;
    private const uint FileWrite =
        SYNCHRONIZE | READ_CONTROL | FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_WRITE_ATTRIBUTES;

    private const uint FileExecute = SYNCHRONIZE | READ_CONTROL | FILE_READ_ATTRIBUTES | 0x20;
    private const uint FileAll = 0x1F01FF;
    private const uint Generic = GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL;

    /// <summary>All rights on an object that is no file.</summary>
    internal static uint All(KernelObject target) => target switch
    {
        EventObject => Event,
        MutexObject => Mutex,
        SemaphoreObject => Semaphore,
        _ => Process,
    };

    /// <summary>Puts a file's own rights in the place of generic ones.</summary>
    internal static uint MapFile(uint access) => Map(access, FileRead, FileWrite, FileExecute, FileAll);

    /// <summary>Puts the object's own rights in the place of generic ones, for a copy of a handle.</summary>
    internal static uint Map(uint access, KernelObject target) => target switch
    {
        StreamObject => MapFile(access),
        EventObject => Map(access, READ_CONTROL | 1, READ_CONTROL | EVENT_MODIFY_STATE, READ_CONTROL | SYNCHRONIZE, Event),
        MutexObject => Map(access, READ_CONTROL | MutexModifyState, READ_CONTROL, READ_CONTROL | SYNCHRONIZE, Mutex),
        SemaphoreObject => Map(access, READ_CONTROL | 1, READ_CONTROL | SemaphoreModifyState, READ_CONTROL | SYNCHRONIZE, Semaphore),
        ThreadObject => Map(access, READ_CONTROL | 0x48, READ_CONTROL | 0x437, READ_CONTROL | SYNCHRONIZE | 0x1800, Process),
        _ => Map(access, READ_CONTROL | PROCESS_QUERY_INFORMATION | 0x10, READ_CONTROL | 0xBEA, READ_CONTROL | SYNCHRONIZE | 0x1001, Process),
    };

    private static uint Map(uint access, uint read, uint write, uint execute, uint all) =>
        (access & ~Generic)
        | ((access & GENERIC_READ) != 0 ? read : 0)
        | ((access & GENERIC_WRITE) != 0 ? write : 0)
        | ((access & GENERIC_EXECUTE) != 0 ? execute : 0)
        | ((access & GENERIC_ALL) != 0 ? all : 0);
}
