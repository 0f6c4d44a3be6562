using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Files and devices, as far as redirection needs them.
public static unsafe partial class Kernel32
{
    /// <summary>Opens or makes a file, or opens a device.</summary>
    /// <param name="lpFileName">The path, or NUL, CONIN$, CONOUT$.</param>
    /// <param name="dwDesiredAccess"><see cref="GENERIC_READ"/>, <see cref="GENERIC_WRITE"/>, or the rights themselves.</param>
    /// <param name="dwShareMode">What others may do meanwhile.</param>
    /// <param name="lpSecurityAttributes">Whether the handle is inheritable; null: it is not.</param>
    /// <param name="dwCreationDisposition">From <see cref="CREATE_NEW"/> to <see cref="TRUNCATE_EXISTING"/>.</param>
    /// <param name="dwFlagsAndAttributes">Flags and attributes.</param>
    /// <param name="hTemplateFile">Not looked at, or NULL.</param>
    /// <returns>The handle, which the caller closes, or -1 with the last error.</returns>
    /// <remarks>
    /// A success sets the last error too: ERROR_ALREADY_EXISTS if CREATE_ALWAYS or OPEN_ALWAYS found the file, else 0.
    /// <para>
    /// *Linux*: paths are Linux paths, the sharing mode is not enforced, and NUL is /dev/null, CONIN$ and CONOUT$ the terminal (contract
    /// L-7).
    /// </para>
    /// <para>*Source*: CreateFileW.</para>
    /// </remarks>
    public static HANDLE CreateFileW(
        char* lpFileName,
        uint dwDesiredAccess,
        uint dwShareMode,
        SECURITY_ATTRIBUTES* lpSecurityAttributes,
        uint dwCreationDisposition,
        uint dwFlagsAndAttributes,
        HANDLE hTemplateFile)
    {
        if (OperatingSystem.IsWindows())
        {
            return Windows.Kernel32.CreateFileW(lpFileName, dwDesiredAccess, dwShareMode, lpSecurityAttributes, dwCreationDisposition, dwFlagsAndAttributes, hTemplateFile);
        }

        if (OperatingSystem.IsLinux())
        {
            WIN32_ERROR error = Linux.FileFunctions.Open(lpFileName, dwDesiredAccess, lpSecurityAttributes, dwCreationDisposition, dwFlagsAndAttributes, out HANDLE value);
            SetLastError(error);
            return value;
        }

        throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CreateFileW(char*, uint, uint, SECURITY_ATTRIBUTES*, uint, uint, HANDLE)"/>
    public static SafeObjectHandle CreateFileW(
        string lpFileName,
        uint dwDesiredAccess,
        uint dwShareMode,
        SECURITY_ATTRIBUTES? lpSecurityAttributes,
        uint dwCreationDisposition,
        uint dwFlagsAndAttributes)
    {
        SECURITY_ATTRIBUTES attributes = lpSecurityAttributes.GetValueOrDefault();
        SECURITY_ATTRIBUTES* given = lpSecurityAttributes is null ? null : &attributes;
        fixed (char* name = lpFileName)
        {
            HANDLE file = CreateFileW(name, dwDesiredAccess, dwShareMode, given, dwCreationDisposition, dwFlagsAndAttributes, default);
            return new SafeObjectHandle(file, ownsHandle: true);
        }
    }

    /// <summary>Tells whether a handle is a file, a character device or a pipe.</summary>
    /// <param name="hFile">The handle.</param>
    /// <returns>
    /// <see cref="FILE_TYPE_DISK"/>, <see cref="FILE_TYPE_CHAR"/> or <see cref="FILE_TYPE_PIPE"/>; <see cref="FILE_TYPE_UNKNOWN"/> with the
    /// last error for none.
    /// </returns>
    /// <remarks>*Source*: contract D-access; GetFileType.</remarks>
    public static uint GetFileType(HANDLE hFile)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.GetFileType(hFile);
            return last.Keep(result != FILE_TYPE_UNKNOWN || Marshal.GetLastPInvokeError() == 0, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.FileFunctions.GetType(hFile, out uint value), value)
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetFileType(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static uint GetFileType(SafeHandle hFile)
    {
        using HandleUse use = new(hFile);
        return GetFileType(use.Handle);
    }

    /// <summary>Tells the size of a file in bytes; of a pipe, what waits in it.</summary>
    /// <param name="hFile">A file, or an end of a pipe.</param>
    /// <param name="lpFileSizeHigh">Takes the high half, or null.</param>
    /// <returns>The low half of the size, or <see cref="INVALID_FILE_SIZE"/> with a last error that is not 0.</returns>
    /// <remarks>*Source*: contract D-access; GetFileSize.</remarks>
    public static uint GetFileSize(HANDLE hFile, uint* lpFileSizeHigh)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.GetFileSize(hFile, lpFileSizeHigh);
            return last.Keep(result != INVALID_FILE_SIZE, result);
        }

        if (OperatingSystem.IsLinux())
        {
            WIN32_ERROR error = Linux.FileFunctions.GetSize(hFile, lpFileSizeHigh, out uint value);
            _ = last.Set(error);
            if (value == INVALID_FILE_SIZE)
            {
                SetLastError(error);
            }

            return value;
        }

        throw Unsupported.Exception();
    }

    /// <summary>Moves a file's position.</summary>
    /// <param name="hFile">A file.</param>
    /// <param name="lDistanceToMove">The low half of the distance in bytes.</param>
    /// <param name="lpDistanceToMoveHigh">The high half, and takes that of the new position; null: the distance is signed 32 bits.</param>
    /// <param name="dwMoveMethod"><see cref="FILE_BEGIN"/>, <see cref="FILE_CURRENT"/> or <see cref="FILE_END"/>.</param>
    /// <returns>The low half of the new position, or <see cref="INVALID_SET_FILE_POINTER"/> with a last error that is not 0.</returns>
    /// <remarks>*Source*: contract D-access; SetFilePointer.</remarks>
    public static uint SetFilePointer(HANDLE hFile, int lDistanceToMove, int* lpDistanceToMoveHigh, uint dwMoveMethod)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.SetFilePointer(hFile, lDistanceToMove, lpDistanceToMoveHigh, dwMoveMethod);
            return last.Keep(result != INVALID_SET_FILE_POINTER, result);
        }

        if (OperatingSystem.IsLinux())
        {
            WIN32_ERROR error = Linux.FileFunctions.SetPointer(hFile, lDistanceToMove, lpDistanceToMoveHigh, dwMoveMethod, out uint value);
            _ = last.Set(error);
            if (value == INVALID_SET_FILE_POINTER)
            {
                SetLastError(error);
            }

            return value;
        }

        throw Unsupported.Exception();
    }
}
