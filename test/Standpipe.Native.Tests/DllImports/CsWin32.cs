using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Native.Tests.DllImports;

/// <summary>Declarations in the manner of a source generator: exact names, pointers, and overloads with safe handles over them.</summary>
internal static unsafe class CsWin32
{
    [DllImport("KERNEL32.dll", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static extern BOOL CreatePipe(HANDLE* hReadPipe, HANDLE* hWritePipe, SECURITY_ATTRIBUTES* lpPipeAttributes, uint nSize);

    [DllImport("KERNEL32.dll", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static extern BOOL SetHandleInformation(HANDLE hObject, uint dwMask, uint dwFlags);

    [DllImport("KERNEL32.dll", ExactSpelling = true, EntryPoint = "CreateProcessW", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static extern BOOL CreateProcess(
        char* lpApplicationName,
        char* lpCommandLine,
        SECURITY_ATTRIBUTES* lpProcessAttributes,
        SECURITY_ATTRIBUTES* lpThreadAttributes,
        BOOL bInheritHandles,
        uint dwCreationFlags,
        void* lpEnvironment,
        char* lpCurrentDirectory,
        STARTUPINFOW* lpStartupInfo,
        PROCESS_INFORMATION* lpProcessInformation);

    [DllImport("KERNEL32.dll", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static extern BOOL ReadFile(HANDLE hFile, byte* lpBuffer, uint nNumberOfBytesToRead, uint* lpNumberOfBytesRead, NativeOverlapped* lpOverlapped);

    [DllImport("KERNEL32.dll", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static extern BOOL WriteFile(HANDLE hFile, byte* lpBuffer, uint nNumberOfBytesToWrite, uint* lpNumberOfBytesWritten, NativeOverlapped* lpOverlapped);

    [DllImport("KERNEL32.dll", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static extern BOOL CloseHandle(HANDLE hObject);

    [DllImport("KERNEL32.dll", ExactSpelling = true, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static extern uint WaitForSingleObject(HANDLE hHandle, uint dwMilliseconds);

    [DllImport("api-ms-win-core-processthreads-l1-1-0.dll", ExactSpelling = true, SetLastError = true)]
    internal static extern BOOL GetExitCodeProcess(HANDLE hProcess, uint* lpExitCode);

    /// <summary>The friendly form that such generators write.</summary>
    internal static BOOL CreatePipe(out SafeFileHandle hReadPipe, out SafeFileHandle hWritePipe, SECURITY_ATTRIBUTES? lpPipeAttributes, uint nSize)
    {
        HANDLE read;
        HANDLE write;
        SECURITY_ATTRIBUTES attributes = lpPipeAttributes ?? default;
        BOOL result = CreatePipe(&read, &write, lpPipeAttributes.HasValue ? &attributes : null, nSize);
        hReadPipe = new SafeFileHandle((nint)read.Value, ownsHandle: true);
        hWritePipe = new SafeFileHandle((nint)write.Value, ownsHandle: true);
        return result;
    }

    /// <inheritdoc cref="SetHandleInformation(HANDLE, uint, uint)"/>
    internal static BOOL SetHandleInformation(SafeHandle hObject, uint dwMask, uint dwFlags)
    {
        bool added = false;
        try
        {
            hObject.DangerousAddRef(ref added);
            return SetHandleInformation(new HANDLE { Value = (void*)hObject.DangerousGetHandle() }, dwMask, dwFlags);
        }
        finally
        {
            if (added)
            {
                hObject.DangerousRelease();
            }
        }
    }

    internal struct BOOL
    {
        internal int Value;

        public static implicit operator bool(BOOL value) => value.Value != 0;

        public static implicit operator BOOL(bool value) => new() { Value = value ? 1 : 0 };
    }

    internal struct HANDLE
    {
        internal void* Value;
    }

    internal struct SECURITY_ATTRIBUTES
    {
        internal uint nLength;
        internal void* lpSecurityDescriptor;
        internal BOOL bInheritHandle;
    }

    internal struct STARTUPINFOW
    {
        internal uint cb;
        internal char* lpReserved;
        internal char* lpDesktop;
        internal char* lpTitle;
        internal uint dwX;
        internal uint dwY;
        internal uint dwXSize;
        internal uint dwYSize;
        internal uint dwXCountChars;
        internal uint dwYCountChars;
        internal uint dwFillAttribute;
        internal uint dwFlags;
        internal ushort wShowWindow;
        internal ushort cbReserved2;
        internal byte* lpReserved2;
        internal HANDLE hStdInput;
        internal HANDLE hStdOutput;
        internal HANDLE hStdError;
    }

    internal struct PROCESS_INFORMATION
    {
        internal HANDLE hProcess;
        internal HANDLE hThread;
        internal uint dwProcessId;
        internal uint dwThreadId;
    }
}
