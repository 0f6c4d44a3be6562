using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// What handles have in common.
public static unsafe partial class Kernel32
{
    /// <summary>Closes a handle. What it names ends with the last of its handles.</summary>
    /// <param name="hObject">The handle.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Threads*: *Linux*: another thread that is blocked on this handle gets ERROR_OPERATION_ABORTED; on Windows the closing thread
    /// waits for it (contract L-9).
    /// <para>*Source*: contract AP-22, D-close; CloseHandle.</para>
    /// </remarks>
    public static BOOL CloseHandle(HANDLE hObject)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.CloseHandle(hObject))
            : OperatingSystem.IsLinux() ? last.Set(Linux.HandleFunctions.Close(hObject))
            : throw Unsupported.Exception();
    }

    /// <summary>Makes a second handle for what a handle names.</summary>
    /// <param name="hSourceProcessHandle">The process that has the handle.</param>
    /// <param name="hSourceHandle">The handle, or a pseudo handle.</param>
    /// <param name="hTargetProcessHandle">The process that gets the copy.</param>
    /// <param name="lpTargetHandle">
    /// Takes the copy, or NULL on failure; null: the copy is made and lost. The target process's to close.
    /// </param>
    /// <param name="dwDesiredAccess">The copy's rights, no more than the source's.</param>
    /// <param name="bInheritHandle">Whether the copy is inheritable.</param>
    /// <param name="dwOptions">DUPLICATE_... flags.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Linux*: copies from another process need the right to trace it (pidfd_getfd); into another process the kernel offers none:
    /// ERROR_NOT_SUPPORTED (contract L-6).
    /// <para>*Source*: contract AP-03, AP-07, D-dup; DuplicateHandle.</para>
    /// </remarks>
    public static BOOL DuplicateHandle(
        HANDLE hSourceProcessHandle,
        HANDLE hSourceHandle,
        HANDLE hTargetProcessHandle,
        HANDLE* lpTargetHandle,
        uint dwDesiredAccess,
        BOOL bInheritHandle,
        uint dwOptions)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.DuplicateHandle(hSourceProcessHandle, hSourceHandle, hTargetProcessHandle, lpTargetHandle, dwDesiredAccess, bInheritHandle, dwOptions))
            : OperatingSystem.IsLinux() ? last.Set(Linux.HandleFunctions.Duplicate(hSourceProcessHandle, hSourceHandle, hTargetProcessHandle, lpTargetHandle, dwDesiredAccess, bInheritHandle, dwOptions))
            : throw Unsupported.Exception();
    }

    /// <summary>Makes a second handle, in this process and with the same rights.</summary>
    /// <param name="hSourceHandle">The handle.</param>
    /// <param name="lpTargetHandle">Takes the copy.</param>
    /// <param name="bInheritHandle">Whether the copy is inheritable.</param>
    /// <param name="dwOptions">DUPLICATE_... flags; <see cref="DUPLICATE_SAME_ACCESS"/> is added.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL DuplicateHandle(SafeHandle hSourceHandle, out SafeObjectHandle lpTargetHandle, BOOL bInheritHandle, uint dwOptions)
    {
        using HandleUse use = new(hSourceHandle);
        HANDLE copy;
        HANDLE self = GetCurrentProcess();
        BOOL made = DuplicateHandle(self, use.Handle, self, &copy, 0, bInheritHandle, dwOptions | DUPLICATE_SAME_ACCESS);
        lpTargetHandle = made ? new SafeObjectHandle(copy, ownsHandle: true) : new SafeObjectHandle();
        return made;
    }

    /// <summary>Tells whether two handles name the same thing.</summary>
    /// <param name="hFirstObjectHandle">One handle.</param>
    /// <param name="hSecondObjectHandle">The other.</param>
    /// <returns>TRUE, or FALSE with ERROR_NOT_SAME_OBJECT or ERROR_INVALID_HANDLE.</returns>
    /// <remarks>*Source*: contract D-dup; CompareObjectHandles.</remarks>
    public static BOOL CompareObjectHandles(HANDLE hFirstObjectHandle, HANDLE hSecondObjectHandle)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.KernelBase.CompareObjectHandles(hFirstObjectHandle, hSecondObjectHandle))
            : OperatingSystem.IsLinux() ? last.Set(Linux.HandleFunctions.Compare(hFirstObjectHandle, hSecondObjectHandle))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CompareObjectHandles(HANDLE, HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL CompareObjectHandles(SafeHandle hFirstObjectHandle, SafeHandle hSecondObjectHandle)
    {
        using HandleUse first = new(hFirstObjectHandle);
        using HandleUse second = new(hSecondObjectHandle);
        return CompareObjectHandles(first.Handle, second.Handle);
    }

    /// <summary>Tells whether a handle is inheritable, and whether it is protected from closing.</summary>
    /// <param name="hObject">The handle.</param>
    /// <param name="lpdwFlags">Takes HANDLE_FLAG_... bits.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-hinfo; GetHandleInformation.</remarks>
    public static BOOL GetHandleInformation(HANDLE hObject, uint* lpdwFlags)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.GetHandleInformation(hObject, lpdwFlags))
            : OperatingSystem.IsLinux() ? last.Set(Linux.HandleFunctions.GetInformation(hObject, lpdwFlags))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetHandleInformation(HANDLE, uint*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL GetHandleInformation(SafeHandle hObject, out uint lpdwFlags)
    {
        using HandleUse use = new(hObject);
        lpdwFlags = 0;
        fixed (uint* flags = &lpdwFlags)
        {
            return GetHandleInformation(use.Handle, flags);
        }
    }

    /// <summary>Makes a handle inheritable or not, protected from closing or not.</summary>
    /// <param name="hObject">The handle.</param>
    /// <param name="dwMask">The HANDLE_FLAG_... bits to change.</param>
    /// <param name="dwFlags">Their new values.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-hinfo; SetHandleInformation.</remarks>
    public static BOOL SetHandleInformation(HANDLE hObject, uint dwMask, uint dwFlags)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.SetHandleInformation(hObject, dwMask, dwFlags))
            : OperatingSystem.IsLinux() ? last.Set(Linux.HandleFunctions.SetInformation(hObject, dwMask, dwFlags))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="SetHandleInformation(HANDLE, uint, uint)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL SetHandleInformation(SafeHandle hObject, uint dwMask, uint dwFlags)
    {
        using HandleUse use = new(hObject);
        return SetHandleInformation(use.Handle, dwMask, dwFlags);
    }
}
