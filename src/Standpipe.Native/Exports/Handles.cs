using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>Handles of any kind.</summary>
internal static unsafe class Handles
{
    [UnmanagedCallersOnly(EntryPoint = "CloseHandle")]
    internal static BOOL CloseHandle(HANDLE hObject)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CloseHandle(hObject));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "DuplicateHandle")]
    internal static BOOL DuplicateHandle(
        HANDLE hSourceProcessHandle, HANDLE hSourceHandle, HANDLE hTargetProcessHandle, HANDLE* lpTargetHandle, uint dwDesiredAccess, BOOL bInheritHandle, uint dwOptions)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.DuplicateHandle(hSourceProcessHandle, hSourceHandle, hTargetProcessHandle, lpTargetHandle, dwDesiredAccess, bInheritHandle, dwOptions));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CompareObjectHandles")]
    internal static BOOL CompareObjectHandles(HANDLE hFirstObjectHandle, HANDLE hSecondObjectHandle)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CompareObjectHandles(hFirstObjectHandle, hSecondObjectHandle));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetHandleInformation")]
    internal static BOOL GetHandleInformation(HANDLE hObject, uint* lpdwFlags)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetHandleInformation(hObject, lpdwFlags));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetHandleInformation")]
    internal static BOOL SetHandleInformation(HANDLE hObject, uint dwMask, uint dwFlags)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.SetHandleInformation(hObject, dwMask, dwFlags));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetStdHandle")]
    internal static HANDLE GetStdHandle(uint nStdHandle)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetStdHandle(nStdHandle));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return HANDLE.INVALID_HANDLE_VALUE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetStdHandle")]
    internal static BOOL SetStdHandle(uint nStdHandle, HANDLE hHandle)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.SetStdHandle(nStdHandle, hHandle));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }
}
