using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Threads, as far as they are blocked in transfers.</summary>
[SupportedOSPlatform("linux")]
internal static class ThreadFunctions
{
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
    internal static WIN32_ERROR Open(int threadId, uint rights, uint flags, out HANDLE handle)
    {
        handle = default;
        int fd = (int)Libc.syscall(Sys.SYS_pidfd_open, threadId, (nint)Sys.PIDFD_THREAD, 0, 0, 0);
        if (fd < 0 && Marshal.GetLastPInvokeError() == Errno.EINVAL)
        {
            // Before Linux 6.9 a thread has no pidfd of its own; the process's tells at least when all is over.
            fd = (int)Libc.syscall(Sys.SYS_pidfd_open, Environment.ProcessId, 0, 0, 0, 0);
        }

        if (fd < 0)
        {
            return ErrorTable.FromErrno(Marshal.GetLastPInvokeError());
        }

        fd = LinuxHandle.Lift<RealPosix>(fd);
        return fd < 0
            ? ErrorTable.FromErrno(-fd)
            : HandleTable.Add(fd, rights, flags, new ThreadObject(Environment.ProcessId, threadId), out handle);
    }

    /// <inheritdoc cref="Kernel32.ResumeThread(HANDLE)"/>
    internal static WIN32_ERROR Resume(HANDLE thread, out uint count)
    {
        count = uint.MaxValue;
        if (thread != PseudoHandles.CurrentThread)
        {
            using HandleUser user = new(thread);
            if (!user.Is(out HandleEntry? entry, out ThreadObject? _))
            {
                return WIN32_ERROR.ERROR_INVALID_HANDLE;
            }

            if ((entry.Access & Kernel32.THREAD_SUSPEND_RESUME) == 0)
            {
                return WIN32_ERROR.ERROR_ACCESS_DENIED;
            }
        }

        count = 0;
        return WIN32_ERROR.ERROR_SUCCESS;
    }
}
