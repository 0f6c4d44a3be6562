using System.Runtime.InteropServices;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native.Exports;

/// <summary>Files and devices by handle.</summary>
internal static unsafe class Files
{
    [UnmanagedCallersOnly(EntryPoint = "CreateFileW")]
    internal static HANDLE CreateFileW(
        char* lpFileName, uint dwDesiredAccess, uint dwShareMode, SECURITY_ATTRIBUTES* lpSecurityAttributes, uint dwCreationDisposition, uint dwFlagsAndAttributes, HANDLE hTemplateFile)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.CreateFileW(
                lpFileName, dwDesiredAccess, dwShareMode, lpSecurityAttributes, dwCreationDisposition, dwFlagsAndAttributes, hTemplateFile));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return HANDLE.INVALID_HANDLE_VALUE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateFileA")]
    internal static HANDLE CreateFileA(
        byte* lpFileName, uint dwDesiredAccess, uint dwShareMode, SECURITY_ATTRIBUTES* lpSecurityAttributes, uint dwCreationDisposition, uint dwFlagsAndAttributes, HANDLE hTemplateFile)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpFileName, out string? name))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, HANDLE.INVALID_HANDLE_VALUE);
            }

            fixed (char* pointer = name)
            {
                return call.End(Kernel32.CreateFileW(
                    pointer, dwDesiredAccess, dwShareMode, lpSecurityAttributes, dwCreationDisposition, dwFlagsAndAttributes, hTemplateFile));
            }
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return HANDLE.INVALID_HANDLE_VALUE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFileType")]
    internal static uint GetFileType(HANDLE hFile)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetFileType(hFile));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFileSize")]
    internal static uint GetFileSize(HANDLE hFile, uint* lpFileSizeHigh)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetFileSize(hFile, lpFileSizeHigh));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return Kernel32.INVALID_FILE_SIZE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFileSizeEx")]
    internal static BOOL GetFileSizeEx(HANDLE hFile, long* lpFileSize)
    {
        Call call = Call.Begin();
        try
        {
            uint high;
            WIN32_ERROR error = FileFunctions.GetSize(hFile, &high, out uint low);
            if (error == WIN32_ERROR.ERROR_SUCCESS)
            {
                *lpFileSize = ((long)high << 32) | low;
            }

            return call.Tell(error);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetFilePointer")]
    internal static uint SetFilePointer(HANDLE hFile, int lDistanceToMove, int* lpDistanceToMoveHigh, uint dwMoveMethod)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.SetFilePointer(hFile, lDistanceToMove, lpDistanceToMoveHigh, dwMoveMethod));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return Kernel32.INVALID_SET_FILE_POINTER;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetFilePointerEx")]
    internal static BOOL SetFilePointerEx(HANDLE hFile, long liDistanceToMove, long* lpNewFilePointer, uint dwMoveMethod)
    {
        Call call = Call.Begin();
        try
        {
            int high = (int)(liDistanceToMove >> 32);
            WIN32_ERROR error = FileFunctions.SetPointer(hFile, (int)liDistanceToMove, &high, dwMoveMethod, out uint low);
            if (error == WIN32_ERROR.ERROR_SUCCESS && lpNewFilePointer is not null)
            {
                *lpNewFilePointer = ((long)high << 32) | low;
            }

            return call.Tell(error);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetEndOfFile")]
    internal static BOOL SetEndOfFile(HANDLE hFile)
    {
        Call call = Call.Begin();
        try
        {
            int high = 0;
            WIN32_ERROR error = FileFunctions.SetPointer(hFile, 0, &high, Kernel32.FILE_CURRENT, out uint low);
            return call.Tell(error != WIN32_ERROR.ERROR_SUCCESS ? error : Truncate(hFile, ((long)high << 32) | low));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFileInformationByHandle")]
    internal static BOOL GetFileInformationByHandle(HANDLE hFile, void* lpFileInformation)
    {
        Call call = Call.Begin();
        try
        {
            using HandleUser user = new(hFile);
            return call.Tell(
                !user.Is(out HandleEntry? entry, out StreamObject? stream) ? WIN32_ERROR.ERROR_INVALID_HANDLE
                    : stream.Kind != StreamKind.Disk ? WIN32_ERROR.ERROR_INVALID_FUNCTION
                    : NativeRuntime.standpipe_file_information(entry.FileDescriptor, lpFileInformation) == 0 ? WIN32_ERROR.ERROR_SUCCESS
                    : WIN32_ERROR.ERROR_GEN_FAILURE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    private static WIN32_ERROR Truncate(HANDLE file, long length)
    {
        using HandleUser user = new(file);
        return user.Entry is not { } entry ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : (entry.Access & Kernel32.FILE_WRITE_DATA) == 0 ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : Libc.ftruncate(entry.FileDescriptor, length) == 0 ? WIN32_ERROR.ERROR_SUCCESS
            : ErrorTable.FromErrno(Marshal.GetLastPInvokeError());
    }
}
