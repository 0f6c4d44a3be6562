using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Pipes: making them, looking into them, their state.
public static unsafe partial class Kernel32
{
    /// <summary>Makes an anonymous pipe: bytes written to the one handle are read from the other, in order.</summary>
    /// <param name="hReadPipe">Takes the read handle. The caller closes it.</param>
    /// <param name="hWritePipe">Takes the write handle. The caller closes it.</param>
    /// <param name="lpPipeAttributes">Whether both handles are inheritable; null: neither is.</param>
    /// <param name="nSize">The buffer's size in bytes, a suggestion; 0: the system's default.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Linux*: the size is rounded up to a power of two of pages, 0 is 65536 bytes, and more than can be had gives the most that
    /// can; <see cref="GetNamedPipeInfo(HANDLE, uint*, uint*, uint*, uint*)"/> tells what it is (contract L-1).
    /// <para>*Source*: contract AP-05, AP-06, AP-19, D-create; CreatePipe.</para>
    /// </remarks>
    public static BOOL CreatePipe(HANDLE* hReadPipe, HANDLE* hWritePipe, SECURITY_ATTRIBUTES* lpPipeAttributes, uint nSize)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.CreatePipe(hReadPipe, hWritePipe, lpPipeAttributes, nSize))
            : OperatingSystem.IsLinux() ? last.Set(Linux.PipeFunctions.Create(hReadPipe, hWritePipe, lpPipeAttributes, nSize))
            : throw Unsupported.Exception();
    }

    /// <summary>Looks into a pipe without waiting and without taking anything out of it.</summary>
    /// <param name="hNamedPipe">The read handle.</param>
    /// <param name="lpBuffer">Takes a copy of the bytes, or null.</param>
    /// <param name="nBufferSize">The buffer's size in bytes.</param>
    /// <param name="lpBytesRead">Takes the bytes copied, or null.</param>
    /// <param name="lpTotalBytesAvail">Takes the bytes that wait in the pipe, or null.</param>
    /// <param name="lpBytesLeftThisMessage">Means nothing on an anonymous pipe; may be null.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// On failure nothing is written. An empty pipe without a writer fails with ERROR_BROKEN_PIPE.
    /// <para>*Windows*: waits while another thread is blocked in a read of the same end; here it does not.</para>
    /// <para>*Source*: contract D-peek; PeekNamedPipe.</para>
    /// </remarks>
    public static BOOL PeekNamedPipe(
        HANDLE hNamedPipe,
        void* lpBuffer,
        uint nBufferSize,
        uint* lpBytesRead,
        uint* lpTotalBytesAvail,
        uint* lpBytesLeftThisMessage)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.PeekNamedPipe(hNamedPipe, lpBuffer, nBufferSize, lpBytesRead, lpTotalBytesAvail, lpBytesLeftThisMessage))
            : OperatingSystem.IsLinux() ? last.Set(Linux.PipeFunctions.Peek(hNamedPipe, lpBuffer, nBufferSize, lpBytesRead, lpTotalBytesAvail, lpBytesLeftThisMessage))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="PeekNamedPipe(HANDLE, void*, uint, uint*, uint*, uint*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL PeekNamedPipe(
        SafeHandle hNamedPipe,
        Span<byte> lpBuffer,
        out uint lpBytesRead,
        out uint lpTotalBytesAvail,
        out uint lpBytesLeftThisMessage)
    {
        using HandleUse use = new(hNamedPipe);
        lpBytesRead = lpTotalBytesAvail = lpBytesLeftThisMessage = 0;
        fixed (byte* buffer = lpBuffer)
        fixed (uint* read = &lpBytesRead, total = &lpTotalBytesAvail, left = &lpBytesLeftThisMessage)
        {
            return PeekNamedPipe(use.Handle, buffer, (uint)lpBuffer.Length, read, total, left);
        }
    }

    /// <inheritdoc cref="CreatePipe(HANDLE*, HANDLE*, SECURITY_ATTRIBUTES*, uint)"/>
    public static BOOL CreatePipe(
        out SafeObjectHandle hReadPipe,
        out SafeObjectHandle hWritePipe,
        SECURITY_ATTRIBUTES? lpPipeAttributes,
        uint nSize)
    {
        SECURITY_ATTRIBUTES attributes = lpPipeAttributes.GetValueOrDefault();
        HANDLE read;
        HANDLE write;
        BOOL made = CreatePipe(&read, &write, lpPipeAttributes is null ? null : &attributes, nSize);
        hReadPipe = made ? new SafeObjectHandle(read, ownsHandle: true) : new SafeObjectHandle();
        hWritePipe = made ? new SafeObjectHandle(write, ownsHandle: true) : new SafeObjectHandle();
        return made;
    }

    /// <summary>Tells which end of a pipe a handle is, and the size of its buffer.</summary>
    /// <param name="hNamedPipe">Either handle.</param>
    /// <param name="lpFlags">
    /// Takes <see cref="PIPE_SERVER_END"/> for the read handle, <see cref="PIPE_CLIENT_END"/> for the write handle, or null.
    /// </param>
    /// <param name="lpOutBufferSize">Takes the buffer's size in bytes, or null.</param>
    /// <param name="lpInBufferSize">Takes the same size, or null.</param>
    /// <param name="lpMaxInstances">Takes 1, or null.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-create, L-1; GetNamedPipeInfo.</remarks>
    public static BOOL GetNamedPipeInfo(HANDLE hNamedPipe, uint* lpFlags, uint* lpOutBufferSize, uint* lpInBufferSize, uint* lpMaxInstances)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.GetNamedPipeInfo(hNamedPipe, lpFlags, lpOutBufferSize, lpInBufferSize, lpMaxInstances))
            : OperatingSystem.IsLinux() ? last.Set(Linux.PipeFunctions.GetInfo(hNamedPipe, lpFlags, lpOutBufferSize, lpInBufferSize, lpMaxInstances))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetNamedPipeInfo(HANDLE, uint*, uint*, uint*, uint*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL GetNamedPipeInfo(
        SafeHandle hNamedPipe,
        out uint lpFlags,
        out uint lpOutBufferSize,
        out uint lpInBufferSize,
        out uint lpMaxInstances)
    {
        using HandleUse use = new(hNamedPipe);
        lpFlags = lpOutBufferSize = lpInBufferSize = lpMaxInstances = 0;
        fixed (uint* flags = &lpFlags, output = &lpOutBufferSize, input = &lpInBufferSize, instances = &lpMaxInstances)
        {
            return GetNamedPipeInfo(use.Handle, flags, output, input, instances);
        }
    }

    /// <summary>Tells the mode of one end of a pipe.</summary>
    /// <param name="hNamedPipe">Either handle.</param>
    /// <param name="lpState">Takes <see cref="PIPE_WAIT"/> or <see cref="PIPE_NOWAIT"/>, or null.</param>
    /// <param name="lpCurInstances">Takes 1, or null.</param>
    /// <param name="lpMaxCollectionCount">Null; a local pipe collects nothing.</param>
    /// <param name="lpCollectDataTimeout">Null; as before.</param>
    /// <param name="lpUserName">Null, or takes an empty name.</param>
    /// <param name="nMaxUserNameSize">The name's room in characters.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-state; GetNamedPipeHandleStateW.</remarks>
    public static BOOL GetNamedPipeHandleStateW(
        HANDLE hNamedPipe,
        uint* lpState,
        uint* lpCurInstances,
        uint* lpMaxCollectionCount,
        uint* lpCollectDataTimeout,
        char* lpUserName,
        uint nMaxUserNameSize)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.GetNamedPipeHandleStateW(hNamedPipe, lpState, lpCurInstances, lpMaxCollectionCount, lpCollectDataTimeout, lpUserName, nMaxUserNameSize))
            : OperatingSystem.IsLinux() ? last.Set(Linux.PipeFunctions.GetState(hNamedPipe, lpState, lpCurInstances, lpMaxCollectionCount, lpCollectDataTimeout, lpUserName))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetNamedPipeHandleStateW(HANDLE, uint*, uint*, uint*, uint*, char*, uint)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL GetNamedPipeHandleStateW(SafeHandle hNamedPipe, out uint lpState, out uint lpCurInstances)
    {
        using HandleUse use = new(hNamedPipe);
        lpState = lpCurInstances = 0;
        fixed (uint* state = &lpState, instances = &lpCurInstances)
        {
            return GetNamedPipeHandleStateW(use.Handle, state, instances, null, null, null, 0);
        }
    }

    /// <summary>Sets whether transfers through one end of a pipe wait.</summary>
    /// <param name="hNamedPipe">Either handle.</param>
    /// <param name="lpMode">Points to <see cref="PIPE_WAIT"/> or <see cref="PIPE_NOWAIT"/>, or is null.</param>
    /// <param name="lpMaxCollectionCount">Null; a local pipe collects nothing.</param>
    /// <param name="lpCollectDataTimeout">Null; as before.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// The mode is the end's: every duplicate has it. *Linux*: every duplicate in this process, and what a child inherits later
    /// begins with it; the processes do not share it afterwards.
    /// <para>*Source*: contract D-state; SetNamedPipeHandleState.</para>
    /// </remarks>
    public static BOOL SetNamedPipeHandleState(HANDLE hNamedPipe, uint* lpMode, uint* lpMaxCollectionCount, uint* lpCollectDataTimeout)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.SetNamedPipeHandleState(hNamedPipe, lpMode, lpMaxCollectionCount, lpCollectDataTimeout))
            : OperatingSystem.IsLinux() ? last.Set(Linux.PipeFunctions.SetState(hNamedPipe, lpMode, lpMaxCollectionCount, lpCollectDataTimeout))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="SetNamedPipeHandleState(HANDLE, uint*, uint*, uint*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL SetNamedPipeHandleState(SafeHandle hNamedPipe, uint mode)
    {
        using HandleUse use = new(hNamedPipe);
        return SetNamedPipeHandleState(use.Handle, &mode, null, null);
    }
}
