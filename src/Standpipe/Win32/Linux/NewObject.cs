using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>What making an event, a mutex and a semaphore have in common.</summary>
/// <param name="IsInheritable">Whether the handle is inheritable.</param>
/// <param name="IsNamed">Whether a name was given.</param>
/// <param name="Access">The rights that the handle shall have.</param>
[SupportedOSPlatform("linux")]
internal readonly unsafe record struct NewObject(bool IsInheritable, bool IsNamed, uint Access)
{
    /// <summary>By what a caller gives.</summary>
    internal static NewObject Of(SECURITY_ATTRIBUTES* attributes, char* name, uint access) =>
        new(attributes is not null && attributes->bInheritHandle, name is not null && *name != '\0', access);

    /// <inheritdoc cref="Of(SECURITY_ATTRIBUTES*, char*, uint)"/>
    internal static NewObject Of(SECURITY_ATTRIBUTES* attributes, byte* name, uint access) =>
        new(attributes is not null && attributes->bInheritHandle, name is not null && *name != 0, access);

    /// <summary>Makes it.</summary>
    /// <param name="count">The counter of its eventfd.</param>
    /// <param name="options">EFD_SEMAPHORE or 0.</param>
    /// <param name="target">The object.</param>
    /// <param name="handle">Its handle.</param>
    internal WIN32_ERROR Make(uint count, int options, KernelObject target, out HANDLE handle)
    {
        handle = default;
        if (IsNamed)
        {
            // Names are shared by the whole machine on Windows; nothing here is.
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        int fd = Libc.eventfd(count, Sys.EFD_CLOEXEC | Sys.EFD_NONBLOCK | options);
        if (fd < 0)
        {
            return ErrorTable.FromErrno(Marshal.GetLastPInvokeError());
        }

        fd = LinuxHandle.Lift<RealPosix>(fd);
        uint rights = (Access & MAXIMUM_ALLOWED) != 0 ? AccessRights.All(target) : AccessRights.Map(Access, target);
        return fd < 0
            ? ErrorTable.FromErrno(-fd)
            : HandleTable.Add(fd, rights, IsInheritable ? HANDLE_FLAG_INHERIT : 0, target, out handle);
    }
}
