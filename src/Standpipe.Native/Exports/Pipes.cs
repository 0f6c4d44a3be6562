using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>Pipes: making them, asking about them.</summary>
internal static unsafe class Pipes
{
    [UnmanagedCallersOnly(EntryPoint = "CreatePipe")]
    internal static BOOL CreatePipe(HANDLE* hReadPipe, HANDLE* hWritePipe, SECURITY_ATTRIBUTES* lpPipeAttributes, uint nSize)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CreatePipe(hReadPipe, hWritePipe, lpPipeAttributes, nSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "PeekNamedPipe")]
    internal static BOOL PeekNamedPipe(
        HANDLE hNamedPipe, void* lpBuffer, uint nBufferSize, uint* lpBytesRead, uint* lpTotalBytesAvail, uint* lpBytesLeftThisMessage)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.PeekNamedPipe(hNamedPipe, lpBuffer, nBufferSize, lpBytesRead, lpTotalBytesAvail, lpBytesLeftThisMessage));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetNamedPipeInfo")]
    internal static BOOL GetNamedPipeInfo(HANDLE hNamedPipe, uint* lpFlags, uint* lpOutBufferSize, uint* lpInBufferSize, uint* lpMaxInstances)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetNamedPipeInfo(hNamedPipe, lpFlags, lpOutBufferSize, lpInBufferSize, lpMaxInstances));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetNamedPipeHandleStateW")]
    internal static BOOL GetNamedPipeHandleStateW(
        HANDLE hNamedPipe, uint* lpState, uint* lpCurInstances, uint* lpMaxCollectionCount, uint* lpCollectDataTimeout, char* lpUserName, uint nMaxUserNameSize)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetNamedPipeHandleStateW(hNamedPipe, lpState, lpCurInstances, lpMaxCollectionCount, lpCollectDataTimeout, lpUserName, nMaxUserNameSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetNamedPipeHandleStateA")]
    internal static BOOL GetNamedPipeHandleStateA(
        HANDLE hNamedPipe, uint* lpState, uint* lpCurInstances, uint* lpMaxCollectionCount, uint* lpCollectDataTimeout, byte* lpUserName, uint nMaxUserNameSize)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetNamedPipeHandleStateW(
                hNamedPipe, lpState, lpCurInstances, lpMaxCollectionCount, lpCollectDataTimeout, (char*)lpUserName, lpUserName is null ? 0 : nMaxUserNameSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetNamedPipeHandleState")]
    internal static BOOL SetNamedPipeHandleState(HANDLE hNamedPipe, uint* lpMode, uint* lpMaxCollectionCount, uint* lpCollectDataTimeout)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.SetNamedPipeHandleState(hNamedPipe, lpMode, lpMaxCollectionCount, lpCollectDataTimeout));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }
}
