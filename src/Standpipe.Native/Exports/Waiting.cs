using System.Runtime.InteropServices;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native.Exports;

/// <summary>Waiting. The alertable functions are in runtime/threads.c, which asks these and makes the calls that were queued.</summary>
internal static unsafe class Waiting
{
    [UnmanagedCallersOnly(EntryPoint = "WaitForSingleObject")]
    internal static uint WaitForSingleObject(HANDLE hHandle, uint dwMilliseconds)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.WaitForSingleObject(hHandle, dwMilliseconds));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return Kernel32.WAIT_FAILED;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "WaitForMultipleObjects")]
    internal static uint WaitForMultipleObjects(uint nCount, HANDLE* lpHandles, BOOL bWaitAll, uint dwMilliseconds)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.WaitForMultipleObjects(nCount, lpHandles, bWaitAll, dwMilliseconds));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return Kernel32.WAIT_FAILED;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "standpipe_wait_one")]
    internal static uint One(HANDLE handle, uint milliseconds, BOOL alertable)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = WaitFunctions.Many(1, &handle, false, milliseconds, alertable, out uint result);
            return call.End(error, result, Kernel32.WAIT_FAILED);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return Kernel32.WAIT_FAILED;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "standpipe_wait_many")]
    internal static uint Many(uint count, HANDLE* handles, BOOL all, uint milliseconds, BOOL alertable)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = WaitFunctions.Many(count, handles, all, milliseconds, alertable, out uint result);
            return call.End(error, result, Kernel32.WAIT_FAILED);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return Kernel32.WAIT_FAILED;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "standpipe_signal_and_wait")]
    internal static uint SignalAndWait(HANDLE toSignal, HANDLE toWaitFor, uint milliseconds, BOOL alertable)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = WaitFunctions.SignalAndWait(toSignal, toWaitFor, milliseconds, alertable, out uint result);
            return call.End(error, result, Kernel32.WAIT_FAILED);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return Kernel32.WAIT_FAILED;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "standpipe_sleep")]
    internal static uint Sleep(uint milliseconds)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(WIN32_ERROR.ERROR_SUCCESS, WaitFunctions.Sleep(milliseconds), 0u);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }
}
