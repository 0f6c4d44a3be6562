using System.Runtime.InteropServices;
using System.Text;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native.Exports;

/// <summary>Consoles, which are terminals here. A handle of a pipe or file is err 6, as on Windows.</summary>
internal static unsafe class Consoles
{
    private const uint WriteAccess = Kernel32.FILE_WRITE_DATA;

    [UnmanagedCallersOnly(EntryPoint = "GetConsoleMode")]
    internal static BOOL GetConsoleMode(HANDLE hConsoleHandle, uint* lpMode)
    {
        Call call = Call.Begin();
        try
        {
            using HandleUser user = new(hConsoleHandle);
            return call.Tell(
                Is(user, out HandleEntry? entry) && NativeRuntime.standpipe_console_get_mode(entry!.FileDescriptor, IsInput(entry), lpMode) == 0
                    ? WIN32_ERROR.ERROR_SUCCESS
                    : WIN32_ERROR.ERROR_INVALID_HANDLE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetConsoleMode")]
    internal static BOOL SetConsoleMode(HANDLE hConsoleHandle, uint dwMode)
    {
        Call call = Call.Begin();
        try
        {
            using HandleUser user = new(hConsoleHandle);
            return call.Tell(
                Is(user, out HandleEntry? entry) && NativeRuntime.standpipe_console_set_mode(entry!.FileDescriptor, IsInput(entry), dwMode) == 0
                    ? WIN32_ERROR.ERROR_SUCCESS
                    : WIN32_ERROR.ERROR_INVALID_HANDLE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "FlushConsoleInputBuffer")]
    internal static BOOL FlushConsoleInputBuffer(HANDLE hConsoleInput)
    {
        Call call = Call.Begin();
        try
        {
            using HandleUser user = new(hConsoleInput);
            return call.Tell(
                Is(user, out HandleEntry? entry) && NativeRuntime.standpipe_console_flush_input(entry!.FileDescriptor) == 0
                    ? WIN32_ERROR.ERROR_SUCCESS
                    : WIN32_ERROR.ERROR_INVALID_HANDLE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "WriteConsoleA")]
    internal static BOOL WriteConsoleA(HANDLE hConsoleOutput, byte* lpBuffer, uint nNumberOfCharsToWrite, uint* lpNumberOfCharsWritten, void* lpReserved)
    {
        Call call = Call.Begin();
        try
        {
            return IsConsole(hConsoleOutput)
                ? call.End(Kernel32.WriteFile(hConsoleOutput, lpBuffer, nNumberOfCharsToWrite, lpNumberOfCharsWritten, null))
                : call.Fail(WIN32_ERROR.ERROR_INVALID_HANDLE, BOOL.FALSE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "WriteConsoleW")]
    internal static BOOL WriteConsoleW(HANDLE hConsoleOutput, char* lpBuffer, uint nNumberOfCharsToWrite, uint* lpNumberOfCharsWritten, void* lpReserved)
    {
        Call call = Call.Begin();
        try
        {
            if (!IsConsole(hConsoleOutput))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_HANDLE, BOOL.FALSE);
            }

            byte[] text = Encoding.UTF8.GetBytes(new string(lpBuffer, 0, checked((int)nNumberOfCharsToWrite)));
            uint written;
            fixed (byte* bytes = text)
            {
                if (!Kernel32.WriteFile(hConsoleOutput, bytes, (uint)text.Length, &written, null))
                {
                    return call.End(BOOL.FALSE);
                }
            }

            if (lpNumberOfCharsWritten is not null)
            {
                *lpNumberOfCharsWritten = nNumberOfCharsToWrite;
            }

            return call.End(BOOL.TRUE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "ReadConsoleA")]
    internal static BOOL ReadConsoleA(HANDLE hConsoleInput, byte* lpBuffer, uint nNumberOfCharsToRead, uint* lpNumberOfCharsRead, void* pInputControl)
    {
        Call call = Call.Begin();
        try
        {
            return IsConsole(hConsoleInput)
                ? call.End(Kernel32.ReadFile(hConsoleInput, lpBuffer, nNumberOfCharsToRead, lpNumberOfCharsRead, null))
                : call.Fail(WIN32_ERROR.ERROR_INVALID_HANDLE, BOOL.FALSE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    /// <summary>Reads at most as many bytes as it may give characters, so that everything that was read can be given.</summary>
    [UnmanagedCallersOnly(EntryPoint = "ReadConsoleW")]
    internal static BOOL ReadConsoleW(HANDLE hConsoleInput, char* lpBuffer, uint nNumberOfCharsToRead, uint* lpNumberOfCharsRead, void* pInputControl)
    {
        Call call = Call.Begin();
        try
        {
            if (!IsConsole(hConsoleInput))
            {
                return call.Fail(WIN32_ERROR.ERROR_INVALID_HANDLE, BOOL.FALSE);
            }

            byte[] bytes = new byte[nNumberOfCharsToRead];
            uint read;
            fixed (byte* pointer = bytes)
            {
                if (!Kernel32.ReadFile(hConsoleInput, pointer, nNumberOfCharsToRead, &read, null))
                {
                    return call.End(BOOL.FALSE);
                }
            }

            *lpNumberOfCharsRead = (uint)Encoding.UTF8.GetChars(bytes.AsSpan(0, (int)read), new Span<char>(lpBuffer, (int)nNumberOfCharsToRead));
            return call.End(BOOL.TRUE);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    private static bool IsConsole(HANDLE handle)
    {
        using HandleUser user = new(handle);
        uint mode;
        return Is(user, out HandleEntry? entry) && NativeRuntime.standpipe_console_get_mode(entry!.FileDescriptor, 0, &mode) == 0;
    }

    private static bool Is(in HandleUser user, out HandleEntry? entry) =>
        user.Is(out entry, out StreamObject? stream) && stream.Kind == StreamKind.Character;

    /// <summary>A terminal's descriptor is good for both; which it is meant for its place tells, or its rights.</summary>
    private static int IsInput(HandleEntry entry) => entry.FileDescriptor == 0 || (entry.Access & WriteAccess) == 0 ? 1 : 0;
}
