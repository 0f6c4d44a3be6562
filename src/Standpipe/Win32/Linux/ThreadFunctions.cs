using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Threads: their handles, ids and codes, suspending and resuming them, and what they are asked to call.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class ThreadFunctions
{
    private const int IdlePriority = -15;
    private const int TimeCriticalPriority = 15;
    private const int HighestPriority = 2;
    private const int BackgroundBegin = 0x10000;
    private const int BackgroundEnd = 0x20000;

    /// <inheritdoc cref="Kernel32.GetCurrentThreadId"/>
    internal static uint CurrentId => (uint)Libc.gettid();

    /// <inheritdoc cref="Kernel32.OpenThread"/>
    internal static WIN32_ERROR Open(uint access, BOOL inherit, uint threadId, out HANDLE handle)
    {
        handle = default;
        string task = string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{threadId}");
        if (threadId is 0 or > int.MaxValue || !Directory.Exists(task))
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        uint rights = (access & Kernel32.MAXIMUM_ALLOWED) != 0 ? AccessRights.Process : AccessRights.Map(access, new ThreadObject(0, 0));
        return Open((int)threadId, rights, inherit ? Kernel32.HANDLE_FLAG_INHERIT : 0, out handle);
    }

    /// <summary>Makes a handle of one of this process's threads.</summary>
    internal static WIN32_ERROR Open(int threadId, uint rights, uint flags, out HANDLE handle) =>
        Open(ThreadTable.Find(threadId), rights, flags, out handle);

    /// <inheritdoc cref="Open(int, uint, uint, out HANDLE)"/>
    internal static WIN32_ERROR Open(ThreadObject thread, uint rights, uint flags, out HANDLE handle)
    {
        handle = default;

        // The pidfd of a process's first thread tells the process's end (since Linux 6.15). For a child that is what matters.
        bool isFirst = thread.ThreadId == Environment.ProcessId && (flags & Kernel32.HANDLE_FLAG_INHERIT) == 0;
        int fd = isFirst ? thread.EndSignal() : -1;
        fd = fd >= 0 ? fd : (int)Libc.syscall(Sys.SYS_pidfd_open, thread.ThreadId, (nint)Sys.PIDFD_THREAD, 0, 0, 0);
        int error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (error is Errno.EINVAL or Errno.ENOSYS or Errno.EPERM)
        {
            // Before Linux 6.9 a thread has no pidfd of its own; under valgrind, and in some containers, nobody has one. If we
            // will not see the thread end either, the process's tells at least when all is over.
            fd = thread.ThreadId == Libc.gettid() ? ThreadObject.Current.EndSignal() : thread.EndSignal();
            fd = fd >= 0 ? fd : (int)Libc.syscall(Sys.SYS_pidfd_open, Environment.ProcessId, 0, 0, 0, 0);
            error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;
        }

        if (error != 0)
        {
            return ErrorTable.FromErrno(error);
        }

        fd = LinuxHandle.Lift<RealPosix>(fd);
        return fd < 0 ? ErrorTable.FromErrno(-fd) : HandleTable.Add(fd, rights, flags, thread, out handle);
    }

    /// <inheritdoc cref="Kernel32.ResumeThread(HANDLE)"/>
    internal static WIN32_ERROR Resume(HANDLE thread, out uint count) => Resume(thread, out count, out _);

    /// <summary>ResumeThread, where threads begin suspended.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="count">How often it had been suspended; -1 on failure.</param>
    /// <param name="start">Where it is waiting to begin, for the C half, which must let it go; or 0.</param>
    internal static WIN32_ERROR Resume(HANDLE thread, out uint count, out nint start)
    {
        count = uint.MaxValue;
        start = 0;
        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, Kernel32.THREAD_SUSPEND_RESUME, out ThreadObject? target);
        if (error == WIN32_ERROR.ERROR_SUCCESS)
        {
            count = target!.Resume(out start);
        }

        return error;
    }

    /// <summary>SuspendThread.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="count">How often it had been suspended before; -1 on failure.</param>
    internal static WIN32_ERROR Suspend(HANDLE thread, out uint count)
    {
        count = uint.MaxValue;
        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, Kernel32.THREAD_SUSPEND_RESUME, out ThreadObject? target);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if (HasEnded(user, target!))
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        error = target!.Suspend(out uint before);
        count = error == WIN32_ERROR.ERROR_SUCCESS ? before : uint.MaxValue;
        return error;
    }

    /// <summary>TerminateThread, as far as it can be: of a thread that has not begun.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="exitCode">Its code.</param>
    /// <param name="isCurrent">Whether it is the calling thread: then it must end itself.</param>
    /// <param name="start">Where it is waiting to begin, for the C half, which must tell it to end; or 0.</param>
    internal static WIN32_ERROR Terminate(HANDLE thread, uint exitCode, out bool isCurrent, out nint start)
    {
        isCurrent = false;
        start = 0;
        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, Kernel32.THREAD_TERMINATE, out ThreadObject? target);
        if (error != WIN32_ERROR.ERROR_SUCCESS || HasEnded(user, target!))
        {
            return error;
        }

        isCurrent = target!.IsOurs && target.ThreadId == Libc.gettid();
        start = isCurrent ? 0 : target.TakeUnbegun(exitCode);
        return isCurrent || start != 0 ? WIN32_ERROR.ERROR_SUCCESS : WIN32_ERROR.ERROR_NOT_SUPPORTED;
    }

    /// <summary>GetExitCodeThread.</summary>
    internal static WIN32_ERROR GetExitCode(HANDLE thread, uint* code)
    {
        if (code is null)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, AccessRights.ThreadQueryInformation, out ThreadObject? target);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        // The calling thread itself runs.
        uint? known = user.Entry is null ? Kernel32.STILL_ACTIVE : target!.GetExitCode(user.Entry);
        *code = known ?? *code;
        return known is null ? WIN32_ERROR.ERROR_NOT_SUPPORTED : WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>GetThreadId and GetProcessIdOfThread.</summary>
    internal static WIN32_ERROR GetIds(HANDLE thread, out uint threadId, out uint processId)
    {
        (threadId, processId) = (0, 0);
        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, AccessRights.ThreadQueryInformation, out ThreadObject? target);
        if (error == WIN32_ERROR.ERROR_SUCCESS)
        {
            (threadId, processId) = ((uint)target!.ThreadId, (uint)target.ProcessId);
        }

        return error;
    }

    /// <summary>GetThreadPriority: what it was set to. The system is not asked.</summary>
    internal static WIN32_ERROR GetPriority(HANDLE thread, out int priority)
    {
        priority = int.MaxValue;
        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, AccessRights.ThreadQueryInformation, out ThreadObject? target);
        if (error == WIN32_ERROR.ERROR_SUCCESS)
        {
            priority = target!.Priority;
        }

        return error;
    }

    /// <summary>SetThreadPriority: remembers it, and changes nothing, since Linux lets no thread go up again that once went down.</summary>
    internal static WIN32_ERROR SetPriority(HANDLE thread, int priority)
    {
        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, AccessRights.ThreadSetInformation, out ThreadObject? target);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if (priority is BackgroundBegin or BackgroundEnd)
        {
            return SetBackground(target!, priority == BackgroundBegin);
        }

        if (priority is not (IdlePriority or TimeCriticalPriority or (>= -HighestPriority and <= HighestPriority)))
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        target!.Priority = priority;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>QueueUserAPC.</summary>
    internal static WIN32_ERROR Queue(Apc apc, HANDLE thread)
    {
        using HandleUser user = new(thread);
        WIN32_ERROR error = Find(thread, user, AccessRights.ThreadSetContext, out ThreadObject? target);
        return error != WIN32_ERROR.ERROR_SUCCESS ? error
            : !target!.IsOurs ? WIN32_ERROR.ERROR_NOT_SUPPORTED
            : HasEnded(user, target) || !target.TryQueue(apc) ? WIN32_ERROR.ERROR_GEN_FAILURE
            : WIN32_ERROR.ERROR_SUCCESS;
    }

    private static WIN32_ERROR SetBackground(ThreadObject thread, bool begin)
    {
        if (thread != ThreadObject.Known)
        {
            // A thread says it of itself only.
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if (thread.IsInBackground == begin)
        {
            return begin ? WIN32_ERROR.ERROR_THREAD_MODE_ALREADY_BACKGROUND : WIN32_ERROR.ERROR_THREAD_MODE_NOT_BACKGROUND;
        }

        thread.IsInBackground = begin;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    private static bool HasEnded(in HandleUser user, ThreadObject thread) => user.Entry is not null && thread.IsSignalled(user.Entry);

    private static WIN32_ERROR Find(HANDLE thread, in HandleUser user, uint access, out ThreadObject? target)
    {
        if (thread == PseudoHandles.CurrentThread)
        {
            target = ThreadObject.Current;
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        return !user.Is(out HandleEntry? entry, out target) ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : (entry.Access & access) == 0 ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : WIN32_ERROR.ERROR_SUCCESS;
    }
}
