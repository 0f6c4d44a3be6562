using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>Temporary files: where they go and what they are called.</summary>
internal static unsafe class TemporaryFiles
{
    private const uint MaxPath = 260;

    [UnmanagedCallersOnly(EntryPoint = "GetTempPathW")]
    internal static uint GetTempPathW(uint nBufferLength, char* lpBuffer)
    {
        Call call = Call.Begin();
        try
        {
            return call.Succeed(Text.Give(FileSystem.TempPath(), lpBuffer, nBufferLength));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetTempPathA")]
    internal static uint GetTempPathA(uint nBufferLength, byte* lpBuffer)
    {
        Call call = Call.Begin();
        try
        {
            return call.Succeed(Text.Give(FileSystem.TempPath(), lpBuffer, nBufferLength));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetTempFileNameW")]
    internal static uint GetTempFileNameW(char* lpPathName, char* lpPrefixString, uint uUnique, char* lpTempFileName)
    {
        Call call = Call.Begin();
        try
        {
            string? folder = Text.Read(lpPathName);
            string? prefix = Text.Read(lpPrefixString);
            uint number = FileSystem.TempFile(folder, prefix, uUnique, out string path, out WIN32_ERROR error);
            if (number == 0)
            {
                return call.Fail(error, 0u);
            }

            // The caller's buffer has MAX_PATH characters, by contract.
            return Text.Give(path, lpTempFileName, MaxPath) < MaxPath ? call.Succeed(number) : call.Fail(WIN32_ERROR.ERROR_FILENAME_EXCED_RANGE, 0u);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetTempFileNameA")]
    internal static uint GetTempFileNameA(byte* lpPathName, byte* lpPrefixString, uint uUnique, byte* lpTempFileName)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpPathName, out string? folder) || !Text.TryRead(lpPrefixString, out string? prefix))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_NAME, 0u);
            }

            uint number = FileSystem.TempFile(folder, prefix, uUnique, out string path, out WIN32_ERROR error);
            if (number == 0)
            {
                return call.Fail(error, 0u);
            }

            // The caller's buffer has MAX_PATH characters, by contract.
            return Text.Give(path, lpTempFileName, MaxPath) < MaxPath ? call.Succeed(number) : call.Fail(WIN32_ERROR.ERROR_FILENAME_EXCED_RANGE, 0u);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }
}
