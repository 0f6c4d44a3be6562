using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Threads, as far as cancelling needs them.
public static unsafe partial class Kernel32
{
    /// <summary>Gives the pseudo handle of the calling thread, -2, which needs no closing.</summary>
    /// <returns>The pseudo handle. To another thread it means that thread; duplicate it to hand it on.</returns>
    /// <remarks>*Source*: contract D-dup; GetCurrentThread.</remarks>
    public static HANDLE GetCurrentThread() =>
        OperatingSystem.IsWindows() ? Windows.Kernel32.GetCurrentThread()
            : OperatingSystem.IsLinux() ? new HANDLE(-2)
            : throw Unsupported.Exception();

    /// <summary>Gives the id of the calling thread.</summary>
    /// <returns>The id.</returns>
    /// <remarks>*Source*: contract D-cancel; GetCurrentThreadId.</remarks>
    public static uint GetCurrentThreadId() =>
        OperatingSystem.IsWindows() ? Windows.Kernel32.GetCurrentThreadId()
            : OperatingSystem.IsLinux() ? Linux.ThreadFunctions.CurrentId
            : throw Unsupported.Exception();

    /// <summary>Opens a thread by its id.</summary>
    /// <param name="dwDesiredAccess">THREAD_... rights.</param>
    /// <param name="bInheritHandle">Whether the handle is inheritable.</param>
    /// <param name="dwThreadId">The id.</param>
    /// <returns>
    /// The handle, which the caller closes, or NULL with the last error: ERROR_INVALID_PARAMETER if there is no such thread.
    /// </returns>
    /// <remarks>
    /// *Linux*: threads of this process only.
    /// <para>*Source*: contract D-cancel; OpenThread.</para>
    /// </remarks>
    public static HANDLE OpenThread(uint dwDesiredAccess, BOOL bInheritHandle, uint dwThreadId)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            HANDLE result = Windows.Kernel32.OpenThread(dwDesiredAccess, bInheritHandle, dwThreadId);
            return last.Keep(!result.IsNull, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.ThreadFunctions.Open(dwDesiredAccess, bInheritHandle, dwThreadId, out HANDLE value), value)
            : throw Unsupported.Exception();
    }

    /// <summary>Lets a stopped thread go on.</summary>
    /// <param name="hThread">The thread.</param>
    /// <returns>How often it had been stopped; -1 with the last error on failure.</returns>
    /// <remarks>
    /// *Linux*: no thread is ever stopped (contract L-8), so 0.
    /// <para>*Source*: contract L-8; ResumeThread.</para>
    /// </remarks>
    public static uint ResumeThread(HANDLE hThread)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.ResumeThread(hThread);
            return last.Keep(result != uint.MaxValue, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.ThreadFunctions.Resume(hThread, out uint value), value)
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="ResumeThread(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static uint ResumeThread(SafeHandle hThread)
    {
        using HandleUse use = new(hThread);
        return ResumeThread(use.Handle);
    }
}
