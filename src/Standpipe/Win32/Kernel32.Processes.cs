using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Processes: their end and their ids. Kernel32.CreateProcess.cs starts them.
public static unsafe partial class Kernel32
{
    /// <summary>Tells how a process ended.</summary>
    /// <param name="hProcess">The process.</param>
    /// <param name="lpExitCode">Takes its exit code, or <see cref="STILL_ACTIVE"/> while it runs.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Linux*: 8 bits of a code; after a signal the code that Windows programs know best for it (contract L-5, which lists them).
    /// <para>*Source*: contract D-proc; GetExitCodeProcess.</para>
    /// </remarks>
    public static BOOL GetExitCodeProcess(HANDLE hProcess, uint* lpExitCode)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.GetExitCodeProcess(hProcess, lpExitCode))
            : OperatingSystem.IsLinux() ? last.Set(Linux.ProcessFunctions.GetExitCode(hProcess, lpExitCode))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetExitCodeProcess(HANDLE, uint*)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL GetExitCodeProcess(SafeHandle hProcess, out uint lpExitCode)
    {
        using HandleUse use = new(hProcess);
        lpExitCode = 0;
        fixed (uint* code = &lpExitCode)
        {
            return GetExitCodeProcess(use.Handle, code);
        }
    }

    /// <summary>Ends a process at once.</summary>
    /// <param name="hProcess">The process.</param>
    /// <param name="uExitCode">The exit code it shall have.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// ERROR_ACCESS_DENIED: it has ended already.
    /// <para>*Linux*: by SIGKILL; the code is known to the process that gave it, others see a kill.</para>
    /// <para>*Source*: contract D-proc; TerminateProcess.</para>
    /// </remarks>
    public static BOOL TerminateProcess(HANDLE hProcess, uint uExitCode)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.TerminateProcess(hProcess, uExitCode))
            : OperatingSystem.IsLinux() ? last.Set(Linux.ProcessFunctions.Terminate(hProcess, uExitCode))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="TerminateProcess(HANDLE, uint)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static BOOL TerminateProcess(SafeHandle hProcess, uint uExitCode)
    {
        using HandleUse use = new(hProcess);
        return TerminateProcess(use.Handle, uExitCode);
    }

    /// <summary>Opens a process by its id.</summary>
    /// <param name="dwDesiredAccess">PROCESS_... rights.</param>
    /// <param name="bInheritHandle">Whether the handle is inheritable.</param>
    /// <param name="dwProcessId">The id.</param>
    /// <returns>
    /// The handle, which the caller closes, or NULL with the last error: ERROR_INVALID_PARAMETER if there is no such process.
    /// </returns>
    /// <remarks>*Source*: contract D-proc; OpenProcess.</remarks>
    public static HANDLE OpenProcess(uint dwDesiredAccess, BOOL bInheritHandle, uint dwProcessId)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            HANDLE result = Windows.Kernel32.OpenProcess(dwDesiredAccess, bInheritHandle, dwProcessId);
            return last.Keep(!result.IsNull, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.ProcessFunctions.Open(dwDesiredAccess, bInheritHandle, dwProcessId, out HANDLE value), value)
            : throw Unsupported.Exception();
    }

    /// <summary>Tells the id of a process.</summary>
    /// <param name="Process">The process.</param>
    /// <returns>The id, or 0 with the last error.</returns>
    /// <remarks>*Source*: contract D-proc; GetProcessId.</remarks>
    public static uint GetProcessId(HANDLE Process)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.GetProcessId(Process);
            return last.Keep(result != 0, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.ProcessFunctions.GetId(Process, out uint value), value)
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetProcessId(HANDLE)"/>
    /// <exception cref="ObjectDisposedException">A handle's owner is disposed of.</exception>
    public static uint GetProcessId(SafeHandle Process)
    {
        using HandleUse use = new(Process);
        return GetProcessId(use.Handle);
    }

    /// <summary>Gives the pseudo handle of this process, -1, which needs no closing.</summary>
    /// <returns>The pseudo handle.</returns>
    /// <remarks>*Source*: contract D-dup; GetCurrentProcess.</remarks>
    public static HANDLE GetCurrentProcess() =>
        OperatingSystem.IsWindows() ? Windows.Kernel32.GetCurrentProcess()
            : OperatingSystem.IsLinux() ? HANDLE.INVALID_HANDLE_VALUE
            : throw Unsupported.Exception();

    /// <summary>Gives the id of this process.</summary>
    /// <returns>The id.</returns>
    /// <remarks>*Source*: GetCurrentProcessId.</remarks>
    public static uint GetCurrentProcessId() =>
        OperatingSystem.IsWindows() ? Windows.Kernel32.GetCurrentProcessId()
            : OperatingSystem.IsLinux() ? (uint)Environment.ProcessId
            : throw Unsupported.Exception();

    /// <summary>Ends this process.</summary>
    /// <param name="uExitCode">Its exit code. *Linux*: the low 8 bits count (contract L-5).</param>
    /// <remarks>*Source*: contract AP-22; ExitProcess.</remarks>
    [DoesNotReturn]
    public static void ExitProcess(uint uExitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            Windows.Kernel32.ExitProcess(uExitCode);
        }

        Environment.Exit((int)uExitCode);
        throw new System.Diagnostics.UnreachableException();
    }
}
