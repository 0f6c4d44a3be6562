using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Win32.Windows;

/// <summary>ReadFileEx and WriteFileEx, which the contract refuses on pipes where the system would block and queue a callback.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class ExtendedTransfers
{
    /// <inheritdoc cref="Win32.Kernel32.ReadFileEx"/>
    internal static WIN32_ERROR Read(HANDLE file)
    {
        if (Kind(file, out WIN32_ERROR error) != Win32.Kernel32.FILE_TYPE_PIPE)
        {
            return error;
        }

        // A peek asks for the right to read and moves nothing; that the pipe is broken does not matter here.
        return Kernel32.PeekNamedPipe(file, null, 0, null, null, null) ? WIN32_ERROR.ERROR_INVALID_PARAMETER : Refusal();
    }

    /// <inheritdoc cref="Win32.Kernel32.WriteFileEx"/>
    internal static WIN32_ERROR Write(HANDLE file)
    {
        if (Kind(file, out WIN32_ERROR error) != Win32.Kernel32.FILE_TYPE_PIPE)
        {
            return error;
        }

        // A write of nothing asks for the right to write, moves nothing, and does not block.
        byte nothing;
        uint count;
        return Kernel32.WriteFile(file, &nothing, 0, &count, null) ? WIN32_ERROR.ERROR_INVALID_PARAMETER : Refusal();
    }

    private static uint Kind(HANDLE file, out WIN32_ERROR error)
    {
        uint kind = Kernel32.GetFileType(file);
        error = kind == Win32.Kernel32.FILE_TYPE_UNKNOWN ? WIN32_ERROR.ERROR_INVALID_HANDLE : WIN32_ERROR.ERROR_INVALID_PARAMETER;
        return kind;
    }

    private static WIN32_ERROR Refusal() => (WIN32_ERROR)Marshal.GetLastPInvokeError() switch
    {
        WIN32_ERROR.ERROR_ACCESS_DENIED => WIN32_ERROR.ERROR_ACCESS_DENIED,
        WIN32_ERROR.ERROR_INVALID_HANDLE => WIN32_ERROR.ERROR_INVALID_HANDLE,
        _ => WIN32_ERROR.ERROR_INVALID_PARAMETER,
    };
}
