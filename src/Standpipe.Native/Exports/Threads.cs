using System.Runtime.InteropServices;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native.Exports;

/// <summary>Threads. Those that run a caller's function, or end the calling thread, are in runtime/threads.c.</summary>
internal static unsafe class Threads
{
    [UnmanagedCallersOnly(EntryPoint = "CreateThread")]
    internal static HANDLE CreateThread(SECURITY_ATTRIBUTES* lpThreadAttributes, nuint dwStackSize, void* lpStartAddress, void* lpParameter, uint dwCreationFlags, uint* lpThreadId)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadStart.Start(lpThreadAttributes, dwStackSize, lpStartAddress, lpParameter, dwCreationFlags, lpThreadId, out HANDLE handle);
            return call.End(error, handle, default(HANDLE));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "OpenThread")]
    internal static HANDLE OpenThread(uint dwDesiredAccess, BOOL bInheritHandle, uint dwThreadId)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.OpenThread(dwDesiredAccess, bInheritHandle, dwThreadId));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "ResumeThread")]
    internal static uint ResumeThread(HANDLE hThread)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.Resume(hThread, out uint count, out nint start);
            ThreadStart.Go(start, run: true);
            return call.End(error, count, uint.MaxValue);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return uint.MaxValue;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SuspendThread")]
    internal static uint SuspendThread(HANDLE hThread)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.Suspend(hThread, out uint count);
            return call.End(error, count, uint.MaxValue);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return uint.MaxValue;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetExitCodeThread")]
    internal static BOOL GetExitCodeThread(HANDLE hThread, uint* lpExitCode)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.GetExitCode(hThread, lpExitCode);
            return call.End(error, BOOL.TRUE, BOOL.FALSE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetThreadId")]
    internal static uint GetThreadId(HANDLE Thread)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.GetIds(Thread, out uint id, out _);
            return call.End(error, id, 0u);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetProcessIdOfThread")]
    internal static uint GetProcessIdOfThread(HANDLE Thread)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.GetIds(Thread, out _, out uint id);
            return call.End(error, id, 0u);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetThreadPriority")]
    internal static int GetThreadPriority(HANDLE hThread)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.GetPriority(hThread, out int priority);
            return call.End(error, priority, int.MaxValue);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return int.MaxValue;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetThreadPriority")]
    internal static BOOL SetThreadPriority(HANDLE hThread, int nPriority)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.SetPriority(hThread, nPriority);
            return call.End(error, BOOL.TRUE, BOOL.FALSE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "QueueUserAPC")]
    internal static uint QueueUserAPC(nint pfnAPC, HANDLE hThread, nuint dwData)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.Queue(new Apc(pfnAPC, dwData), hThread);
            return call.End(error, 1u, 0u);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CancelSynchronousIo")]
    internal static BOOL CancelSynchronousIo(HANDLE hThread)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CancelSynchronousIo(hThread));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CancelIoEx")]
    internal static BOOL CancelIoEx(HANDLE hFile, OVERLAPPED* lpOverlapped)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CancelIoEx(hFile, lpOverlapped));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CancelIo")]
    internal static BOOL CancelIo(HANDLE hFile)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CancelIo(hFile));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    /// <summary>The calling thread is one of those that were made here, and waits to be let go.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_thread_begin")]
    internal static void Begin(nint thread)
    {
        try
        {
            ThreadStart.Begin(thread);
        }
        catch (Exception)
        {
            // Out of memory before it began: it has no queue and no mutexes, but runs.
        }
    }

    /// <summary>The calling thread is about to end.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_thread_exits")]
    internal static void Exits(uint code)
    {
        try
        {
            ThreadObject.Current.SetExitCode(code);
        }
        catch (Exception)
        {
            // Out of memory: nobody has a handle of a thread that was never asked for.
        }
    }

    /// <summary>The calling thread ends, where the C library says so to nobody.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_thread_ends")]
    internal static void Ends() => ThreadObject.EndCurrent();

    /// <summary>TerminateThread; 2 if it is the calling thread, which then ends itself.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_thread_terminate")]
    internal static int Terminate(HANDLE thread, uint code)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = ThreadFunctions.Terminate(thread, code, out bool isCurrent, out nint start);
            ThreadStart.Go(start, run: false);
            return call.End(error, isCurrent ? 2 : 1, 0);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    /// <summary>Takes the first call that is queued for the calling thread. 0 if there is none.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_next_apc")]
    internal static int NextApc(Apc* apc)
    {
        Call call = Call.Begin();
        try
        {
            *apc = default;
            return call.End(WIN32_ERROR.ERROR_SUCCESS, ThreadObject.Known is { } thread && thread.TryTakeApc(out *apc) ? 1 : 0, 0);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }
}
