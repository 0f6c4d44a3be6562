using System.Runtime.InteropServices;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native.Exports;

/// <summary>Processes, and what they are started with.</summary>
internal static unsafe class Processes
{
    [UnmanagedCallersOnly(EntryPoint = "CreateProcessW")]
    internal static BOOL CreateProcessW(
        char* lpApplicationName, char* lpCommandLine, SECURITY_ATTRIBUTES* lpProcessAttributes, SECURITY_ATTRIBUTES* lpThreadAttributes, BOOL bInheritHandles, uint dwCreationFlags, void* lpEnvironment, char* lpCurrentDirectory, STARTUPINFOW* lpStartupInfo, PROCESS_INFORMATION* lpProcessInformation)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CreateProcessW(lpApplicationName, lpCommandLine, lpProcessAttributes, lpThreadAttributes, bInheritHandles, dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo, lpProcessInformation));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateProcessA")]
    internal static BOOL CreateProcessA(
        byte* lpApplicationName, byte* lpCommandLine, SECURITY_ATTRIBUTES* lpProcessAttributes, SECURITY_ATTRIBUTES* lpThreadAttributes, BOOL bInheritHandles, uint dwCreationFlags, void* lpEnvironment, byte* lpCurrentDirectory, STARTUPINFOA* lpStartupInfo, PROCESS_INFORMATION* lpProcessInformation)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CreateProcessA(lpApplicationName, lpCommandLine, lpProcessAttributes, lpThreadAttributes, bInheritHandles, dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo, lpProcessInformation));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "InitializeProcThreadAttributeList")]
    internal static BOOL InitializeProcThreadAttributeList(
        LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList, uint dwAttributeCount, uint dwFlags, nuint* lpSize)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.InitializeProcThreadAttributeList(lpAttributeList, dwAttributeCount, dwFlags, lpSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "UpdateProcThreadAttribute")]
    internal static BOOL UpdateProcThreadAttribute(
        LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList, uint dwFlags, nuint Attribute, void* lpValue, nuint cbSize, void* lpPreviousValue, nuint* lpReturnSize)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.UpdateProcThreadAttribute(lpAttributeList, dwFlags, Attribute, lpValue, cbSize, lpPreviousValue, lpReturnSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "DeleteProcThreadAttributeList")]
    internal static void DeleteProcThreadAttributeList(LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList)
    {
        Call call = Call.Begin();
        try
        {
            Kernel32.DeleteProcThreadAttributeList(lpAttributeList);
            call.End();
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetStartupInfoW")]
    internal static void GetStartupInfoW(STARTUPINFOW* lpStartupInfo)
    {
        Call call = Call.Begin();
        try
        {
            Kernel32.GetStartupInfoW(lpStartupInfo);
            call.End();
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetStartupInfoA")]
    internal static void GetStartupInfoA(STARTUPINFOA* lpStartupInfo)
    {
        Call call = Call.Begin();
        try
        {
            Kernel32.GetStartupInfoW((STARTUPINFOW*)lpStartupInfo);
            call.End();
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetExitCodeProcess")]
    internal static BOOL GetExitCodeProcess(HANDLE hProcess, uint* lpExitCode)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetExitCodeProcess(hProcess, lpExitCode));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TerminateProcess")]
    internal static BOOL TerminateProcess(HANDLE hProcess, uint uExitCode)
    {
        Call call = Call.Begin();
        try
        {
            if (IsThisProcess(hProcess))
            {
                NativeRuntime.standpipe_terminate(uExitCode);
            }

            return call.End(Kernel32.TerminateProcess(hProcess, uExitCode));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "OpenProcess")]
    internal static HANDLE OpenProcess(uint dwDesiredAccess, BOOL bInheritHandle, uint dwProcessId)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.OpenProcess(dwDesiredAccess, bInheritHandle, dwProcessId));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return HANDLE.Null;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetProcessId")]
    internal static uint GetProcessId(HANDLE Process)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetProcessId(Process));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetCurrentProcess")]
    internal static HANDLE GetCurrentProcess()
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetCurrentProcess());
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return new HANDLE(-1);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetCurrentProcessId")]
    internal static uint GetCurrentProcessId()
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetCurrentProcessId());
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    /// <summary>Whether a handle is one of this process and may end it: that must not run what ends a program in order.</summary>
    private static bool IsThisProcess(HANDLE process)
    {
        if (process == Kernel32.GetCurrentProcess())
        {
            return true;
        }

        using HandleUser user = new(process);
        return user.Is(out HandleEntry? entry, out ProcessObject? target)
            && target.Id == Environment.ProcessId && (entry.Access & Kernel32.PROCESS_TERMINATE) != 0;
    }
}
