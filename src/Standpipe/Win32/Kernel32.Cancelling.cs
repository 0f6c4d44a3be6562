using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Ending blocked transfers from outside.
public static unsafe partial class Kernel32
{
    /// <summary>Ends the transfer in which a thread is blocked, with ERROR_OPERATION_ABORTED. The pipe stays usable.</summary>
    /// <param name="hThread">
    /// The thread, as <see cref="OpenThread"/> or <see cref="DuplicateHandle(HANDLE, HANDLE, HANDLE, HANDLE*, uint, BOOL, uint)"/> of <see cref="GetCurrentThread"/> gave it.
    /// </param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// ERROR_NOT_FOUND: the thread is not blocked in one.
    /// <para>*Source*: contract D-cancel; CancelSynchronousIo.</para>
    /// </remarks>
    public static BOOL CancelSynchronousIo(HANDLE hThread)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.CancelSynchronousIo(hThread))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Cancellation.CancelSynchronous(hThread))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CancelSynchronousIo(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL CancelSynchronousIo(SafeHandle hThread)
    {
        using HandleUse use = new(hThread);
        return CancelSynchronousIo(use.Handle);
    }

    /// <summary>Ends the transfers of every thread that are blocked on an end of a pipe, with ERROR_OPERATION_ABORTED.</summary>
    /// <param name="hFile">Any handle of the same end of the pipe, or file.</param>
    /// <param name="lpOverlapped">The transfer to end, by what it was given; null: all of them.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// ERROR_NOT_FOUND: there are none.
    /// <para>*Source*: contract D-cancel; CancelIoEx.</para>
    /// </remarks>
    public static BOOL CancelIoEx(HANDLE hFile, OVERLAPPED* lpOverlapped)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.CancelIoEx(hFile, lpOverlapped))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Cancellation.CancelAll(hFile, lpOverlapped))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CancelIoEx(HANDLE, OVERLAPPED*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL CancelIoEx(SafeHandle hFile)
    {
        using HandleUse use = new(hFile);
        return CancelIoEx(use.Handle, null);
    }

    /// <summary>Ends the asynchronous transfers that the calling thread began, of which there are none.</summary>
    /// <param name="hFile">A handle of a pipe or file.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-cancel; CancelIo.</remarks>
    public static BOOL CancelIo(HANDLE hFile)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.CancelIo(hFile))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Cancellation.CancelOwn(hFile))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CancelIo(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL CancelIo(SafeHandle hFile)
    {
        using HandleUse use = new(hFile);
        return CancelIo(use.Handle);
    }
}
