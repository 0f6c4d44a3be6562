using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>DuplicateHandle.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class DuplicateFunctions
{
    private const uint InheritAndProtect = HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE;

    /// <inheritdoc cref="Kernel32.DuplicateHandle(HANDLE, HANDLE, HANDLE, HANDLE*, uint, BOOL, uint)"/>
    internal static WIN32_ERROR Duplicate(
        HANDLE sourceProcess, HANDLE source, HANDLE targetProcess, HANDLE* target, uint access, BOOL inherit, uint options)
    {
        if (target is not null)
        {
            *target = default;
        }

        WIN32_ERROR error = Locate(sourceProcess, out bool fromHere, out ProcessPlace from);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        using (from.User)
        {
            if (!fromHere)
            {
                return DuplicateFrom(from, source, targetProcess, target, access, inherit, options);
            }

            return DuplicateHere(source, targetProcess, target, access, inherit, options);
        }
    }

    private static WIN32_ERROR DuplicateHere(
        HANDLE source, HANDLE targetProcess, HANDLE* target, uint access, BOOL inherit, uint options)
    {
        if (source == PseudoHandles.CurrentProcess || source == PseudoHandles.CurrentThread)
        {
            WIN32_ERROR refused = CheckTarget(targetProcess, target);
            return refused != WIN32_ERROR.ERROR_SUCCESS ? refused : MakeReal(source, target, access, inherit, options);
        }

        using HandleUser user = new(source);
        if (user.Entry is not { } entry)
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        bool closes = (options & DUPLICATE_CLOSE_SOURCE) != 0;
        bool isProtected = (entry.Flags & HANDLE_FLAG_PROTECT_FROM_CLOSE) != 0;
        WIN32_ERROR error = CheckTarget(targetProcess, target);
        if (error == WIN32_ERROR.ERROR_SUCCESS)
        {
            if (closes && !isProtected && (options & DUPLICATE_SAME_ACCESS) != 0 && target is not null)
            {
                // The copy takes the source's place, value and all.
                if ((options & DUPLICATE_SAME_ATTRIBUTES) == 0)
                {
                    entry.SetFlags(InheritAndProtect, inherit ? HANDLE_FLAG_INHERIT : 0);
                }

                *target = entry.Value;
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            error = Copy(entry, target, access, inherit, options);
        }

        if (closes && !isProtected)
        {
            _ = HandleFunctions.Close(entry);
        }

        return error;
    }

    private static WIN32_ERROR Copy(HandleEntry source, HANDLE* target, uint access, BOOL inherit, uint options)
    {
        uint rights = Rights(source.Access, source.Target, access, options);
        if ((rights & ~source.Access) != 0)
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        if (target is null)
        {
            // Nobody could ever name the copy.
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        uint flags = (options & DUPLICATE_SAME_ATTRIBUTES) != 0 ? source.Flags : inherit ? HANDLE_FLAG_INHERIT : 0;
        return HandleTable.AddDuplicate(source.FileDescriptor, rights, flags, source.Target, out *target);
    }

    private static uint Rights(uint had, KernelObject target, uint access, uint options) =>
        (options & DUPLICATE_SAME_ACCESS) != 0 || (access & MAXIMUM_ALLOWED) != 0 ? had : AccessRights.Map(access, target);

    /// <summary>A handle of this process or thread that other threads, and children, can use.</summary>
    private static WIN32_ERROR MakeReal(HANDLE pseudo, HANDLE* target, uint access, BOOL inherit, uint options)
    {
        if (target is null)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        uint flags = inherit ? HANDLE_FLAG_INHERIT : 0;
        bool isThread = pseudo == PseudoHandles.CurrentThread;
        uint rights = (options & DUPLICATE_SAME_ACCESS) != 0 || (access & MAXIMUM_ALLOWED) != 0
            ? AccessRights.Process
            : AccessRights.Map(access, isThread ? new ThreadObject(0, 0) : ProcessObject.Foreign(0));
        return isThread
            ? ThreadFunctions.Open(Libc.gettid(), rights, flags, out *target)
            : ProcessFunctions.Open(Environment.ProcessId, rights, flags, out *target);
    }

    /// <summary>Copies a handle of another process: by its descriptor there, if the system lets us look into that process.</summary>
    private static WIN32_ERROR DuplicateFrom(
        in ProcessPlace from, HANDLE source, HANDLE targetProcess, HANDLE* target, uint access, BOOL inherit, uint options)
    {
        WIN32_ERROR error = CheckTarget(targetProcess, target);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if ((options & DUPLICATE_CLOSE_SOURCE) != 0)
        {
            // A descriptor of another process cannot be closed from here.
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        if (from.Process.HasEnded(from.FileDescriptor))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        int there = from.Process.DescriptorOf(source);
        int fd = there < 0 ? -1 : (int)Libc.syscall(Sys.SYS_pidfd_getfd, from.FileDescriptor, there, 0, 0, 0);
        if (fd < 0)
        {
            int errno = there < 0 ? Errno.EBADF : Marshal.GetLastPInvokeError();
            return errno == Errno.EPERM ? WIN32_ERROR.ERROR_ACCESS_DENIED : WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        fd = LinuxHandle.Lift<RealPosix>(fd);
        if (fd < 0)
        {
            return ErrorTable.FromErrno(-fd);
        }

        KernelObject found = Descriptors.Identify(fd, RecordedHandle.Plain, new KnownEnds(), out uint had);
        uint rights = Rights(had, found, access, options);
        if ((rights & ~had) != 0 || target is null)
        {
            _ = Libc.close(fd);
            return target is null ? WIN32_ERROR.ERROR_SUCCESS : WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        return HandleTable.Add(fd, rights, inherit ? HANDLE_FLAG_INHERIT : 0, found, out *target);
    }

    /// <summary>Refuses targets that are not this process: the kernel gives no way into another.</summary>
    private static WIN32_ERROR CheckTarget(HANDLE targetProcess, HANDLE* target)
    {
        if (targetProcess.IsNull && target is null)
        {
            // "To close a handle": no copy wanted, so no process needed.
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        WIN32_ERROR error = Locate(targetProcess, out bool here, out ProcessPlace place);
        using (place.User)
        {
            return error != WIN32_ERROR.ERROR_SUCCESS || here ? error
                : place.Process.HasEnded(place.FileDescriptor) ? WIN32_ERROR.ERROR_ACCESS_DENIED
                : WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }
    }

    private static WIN32_ERROR Locate(HANDLE process, out bool isThisOne, out ProcessPlace place)
    {
        isThisOne = process == PseudoHandles.CurrentProcess;
        place = default;
        if (isThisOne)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        HandleUser user = new(process);
        if (!user.Is(out HandleEntry? entry, out ProcessObject? target))
        {
            user.Dispose();
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & PROCESS_DUP_HANDLE) == 0)
        {
            user.Dispose();
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        isThisOne = target.Id == Environment.ProcessId;
        place = new ProcessPlace(user, target, entry.FileDescriptor);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>A process that a handle names, with a use of the handle to be ended.</summary>
    private readonly ref struct ProcessPlace(HandleUser user, ProcessObject process, int fileDescriptor)
    {
        internal HandleUser User { get; } = user;

        internal ProcessObject Process { get; } = process;

        internal int FileDescriptor { get; } = fileDescriptor;
    }
}
