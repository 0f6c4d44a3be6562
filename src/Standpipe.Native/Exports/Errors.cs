using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>The last error, one a thread.</summary>
internal static class Errors
{
    [UnmanagedCallersOnly(EntryPoint = "GetLastError")]
    internal static WIN32_ERROR GetLastError() => Kernel32.GetLastError();

    [UnmanagedCallersOnly(EntryPoint = "SetLastError")]
    internal static void SetLastError(WIN32_ERROR dwErrCode)
    {
        Kernel32.SetLastError(dwErrCode);

        // So that a DllImport of it with SetLastError = true is not told otherwise.
        Marshal.SetLastSystemError((int)dwErrCode);
    }
}
