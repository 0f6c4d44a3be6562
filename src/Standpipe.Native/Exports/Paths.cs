using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>Files and directories by path, and where this process is.</summary>
internal static unsafe class Paths
{
    [UnmanagedCallersOnly(EntryPoint = "DeleteFileW")]
    internal static BOOL DeleteFileW(char* lpPathName)
    {
        Call call = Call.Begin();
        try
        {
            return call.Tell(FileSystem.Delete(Text.Read(lpPathName)));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "DeleteFileA")]
    internal static BOOL DeleteFileA(byte* lpPathName)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpPathName, out string? path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, BOOL.FALSE);
            }

            return call.Tell(FileSystem.Delete(path));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateDirectoryW")]
    internal static BOOL CreateDirectoryW(char* lpPathName, SECURITY_ATTRIBUTES* lpSecurityAttributes)
    {
        Call call = Call.Begin();
        try
        {
            return call.Tell(FileSystem.CreateDirectory(Text.Read(lpPathName)));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CreateDirectoryA")]
    internal static BOOL CreateDirectoryA(byte* lpPathName, SECURITY_ATTRIBUTES* lpSecurityAttributes)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpPathName, out string? path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, BOOL.FALSE);
            }

            return call.Tell(FileSystem.CreateDirectory(path));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "RemoveDirectoryW")]
    internal static BOOL RemoveDirectoryW(char* lpPathName)
    {
        Call call = Call.Begin();
        try
        {
            return call.Tell(FileSystem.RemoveDirectory(Text.Read(lpPathName)));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "RemoveDirectoryA")]
    internal static BOOL RemoveDirectoryA(byte* lpPathName)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpPathName, out string? path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, BOOL.FALSE);
            }

            return call.Tell(FileSystem.RemoveDirectory(path));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetCurrentDirectoryW")]
    internal static BOOL SetCurrentDirectoryW(char* lpPathName)
    {
        Call call = Call.Begin();
        try
        {
            return call.Tell(FileSystem.SetCurrent(Text.Read(lpPathName)));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetCurrentDirectoryA")]
    internal static BOOL SetCurrentDirectoryA(byte* lpPathName)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpPathName, out string? path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, BOOL.FALSE);
            }

            return call.Tell(FileSystem.SetCurrent(path));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "MoveFileW")]
    internal static BOOL MoveFileW(char* lpExistingFileName, char* lpNewFileName)
    {
        Call call = Call.Begin();
        try
        {
            return call.Tell(FileSystem.Move(Text.Read(lpExistingFileName), Text.Read(lpNewFileName)));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "MoveFileA")]
    internal static BOOL MoveFileA(byte* lpExistingFileName, byte* lpNewFileName)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpExistingFileName, out string? from) || !Text.TryRead(lpNewFileName, out string? to))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, BOOL.FALSE);
            }

            return call.Tell(FileSystem.Move(from, to));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CopyFileW")]
    internal static BOOL CopyFileW(char* lpExistingFileName, char* lpNewFileName, BOOL bFailIfExists)
    {
        Call call = Call.Begin();
        try
        {
            return call.Tell(FileSystem.Copy(Text.Read(lpExistingFileName), Text.Read(lpNewFileName), bFailIfExists));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CopyFileA")]
    internal static BOOL CopyFileA(byte* lpExistingFileName, byte* lpNewFileName, BOOL bFailIfExists)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpExistingFileName, out string? from) || !Text.TryRead(lpNewFileName, out string? to))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, BOOL.FALSE);
            }

            return call.Tell(FileSystem.Copy(from, to, bFailIfExists));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetCurrentDirectoryW")]
    internal static uint GetCurrentDirectoryW(uint nBufferLength, char* lpBuffer)
    {
        Call call = Call.Begin();
        try
        {
            return call.Succeed(Text.Give(Directory.GetCurrentDirectory(), lpBuffer, nBufferLength));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetCurrentDirectoryA")]
    internal static uint GetCurrentDirectoryA(uint nBufferLength, byte* lpBuffer)
    {
        Call call = Call.Begin();
        try
        {
            return call.Succeed(Text.Give(Directory.GetCurrentDirectory(), lpBuffer, nBufferLength));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFileAttributesW")]
    internal static uint GetFileAttributesW(char* lpFileName)
    {
        Call call = Call.Begin();
        try
        {
            string? path = Text.Read(lpFileName);
            WIN32_ERROR error = FileSystem.GetAttributes(path, out uint attributes);
            return error == WIN32_ERROR.ERROR_SUCCESS ? call.Succeed(attributes) : call.Fail(error, uint.MaxValue);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return uint.MaxValue;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFullPathNameW")]
    internal static uint GetFullPathNameW(char* lpFileName, uint nBufferLength, char* lpBuffer, char** lpFilePart)
    {
        Call call = Call.Begin();
        try
        {
            string? path = Text.Read(lpFileName);
            if (string.IsNullOrEmpty(path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, 0u);
            }

            uint length = Text.Give(Path.GetFullPath(path), lpBuffer, nBufferLength);
            if (lpFilePart is not null && length < nBufferLength)
            {
                // NULL for a directory, which ends with a slash.
                uint start = length;
                while (start > 0 && lpBuffer[start - 1] != '/')
                {
                    start--;
                }

                *lpFilePart = start < length ? lpBuffer + start : null;
            }

            return call.Succeed(length);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFileAttributesA")]
    internal static uint GetFileAttributesA(byte* lpFileName)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpFileName, out string? path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, uint.MaxValue);
            }

            WIN32_ERROR error = FileSystem.GetAttributes(path, out uint attributes);
            return error == WIN32_ERROR.ERROR_SUCCESS ? call.Succeed(attributes) : call.Fail(error, uint.MaxValue);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return uint.MaxValue;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetFullPathNameA")]
    internal static uint GetFullPathNameA(byte* lpFileName, uint nBufferLength, byte* lpBuffer, byte** lpFilePart)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpFileName, out string? path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, 0u);
            }

            if (string.IsNullOrEmpty(path))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, 0u);
            }

            uint length = Text.Give(Path.GetFullPath(path), lpBuffer, nBufferLength);
            if (lpFilePart is not null && length < nBufferLength)
            {
                // NULL for a directory, which ends with a slash.
                uint start = length;
                while (start > 0 && lpBuffer[start - 1] != '/')
                {
                    start--;
                }

                *lpFilePart = start < length ? lpBuffer + start : null;
            }

            return call.Succeed(length);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }
}
