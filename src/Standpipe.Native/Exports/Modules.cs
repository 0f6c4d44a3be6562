using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>Modules: the program, this library under the names of Windows' own, and shared objects by their file names.</summary>
internal static unsafe class Modules
{
    [UnmanagedCallersOnly(EntryPoint = "GetModuleFileNameW")]
    internal static uint GetModuleFileNameW(nint hModule, char* lpFilename, uint nSize)
    {
        Call call = Call.Begin();
        try
        {
            if (PathOf(hModule) is not { } path)
            {
                return call.Fail(WIN32_ERROR.ERROR_MOD_NOT_FOUND, 0u);
            }

            uint length = Text.GiveCut(path, lpFilename, nSize, out bool cut);
            return cut ? call.Fail(WIN32_ERROR.ERROR_INSUFFICIENT_BUFFER, length) : call.Succeed(length);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetModuleFileNameA")]
    internal static uint GetModuleFileNameA(nint hModule, byte* lpFilename, uint nSize)
    {
        Call call = Call.Begin();
        try
        {
            if (PathOf(hModule) is not { } path)
            {
                return call.Fail(WIN32_ERROR.ERROR_MOD_NOT_FOUND, 0u);
            }

            uint length = Text.GiveCut(path, lpFilename, nSize, out bool cut);
            return cut ? call.Fail(WIN32_ERROR.ERROR_INSUFFICIENT_BUFFER, length) : call.Succeed(length);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetModuleHandleA")]
    internal static nint GetModuleHandleA(byte* lpModuleName)
    {
        Call call = Call.Begin();
        return call.End(NativeRuntime.standpipe_module_find(lpModuleName, 0));
    }

    [UnmanagedCallersOnly(EntryPoint = "GetModuleHandleW")]
    internal static nint GetModuleHandleW(char* lpModuleName) => Find(lpModuleName, load: false);

    [UnmanagedCallersOnly(EntryPoint = "LoadLibraryA")]
    internal static nint LoadLibraryA(byte* lpLibFileName)
    {
        Call call = Call.Begin();
        return lpLibFileName is null
            ? call.Fail(WIN32_ERROR.ERROR_INVALID_PARAMETER, (nint)0)
            : call.End(NativeRuntime.standpipe_module_find(lpLibFileName, 1));
    }

    [UnmanagedCallersOnly(EntryPoint = "LoadLibraryW")]
    internal static nint LoadLibraryW(char* lpLibFileName) => Find(lpLibFileName, load: true);

    private static nint Find(char* name, bool load)
    {
        Call call = Call.Begin();
        try
        {
            if (name is null)
            {
                return load ? call.Fail(WIN32_ERROR.ERROR_INVALID_PARAMETER, (nint)0) : call.End(NativeRuntime.standpipe_module_find(null, 0));
            }

            fixed (byte* bytes = System.Text.Encoding.UTF8.GetBytes(new string(name) + '\0'))
            {
                return call.End(NativeRuntime.standpipe_module_find(bytes, load ? 1 : 0));
            }
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    private static string? PathOf(nint module)
    {
        if (module == 0 || Marshal.PtrToStringUTF8((nint)NativeRuntime.standpipe_module_path(module)) is not { Length: > 0 } path)
        {
            return module == 0 || NativeRuntime.standpipe_module_path(module) is not null ? Environment.ProcessPath : null;
        }

        return path;
    }
}
