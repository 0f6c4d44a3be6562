using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>Reading and writing.</summary>
internal static unsafe class Transfers
{
    [UnmanagedCallersOnly(EntryPoint = "ReadFile")]
    internal static BOOL ReadFile(HANDLE hFile, void* lpBuffer, uint nNumberOfBytesToRead, uint* lpNumberOfBytesRead, OVERLAPPED* lpOverlapped)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.ReadFile(hFile, lpBuffer, nNumberOfBytesToRead, lpNumberOfBytesRead, lpOverlapped));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "WriteFile")]
    internal static BOOL WriteFile(HANDLE hFile, void* lpBuffer, uint nNumberOfBytesToWrite, uint* lpNumberOfBytesWritten, OVERLAPPED* lpOverlapped)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.WriteFile(hFile, lpBuffer, nNumberOfBytesToWrite, lpNumberOfBytesWritten, lpOverlapped));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "ReadFileEx")]
    internal static BOOL ReadFileEx(HANDLE hFile, void* lpBuffer, uint nNumberOfBytesToRead, OVERLAPPED* lpOverlapped, delegate* unmanaged<uint, uint, OVERLAPPED*, void> lpCompletionRoutine)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.ReadFileEx(hFile, lpBuffer, nNumberOfBytesToRead, lpOverlapped, lpCompletionRoutine));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "WriteFileEx")]
    internal static BOOL WriteFileEx(HANDLE hFile, void* lpBuffer, uint nNumberOfBytesToWrite, OVERLAPPED* lpOverlapped, delegate* unmanaged<uint, uint, OVERLAPPED*, void> lpCompletionRoutine)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.WriteFileEx(hFile, lpBuffer, nNumberOfBytesToWrite, lpOverlapped, lpCompletionRoutine));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "FlushFileBuffers")]
    internal static BOOL FlushFileBuffers(HANDLE hFile)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.FlushFileBuffers(hFile));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetOverlappedResult")]
    internal static BOOL GetOverlappedResult(HANDLE hFile, OVERLAPPED* lpOverlapped, uint* lpNumberOfBytesTransferred, BOOL bWait)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetOverlappedResult(hFile, lpOverlapped, lpNumberOfBytesTransferred, bWait));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }
}
