using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>CloseHandle, handle information and comparing.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class HandleFunctions
{
    private const uint FlagMask = HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE;

    /// <inheritdoc cref="Kernel32.CloseHandle"/>
    internal static WIN32_ERROR Close(HANDLE handle)
    {
        if (handle == PseudoHandles.CurrentProcess || handle == PseudoHandles.CurrentThread)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        using HandleUser user = new(handle);
        return user.Entry is null || (user.Entry.Flags & HANDLE_FLAG_PROTECT_FROM_CLOSE) != 0 || !Close(user.Entry)
            ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>Closes a handle of which the caller counts a use, and sends home who is blocked on it.</summary>
    /// <returns>False if another thread was faster, or its descriptor was closed by other means, and so is not closed here.</returns>
    internal static bool Close(HandleEntry entry)
    {
        bool isLost = entry.IsLost;
        if (isLost)
        {
            HandleTable.Forget(entry);
        }

        return End(entry) && !isLost;
    }

    /// <summary>Ends a handle that is not in the table any more, since its descriptor was closed by other means.</summary>
    internal static void Abandon(HandleEntry entry)
    {
        if (entry.TryUse())
        {
            _ = End(entry);
            entry.EndUse();
        }
    }

    /// <inheritdoc cref="DuplicateFunctions.Duplicate"/>
    internal static WIN32_ERROR Duplicate(
        HANDLE sourceProcess, HANDLE source, HANDLE targetProcess, HANDLE* target, uint access, BOOL inherit, uint options) =>
        DuplicateFunctions.Duplicate(sourceProcess, source, targetProcess, target, access, inherit, options);

    /// <inheritdoc cref="Kernel32.GetHandleInformation(HANDLE, uint*)"/>
    internal static WIN32_ERROR GetInformation(HANDLE handle, uint* flags)
    {
        if (flags is null)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        if (handle == PseudoHandles.CurrentProcess || handle == PseudoHandles.CurrentThread)
        {
            *flags = 0;
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        using HandleUser user = new(handle);
        if (user.Entry is null)
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        *flags = user.Entry.Flags;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.SetHandleInformation(HANDLE, uint, uint)"/>
    internal static WIN32_ERROR SetInformation(HANDLE handle, uint mask, uint flags)
    {
        using HandleUser user = new(handle);
        if (user.Entry is null)
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        user.Entry.SetFlags(mask & FlagMask, flags);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.CompareObjectHandles(HANDLE, HANDLE)"/>
    internal static WIN32_ERROR Compare(HANDLE first, HANDLE second)
    {
        using HandleUser one = new(first);
        using HandleUser other = new(second);
        KernelObject? left = one.Entry?.Target ?? PseudoObject(first);
        KernelObject? right = other.Entry?.Target ?? PseudoObject(second);
        return left is null || right is null ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : left == right || AreSame(one.Entry, left, other.Entry, right) ? WIN32_ERROR.ERROR_SUCCESS
            : WIN32_ERROR.ERROR_NOT_SAME_OBJECT;
    }

    private static bool End(HandleEntry entry)
    {
        if (!entry.TryClose())
        {
            return false;
        }

        if (entry.Target is StreamObject { Transfers: { IsFree: false } transfers })
        {
            _ = transfers.Cancel(call => call.Entry == entry);
        }

        return true;
    }

    private static bool AreSame(HandleEntry? one, KernelObject left, HandleEntry? other, KernelObject right) => (left, right) switch
    {
        (ProcessObject first, ProcessObject second) => first.Id == second.Id && first.Id > 0,
        (ThreadObject first, ThreadObject second) => first.ThreadId == second.ThreadId,
        _ => one is not null && other is not null && Descriptors.AreSame(one.FileDescriptor, other.FileDescriptor),
    };

    private static KernelObject? PseudoObject(HANDLE handle) =>
        handle == PseudoHandles.CurrentProcess ? ProcessObject.Foreign(Environment.ProcessId)
            : handle == PseudoHandles.CurrentThread ? new ThreadObject(Environment.ProcessId, Libc.gettid())
            : null;
}
