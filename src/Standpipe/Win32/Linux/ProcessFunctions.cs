using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>Processes: their end and their ids.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class ProcessFunctions
{
    private const uint Query = PROCESS_QUERY_INFORMATION | PROCESS_QUERY_LIMITED_INFORMATION;

    /// <inheritdoc cref="Kernel32.GetExitCodeProcess(HANDLE, uint*)"/>
    internal static WIN32_ERROR GetExitCode(HANDLE process, uint* code)
    {
        if (code is null)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        if (process == PseudoHandles.CurrentProcess)
        {
            *code = STILL_ACTIVE;
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        using HandleUser user = new(process);
        WIN32_ERROR error = Find(user, Query, out HandleEntry? entry, out ProcessObject? target);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if (target!.GetExitCode(entry!.FileDescriptor) is not { } known)
        {
            // Only where somebody else reaps everything, on a kernel before 6.15.
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        *code = known;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.TerminateProcess(HANDLE, uint)"/>
    internal static WIN32_ERROR Terminate(HANDLE process, uint code)
    {
        if (process == PseudoHandles.CurrentProcess)
        {
            ExitProcess(code);
        }

        using HandleUser user = new(process);
        WIN32_ERROR error = Find(user, PROCESS_TERMINATE, out HandleEntry? entry, out ProcessObject? target);
        if (error == WIN32_ERROR.ERROR_SUCCESS && target!.Id == Environment.ProcessId)
        {
            ExitProcess(code);
        }

        return error != WIN32_ERROR.ERROR_SUCCESS ? error : target!.Terminate(entry!.FileDescriptor, code);
    }

    /// <inheritdoc cref="Kernel32.OpenProcess"/>
    internal static WIN32_ERROR Open(uint access, BOOL inherit, uint processId, out HANDLE handle)
    {
        handle = default;
        if (processId is 0 or > int.MaxValue)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        uint rights = (access & MAXIMUM_ALLOWED) != 0 ? AccessRights.Process : AccessRights.Map(access, ProcessObject.Foreign(0));
        return Open((int)processId, rights, inherit ? HANDLE_FLAG_INHERIT : 0, out handle);
    }

    /// <summary>Makes a handle of a process.</summary>
    internal static WIN32_ERROR Open(int processId, uint rights, uint flags, out HANDLE handle)
    {
        handle = default;
        int fd = (int)Libc.syscall(Sys.SYS_pidfd_open, processId, 0, 0, 0, 0);
        if (fd < 0)
        {
            // ESRCH: no such process; EINVAL or ENOENT, by the kernel's age: a thread's number.
            int errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.ESRCH && TryOpenEnded(processId, rights, flags, out handle))
            {
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            return errno == Errno.ENOENT ? WIN32_ERROR.ERROR_INVALID_PARAMETER : ErrorTable.FromErrno(errno);
        }

        fd = LinuxHandle.Lift<RealPosix>(fd);
        if (fd < 0)
        {
            return ErrorTable.FromErrno(-fd);
        }

        ProcessObject target = ChildTable.Find(processId) ?? ProcessObject.Foreign(processId);
        return HandleTable.Add(fd, rights, flags, target, out handle);
    }

    /// <summary>A process that has ended keeps its id, on Windows, as long as somebody has a handle of it; so here for this process's handles.</summary>
    private static bool TryOpenEnded(int processId, uint rights, uint flags, out HANDLE handle)
    {
        handle = default;
        List<HandleEntry> all = HandleTable.UseAll();
        try
        {
            HandleEntry? known = all.Find(entry => entry.Target is ProcessObject process && process.Id == processId);
            int fd = known is null ? -1 : Libc.fcntl(known.FileDescriptor, Sys.F_DUPFD_CLOEXEC, LinuxHandle.FirstOrdinary);
            return fd >= 0 && HandleTable.Add(fd, rights, flags, known!.Target, out handle) == WIN32_ERROR.ERROR_SUCCESS;
        }
        finally
        {
            all.ForEach(entry => entry.EndUse());
        }
    }

    /// <inheritdoc cref="Kernel32.GetProcessId(HANDLE)"/>
    internal static WIN32_ERROR GetId(HANDLE process, out uint id)
    {
        id = 0;
        if (process == PseudoHandles.CurrentProcess)
        {
            id = (uint)Environment.ProcessId;
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        using HandleUser user = new(process);
        WIN32_ERROR error = Find(user, Query, out _, out ProcessObject? target);
        if (error == WIN32_ERROR.ERROR_SUCCESS && target!.Id > 0)
        {
            id = (uint)target.Id;
        }

        return error;
    }

    private static WIN32_ERROR Find(in HandleUser user, uint access, out HandleEntry? entry, out ProcessObject? target) =>
        !user.Is(out entry, out target) ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : (entry.Access & access) == 0 ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : WIN32_ERROR.ERROR_SUCCESS;
}
