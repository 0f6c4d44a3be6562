using System.Runtime.InteropServices;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native.Exports;

/// <summary>Events, mutexes and semaphores. Making one sets the last error in any case, to 0 on success.</summary>
internal static unsafe class Sync
{
    [UnmanagedCallersOnly(EntryPoint = "CreateEventW")]
    internal static HANDLE CreateEventW(SECURITY_ATTRIBUTES* lpEventAttributes, BOOL bManualReset, BOOL bInitialState, char* lpName)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = EventFunctions.Create(NewObject.Of(lpEventAttributes, lpName, Kernel32.EVENT_ALL_ACCESS), (bManualReset ? 1u : 0) | (bInitialState ? 2u : 0), out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateEventExW")]
    internal static HANDLE CreateEventExW(SECURITY_ATTRIBUTES* lpEventAttributes, char* lpName, uint dwFlags, uint dwDesiredAccess)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = EventFunctions.Create(NewObject.Of(lpEventAttributes, lpName, dwDesiredAccess), dwFlags, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateMutexW")]
    internal static HANDLE CreateMutexW(SECURITY_ATTRIBUTES* lpMutexAttributes, BOOL bInitialOwner, char* lpName)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = MutexFunctions.Create(NewObject.Of(lpMutexAttributes, lpName, AccessRights.Mutex), bInitialOwner ? 1u : 0, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateMutexExW")]
    internal static HANDLE CreateMutexExW(SECURITY_ATTRIBUTES* lpMutexAttributes, char* lpName, uint dwFlags, uint dwDesiredAccess)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = MutexFunctions.Create(NewObject.Of(lpMutexAttributes, lpName, dwDesiredAccess), dwFlags, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateSemaphoreW")]
    internal static HANDLE CreateSemaphoreW(SECURITY_ATTRIBUTES* lpSemaphoreAttributes, int lInitialCount, int lMaximumCount, char* lpName)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = SemaphoreFunctions.Create(NewObject.Of(lpSemaphoreAttributes, lpName, AccessRights.Semaphore), lInitialCount, lMaximumCount, 0, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateSemaphoreExW")]
    internal static HANDLE CreateSemaphoreExW(SECURITY_ATTRIBUTES* lpSemaphoreAttributes, int lInitialCount, int lMaximumCount, char* lpName, uint dwFlags, uint dwDesiredAccess)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = SemaphoreFunctions.Create(NewObject.Of(lpSemaphoreAttributes, lpName, dwDesiredAccess), lInitialCount, lMaximumCount, dwFlags, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateEventA")]
    internal static HANDLE CreateEventA(SECURITY_ATTRIBUTES* lpEventAttributes, BOOL bManualReset, BOOL bInitialState, byte* lpName)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = EventFunctions.Create(NewObject.Of(lpEventAttributes, lpName, Kernel32.EVENT_ALL_ACCESS), (bManualReset ? 1u : 0) | (bInitialState ? 2u : 0), out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateEventExA")]
    internal static HANDLE CreateEventExA(SECURITY_ATTRIBUTES* lpEventAttributes, byte* lpName, uint dwFlags, uint dwDesiredAccess)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = EventFunctions.Create(NewObject.Of(lpEventAttributes, lpName, dwDesiredAccess), dwFlags, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateMutexA")]
    internal static HANDLE CreateMutexA(SECURITY_ATTRIBUTES* lpMutexAttributes, BOOL bInitialOwner, byte* lpName)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = MutexFunctions.Create(NewObject.Of(lpMutexAttributes, lpName, AccessRights.Mutex), bInitialOwner ? 1u : 0, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateMutexExA")]
    internal static HANDLE CreateMutexExA(SECURITY_ATTRIBUTES* lpMutexAttributes, byte* lpName, uint dwFlags, uint dwDesiredAccess)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = MutexFunctions.Create(NewObject.Of(lpMutexAttributes, lpName, dwDesiredAccess), dwFlags, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateSemaphoreA")]
    internal static HANDLE CreateSemaphoreA(SECURITY_ATTRIBUTES* lpSemaphoreAttributes, int lInitialCount, int lMaximumCount, byte* lpName)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = SemaphoreFunctions.Create(NewObject.Of(lpSemaphoreAttributes, lpName, AccessRights.Semaphore), lInitialCount, lMaximumCount, 0, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateSemaphoreExA")]
    internal static HANDLE CreateSemaphoreExA(SECURITY_ATTRIBUTES* lpSemaphoreAttributes, int lInitialCount, int lMaximumCount, byte* lpName, uint dwFlags, uint dwDesiredAccess)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = SemaphoreFunctions.Create(NewObject.Of(lpSemaphoreAttributes, lpName, dwDesiredAccess), lInitialCount, lMaximumCount, dwFlags, out HANDLE handle);
            return call.Fail(error, handle);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return default;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetEvent")]
    internal static BOOL SetEvent(HANDLE hEvent)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.SetEvent(hEvent));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "ResetEvent")]
    internal static BOOL ResetEvent(HANDLE hEvent)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.ResetEvent(hEvent));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "PulseEvent")]
    internal static BOOL PulseEvent(HANDLE hEvent)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = EventFunctions.Pulse(hEvent);
            return call.End(error, BOOL.TRUE, BOOL.FALSE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "ReleaseMutex")]
    internal static BOOL ReleaseMutex(HANDLE hMutex)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = MutexFunctions.Release(hMutex);
            return call.End(error, BOOL.TRUE, BOOL.FALSE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "ReleaseSemaphore")]
    internal static BOOL ReleaseSemaphore(HANDLE hSemaphore, int lReleaseCount, int* lpPreviousCount)
    {
        Call call = Call.Begin();
        try
        {
            WIN32_ERROR error = SemaphoreFunctions.Release(hSemaphore, lReleaseCount, lpPreviousCount);
            return call.End(error, BOOL.TRUE, BOOL.FALSE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }
}
