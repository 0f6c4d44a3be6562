using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Reading and writing.
public static unsafe partial class Kernel32
{
    /// <summary>Reads what is there, up to a number of bytes; blocks until that is something.</summary>
    /// <param name="hFile">A handle with read access: of a pipe, a file, a device.</param>
    /// <param name="lpBuffer">Takes the bytes.</param>
    /// <param name="nNumberOfBytesToRead">The most bytes to read.</param>
    /// <param name="lpNumberOfBytesRead">Takes the bytes read, 0 on failure; may be null.</param>
    /// <param name="lpOverlapped">Takes the outcome of a success, or null. Makes nothing asynchronous.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Blocking*: while the pipe is empty and has a writer, also for 0 bytes. Ends early, with ERROR_OPERATION_ABORTED, by <see
    /// cref="CancelSynchronousIo(HANDLE)"/>, <see cref="CancelIoEx(HANDLE, OVERLAPPED*)"/>, or (*Linux*) when another thread closes
    /// the handle.
    /// <para>ERROR_BROKEN_PIPE is the end: nothing is left and no write handle is open anywhere.</para>
    /// <para>*Source*: contract AP-14 to AP-16, AP-21, D-read; ReadFile.</para>
    /// </remarks>
    public static BOOL ReadFile(
        HANDLE hFile,
        void* lpBuffer,
        uint nNumberOfBytesToRead,
        uint* lpNumberOfBytesRead,
        OVERLAPPED* lpOverlapped)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.ReadFile(hFile, lpBuffer, nNumberOfBytesToRead, lpNumberOfBytesRead, lpOverlapped))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Transfers.Read(hFile, lpBuffer, nNumberOfBytesToRead, lpNumberOfBytesRead, lpOverlapped))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="ReadFile(HANDLE, void*, uint, uint*, OVERLAPPED*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL ReadFile(SafeHandle hFile, Span<byte> lpBuffer, out uint lpNumberOfBytesRead)
    {
        using HandleUse use = new(hFile);
        return ReadFile(use.Handle, lpBuffer, out lpNumberOfBytesRead);
    }

    /// <inheritdoc cref="ReadFile(HANDLE, void*, uint, uint*, OVERLAPPED*)"/>
    public static BOOL ReadFile(HANDLE hFile, Span<byte> lpBuffer, out uint lpNumberOfBytesRead)
    {
        lpNumberOfBytesRead = 0;
        fixed (byte* buffer = lpBuffer)
        fixed (uint* count = &lpNumberOfBytesRead)
        {
            return ReadFile(hFile, buffer, (uint)lpBuffer.Length, count, null);
        }
    }

    /// <summary>Writes all of the bytes; blocks until they are in the pipe.</summary>
    /// <param name="hFile">A handle with write access: of a pipe, a file, a device.</param>
    /// <param name="lpBuffer">The bytes.</param>
    /// <param name="nNumberOfBytesToWrite">How many.</param>
    /// <param name="lpNumberOfBytesWritten">Takes the bytes written, 0 on failure; may be null.</param>
    /// <param name="lpOverlapped">Takes the outcome of a success, or null. Makes nothing asynchronous.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Blocking*: while the pipe is full. Ends early as a read does. *Linux*: what went in before that stays there (contract L-2).
    /// <para>ERROR_NO_DATA: no read handle is open anywhere. ERROR_BROKEN_PIPE: the last one was closed while the write was blocked.</para>
    /// <para>*Source*: contract AP-17, AP-18, AP-21, D-write, L-2 to L-4; WriteFile.</para>
    /// </remarks>
    public static BOOL WriteFile(
        HANDLE hFile,
        void* lpBuffer,
        uint nNumberOfBytesToWrite,
        uint* lpNumberOfBytesWritten,
        OVERLAPPED* lpOverlapped)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.WriteFile(hFile, lpBuffer, nNumberOfBytesToWrite, lpNumberOfBytesWritten, lpOverlapped))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Transfers.Write(hFile, lpBuffer, nNumberOfBytesToWrite, lpNumberOfBytesWritten, lpOverlapped))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="WriteFile(HANDLE, void*, uint, uint*, OVERLAPPED*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL WriteFile(SafeHandle hFile, ReadOnlySpan<byte> lpBuffer, out uint lpNumberOfBytesWritten)
    {
        using HandleUse use = new(hFile);
        return WriteFile(use.Handle, lpBuffer, out lpNumberOfBytesWritten);
    }

    /// <inheritdoc cref="WriteFile(HANDLE, void*, uint, uint*, OVERLAPPED*)"/>
    public static BOOL WriteFile(HANDLE hFile, ReadOnlySpan<byte> lpBuffer, out uint lpNumberOfBytesWritten)
    {
        lpNumberOfBytesWritten = 0;
        fixed (byte* buffer = lpBuffer)
        fixed (uint* count = &lpNumberOfBytesWritten)
        {
            return WriteFile(hFile, buffer, (uint)lpBuffer.Length, count, null);
        }
    }

    /// <summary>Refuses: asynchronous reads are not supported on anonymous pipes.</summary>
    /// <param name="hFile">A handle with that access.</param>
    /// <param name="lpBuffer">Takes nothing.</param>
    /// <param name="nNumberOfBytesToRead">Not looked at.</param>
    /// <param name="lpOverlapped">Left alone.</param>
    /// <param name="lpCompletionRoutine">Never called.</param>
    /// <returns>
    /// FALSE. The last error is ERROR_INVALID_PARAMETER, or ERROR_ACCESS_DENIED for the wrong end, or ERROR_INVALID_HANDLE.
    /// </returns>
    /// <remarks>*Source*: contract AP-20, D-overlapped; ReadFileEx.</remarks>
    public static BOOL ReadFileEx(
        HANDLE hFile,
        void* lpBuffer,
        uint nNumberOfBytesToRead,
        OVERLAPPED* lpOverlapped,
        delegate* unmanaged<uint, uint, OVERLAPPED*, void> lpCompletionRoutine)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Set(Windows.ExtendedTransfers.Read(hFile))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Transfers.ReadExtended(hFile))
            : throw Unsupported.Exception();
    }

    /// <summary>Refuses: asynchronous writes are not supported on anonymous pipes.</summary>
    /// <param name="hFile">A handle with that access.</param>
    /// <param name="lpBuffer">Not looked at.</param>
    /// <param name="nNumberOfBytesToWrite">Not looked at.</param>
    /// <param name="lpOverlapped">Left alone.</param>
    /// <param name="lpCompletionRoutine">Never called.</param>
    /// <returns>
    /// FALSE. The last error is ERROR_INVALID_PARAMETER, or ERROR_ACCESS_DENIED for the wrong end, or ERROR_INVALID_HANDLE.
    /// </returns>
    /// <remarks>*Source*: contract AP-20, D-overlapped; WriteFileEx.</remarks>
    public static BOOL WriteFileEx(
        HANDLE hFile,
        void* lpBuffer,
        uint nNumberOfBytesToWrite,
        OVERLAPPED* lpOverlapped,
        delegate* unmanaged<uint, uint, OVERLAPPED*, void> lpCompletionRoutine)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Set(Windows.ExtendedTransfers.Write(hFile))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Transfers.WriteExtended(hFile))
            : throw Unsupported.Exception();
    }

    /// <summary>Waits until everything that was written has been read; for a file, until it is on the disk.</summary>
    /// <param name="hFile">The write handle of a pipe, or a file's.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Blocking*: until the pipe is empty, whoever reads it. ERROR_BROKEN_PIPE if the last reader goes before that.
    /// <para>*Source*: contract D-state; FlushFileBuffers.</para>
    /// </remarks>
    public static BOOL FlushFileBuffers(HANDLE hFile)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.FlushFileBuffers(hFile))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Transfers.Flush(hFile))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="FlushFileBuffers(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL FlushFileBuffers(SafeHandle hFile)
    {
        using HandleUse use = new(hFile);
        return FlushFileBuffers(use.Handle);
    }

    /// <summary>Tells the outcome of a transfer that was given an OVERLAPPED.</summary>
    /// <param name="hFile">The handle of the transfer.</param>
    /// <param name="lpOverlapped">What the transfer was given.</param>
    /// <param name="lpNumberOfBytesTransferred">Takes the bytes transferred.</param>
    /// <param name="bWait">Whether to wait for the end of a transfer that goes on.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-overlapped; GetOverlappedResult.</remarks>
    public static BOOL GetOverlappedResult(HANDLE hFile, OVERLAPPED* lpOverlapped, uint* lpNumberOfBytesTransferred, BOOL bWait)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.GetOverlappedResult(hFile, lpOverlapped, lpNumberOfBytesTransferred, bWait))
            : OperatingSystem.IsLinux() ? last.Set(Linux.Transfers.GetOverlappedResult(hFile, lpOverlapped, lpNumberOfBytesTransferred, bWait))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetOverlappedResult(HANDLE, OVERLAPPED*, uint*, BOOL)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL GetOverlappedResult(SafeHandle hFile, ref OVERLAPPED lpOverlapped, out uint lpNumberOfBytesTransferred, BOOL bWait)
    {
        using HandleUse use = new(hFile);
        lpNumberOfBytesTransferred = 0;
        fixed (OVERLAPPED* overlapped = &lpOverlapped)
        fixed (uint* count = &lpNumberOfBytesTransferred)
        {
            return GetOverlappedResult(use.Handle, overlapped, count, bWait);
        }
    }
}
