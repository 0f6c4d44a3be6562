using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Waiting, and events.
public static unsafe partial class Kernel32
{
    /// <summary>Waits until an object is signalled.</summary>
    /// <param name="hHandle">A process, a thread, an event, or an end of a pipe.</param>
    /// <param name="dwMilliseconds">How long at most, in milliseconds; <see cref="INFINITE"/>: without end.</param>
    /// <returns><see cref="WAIT_OBJECT_0"/>, <see cref="WAIT_TIMEOUT"/>, or <see cref="WAIT_FAILED"/> with the last error.</returns>
    /// <remarks>
    /// A process is signalled once it has ended, an event while it is set, an end of a pipe while no transfer is blocked on it.
    /// <para>*Source*: contract D-proc, D-state; WaitForSingleObject.</para>
    /// </remarks>
    public static uint WaitForSingleObject(HANDLE hHandle, uint dwMilliseconds)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.WaitForSingleObject(hHandle, dwMilliseconds);
            return last.Keep(result != WAIT_FAILED, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.WaitFunctions.One(hHandle, dwMilliseconds, out uint value), value)
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="WaitForSingleObject(HANDLE, uint)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static uint WaitForSingleObject(SafeHandle hHandle, uint dwMilliseconds)
    {
        using HandleUse use = new(hHandle);
        return WaitForSingleObject(use.Handle, dwMilliseconds);
    }

    /// <summary>Waits until one of several objects is signalled, or all of them are.</summary>
    /// <param name="nCount">How many, 1 to <see cref="MAXIMUM_WAIT_OBJECTS"/>.</param>
    /// <param name="lpHandles">Their handles, all different.</param>
    /// <param name="bWaitAll">Whether all must be signalled at once; else one is enough.</param>
    /// <param name="dwMilliseconds">How long at most, in milliseconds; <see cref="INFINITE"/>: without end.</param>
    /// <returns>
    /// <see cref="WAIT_OBJECT_0"/> plus the lowest index of a signalled one, <see cref="WAIT_TIMEOUT"/>, or <see cref="WAIT_FAILED"/> with
    /// the last error.
    /// </returns>
    /// <remarks>*Source*: contract D-proc; WaitForMultipleObjects.</remarks>
    public static uint WaitForMultipleObjects(uint nCount, HANDLE* lpHandles, BOOL bWaitAll, uint dwMilliseconds)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.WaitForMultipleObjects(nCount, lpHandles, bWaitAll, dwMilliseconds);
            return last.Keep(result != WAIT_FAILED, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.WaitFunctions.Many(nCount, lpHandles, bWaitAll, dwMilliseconds, out uint value), value)
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="WaitForMultipleObjects(uint, HANDLE*, BOOL, uint)"/>
    public static uint WaitForMultipleObjects(ReadOnlySpan<HANDLE> lpHandles, BOOL bWaitAll, uint dwMilliseconds)
    {
        fixed (HANDLE* handles = lpHandles)
        {
            return WaitForMultipleObjects((uint)lpHandles.Length, handles, bWaitAll, dwMilliseconds);
        }
    }

    /// <summary>Makes an event.</summary>
    /// <param name="lpEventAttributes">Whether the handle is inheritable; null: it is not.</param>
    /// <param name="bManualReset">Whether it stays set until it is reset; else a wait that it ends resets it.</param>
    /// <param name="bInitialState">Whether it begins set.</param>
    /// <param name="lpName">Null, or the name. *Linux*: only null.</param>
    /// <returns>The handle, which the caller closes, or NULL with the last error.</returns>
    /// <remarks>
    /// A success sets the last error to 0.
    /// <para>*Source*: contract D-overlapped; CreateEventW.</para>
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public static HANDLE CreateEventW(SECURITY_ATTRIBUTES* lpEventAttributes, BOOL bManualReset, BOOL bInitialState, char* lpName)
    {
        if (OperatingSystem.IsWindows())
        {
            return Windows.Kernel32.CreateEventW(lpEventAttributes, bManualReset, bInitialState, lpName);
        }

        if (OperatingSystem.IsLinux())
        {
            WIN32_ERROR error = Linux.EventFunctions.Create(lpEventAttributes, bManualReset, bInitialState, lpName, out HANDLE value);
            SetLastError(error);
            return value;
        }

        throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CreateEventW(SECURITY_ATTRIBUTES*, BOOL, BOOL, char*)"/>
    public static SafeObjectHandle CreateEventW(
        SECURITY_ATTRIBUTES? lpEventAttributes,
        BOOL bManualReset,
        BOOL bInitialState,
        string? lpName)
    {
        SECURITY_ATTRIBUTES attributes = lpEventAttributes.GetValueOrDefault();
        fixed (char* name = lpName)
        {
            HANDLE made = CreateEventW(lpEventAttributes is null ? null : &attributes, bManualReset, bInitialState, name);
            return new SafeObjectHandle(made, ownsHandle: true);
        }
    }

    /// <summary>Sets an event.</summary>
    /// <param name="hEvent">The event.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-overlapped; SetEvent.</remarks>
    public static BOOL SetEvent(HANDLE hEvent)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.SetEvent(hEvent))
            : OperatingSystem.IsLinux() ? last.Set(Linux.EventFunctions.Set(hEvent))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="SetEvent(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL SetEvent(SafeHandle hEvent)
    {
        using HandleUse use = new(hEvent);
        return SetEvent(use.Handle);
    }

    /// <summary>Resets an event.</summary>
    /// <param name="hEvent">The event.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-overlapped; ResetEvent.</remarks>
    public static BOOL ResetEvent(HANDLE hEvent)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.ResetEvent(hEvent))
            : OperatingSystem.IsLinux() ? last.Set(Linux.EventFunctions.Reset(hEvent))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="ResetEvent(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL ResetEvent(SafeHandle hEvent)
    {
        using HandleUse use = new(hEvent);
        return ResetEvent(use.Handle);
    }
}
