using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>Events over eventfd.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class EventFunctions
{
    /// <inheritdoc cref="Kernel32.CreateEventW(SECURITY_ATTRIBUTES*, BOOL, BOOL, char*)"/>
    internal static WIN32_ERROR Create(
        SECURITY_ATTRIBUTES* attributes, BOOL manualReset, BOOL initialState, char* name, out HANDLE handle)
    {
        handle = default;
        if (name is not null && *name != '\0')
        {
            // Names are shared by the whole machine on Windows; nothing here is.
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        int fd = Libc.eventfd(initialState ? 1u : 0u, Sys.EFD_CLOEXEC | Sys.EFD_NONBLOCK);
        if (fd < 0)
        {
            return ErrorTable.FromErrno(Marshal.GetLastPInvokeError());
        }

        fd = LinuxHandle.Lift<RealPosix>(fd);
        if (fd < 0)
        {
            return ErrorTable.FromErrno(-fd);
        }

        uint flags = attributes is not null && attributes->bInheritHandle ? HANDLE_FLAG_INHERIT : 0;
        return HandleTable.Add(fd, AccessRights.Event, flags, new EventObject(manualReset), out handle);
    }

    /// <inheritdoc cref="Kernel32.SetEvent(HANDLE)"/>
    internal static WIN32_ERROR Set(HANDLE handle) => Change(handle, set: true);

    /// <inheritdoc cref="Kernel32.ResetEvent(HANDLE)"/>
    internal static WIN32_ERROR Reset(HANDLE handle) => Change(handle, set: false);

    /// <summary>Sets an event of which the caller counts a use.</summary>
    internal static void Set(HandleEntry entry)
    {
        ulong one = 1;
        _ = RealPosix.write(entry.FileDescriptor, &one, sizeof(ulong));
    }

    /// <summary>Resets an event of which the caller counts a use.</summary>
    /// <returns>Whether it was set: of several threads one is told so.</returns>
    internal static bool Reset(HandleEntry entry)
    {
        ulong count;
        return RealPosix.read(entry.FileDescriptor, &count, sizeof(ulong)) == sizeof(ulong);
    }

    private static WIN32_ERROR Change(HANDLE handle, bool set)
    {
        using HandleUser user = new(handle);
        if (!user.Is(out HandleEntry? entry, out EventObject? _))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & EVENT_MODIFY_STATE) == 0)
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        if (set)
        {
            Set(entry);
        }
        else
        {
            _ = Reset(entry);
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }
}
