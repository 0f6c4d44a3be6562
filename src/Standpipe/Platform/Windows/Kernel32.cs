using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Windows;

/// <summary>The functions of kernel32.dll that the platform needs, by their names in the headers.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Kernel32
{
    private const string Library = "kernel32.dll";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int CreatePipe(nint* hReadPipe, nint* hWritePipe, void* lpPipeAttributes, uint nSize);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int GetNamedPipeInfo(nint hNamedPipe, uint* lpFlags, uint* lpOutBufferSize, uint* lpInBufferSize, uint* lpMaxInstances);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int PeekNamedPipe(
        nint hNamedPipe, void* lpBuffer, uint nBufferSize, uint* lpBytesRead, uint* lpTotalBytesAvail, uint* lpBytesLeftThisMessage);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ReadFile(nint hFile, void* lpBuffer, uint nNumberOfBytesToRead, uint* lpNumberOfBytesRead, void* lpOverlapped);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int WriteFile(nint hFile, void* lpBuffer, uint nNumberOfBytesToWrite, uint* lpNumberOfBytesWritten, void* lpOverlapped);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int CancelSynchronousIo(nint hThread);

    [LibraryImport(Library)]
    internal static partial uint GetCurrentThreadId();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint OpenThread(uint dwDesiredAccess, int bInheritHandle, uint dwThreadId);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint CreateFileW(
        char* lpFileName,
        uint dwDesiredAccess,
        uint dwShareMode,
        void* lpSecurityAttributes,
        uint dwCreationDisposition,
        uint dwFlagsAndAttributes,
        nint hTemplateFile);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint GetStdHandle(int nStdHandle);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint GetFileType(nint hFile);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int GetHandleInformation(nint hObject, uint* lpdwFlags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int SetHandleInformation(nint hObject, uint dwMask, uint dwFlags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int CloseHandle(nint hObject);

    [LibraryImport(Library)]
    internal static partial nint GetCurrentProcess();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int DuplicateHandle(
        nint hSourceProcessHandle,
        nint hSourceHandle,
        nint hTargetProcessHandle,
        nint* lpTargetHandle,
        uint dwDesiredAccess,
        int bInheritHandle,
        uint dwOptions);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint WaitForSingleObject(nint hHandle, uint dwMilliseconds);
}
