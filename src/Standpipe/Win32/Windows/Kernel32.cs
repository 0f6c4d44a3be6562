using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Win32.Windows;

/// <summary>The system's own functions, by their names in the headers; documented at <see cref="Win32.Kernel32"/>.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Kernel32
{
    private const string Library = "kernel32.dll";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL CreatePipe(HANDLE* hReadPipe, HANDLE* hWritePipe, SECURITY_ATTRIBUTES* lpPipeAttributes, uint nSize);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL PeekNamedPipe(
        HANDLE hNamedPipe,
        void* lpBuffer,
        uint nBufferSize,
        uint* lpBytesRead,
        uint* lpTotalBytesAvail,
        uint* lpBytesLeftThisMessage);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL GetNamedPipeInfo(
        HANDLE hNamedPipe,
        uint* lpFlags,
        uint* lpOutBufferSize,
        uint* lpInBufferSize,
        uint* lpMaxInstances);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL GetNamedPipeHandleStateW(
        HANDLE hNamedPipe,
        uint* lpState,
        uint* lpCurInstances,
        uint* lpMaxCollectionCount,
        uint* lpCollectDataTimeout,
        char* lpUserName,
        uint nMaxUserNameSize);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL SetNamedPipeHandleState(
        HANDLE hNamedPipe,
        uint* lpMode,
        uint* lpMaxCollectionCount,
        uint* lpCollectDataTimeout);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL ReadFile(
        HANDLE hFile,
        void* lpBuffer,
        uint nNumberOfBytesToRead,
        uint* lpNumberOfBytesRead,
        OVERLAPPED* lpOverlapped);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL WriteFile(
        HANDLE hFile,
        void* lpBuffer,
        uint nNumberOfBytesToWrite,
        uint* lpNumberOfBytesWritten,
        OVERLAPPED* lpOverlapped);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL FlushFileBuffers(HANDLE hFile);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL GetOverlappedResult(HANDLE hFile, OVERLAPPED* lpOverlapped, uint* lpNumberOfBytesTransferred, BOOL bWait);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL CancelIo(HANDLE hFile);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL CancelIoEx(HANDLE hFile, OVERLAPPED* lpOverlapped);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL CancelSynchronousIo(HANDLE hThread);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial HANDLE CreateFileW(
        char* lpFileName,
        uint dwDesiredAccess,
        uint dwShareMode,
        SECURITY_ATTRIBUTES* lpSecurityAttributes,
        uint dwCreationDisposition,
        uint dwFlagsAndAttributes,
        HANDLE hTemplateFile);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint GetFileType(HANDLE hFile);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint GetFileSize(HANDLE hFile, uint* lpFileSizeHigh);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint SetFilePointer(HANDLE hFile, int lDistanceToMove, int* lpDistanceToMoveHigh, uint dwMoveMethod);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL CloseHandle(HANDLE hObject);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL DuplicateHandle(
        HANDLE hSourceProcessHandle,
        HANDLE hSourceHandle,
        HANDLE hTargetProcessHandle,
        HANDLE* lpTargetHandle,
        uint dwDesiredAccess,
        BOOL bInheritHandle,
        uint dwOptions);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL GetHandleInformation(HANDLE hObject, uint* lpdwFlags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL SetHandleInformation(HANDLE hObject, uint dwMask, uint dwFlags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial HANDLE GetStdHandle(uint nStdHandle);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL SetStdHandle(uint nStdHandle, HANDLE hHandle);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL CreateProcessW(
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

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL CreateProcessA(
        byte* lpApplicationName,
        byte* lpCommandLine,
        SECURITY_ATTRIBUTES* lpProcessAttributes,
        SECURITY_ATTRIBUTES* lpThreadAttributes,
        BOOL bInheritHandles,
        uint dwCreationFlags,
        void* lpEnvironment,
        byte* lpCurrentDirectory,
        STARTUPINFOA* lpStartupInfo,
        PROCESS_INFORMATION* lpProcessInformation);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL InitializeProcThreadAttributeList(
        LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList,
        uint dwAttributeCount,
        uint dwFlags,
        nuint* lpSize);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL UpdateProcThreadAttribute(
        LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList,
        uint dwFlags,
        nuint Attribute,
        void* lpValue,
        nuint cbSize,
        void* lpPreviousValue,
        nuint* lpReturnSize);

    [LibraryImport(Library)]
    internal static partial void DeleteProcThreadAttributeList(LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList);

    [LibraryImport(Library)]
    internal static partial void GetStartupInfoW(STARTUPINFOW* lpStartupInfo);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL GetExitCodeProcess(HANDLE hProcess, uint* lpExitCode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL TerminateProcess(HANDLE hProcess, uint uExitCode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial HANDLE OpenProcess(uint dwDesiredAccess, BOOL bInheritHandle, uint dwProcessId);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint GetProcessId(HANDLE Process);

    [LibraryImport(Library)]
    internal static partial HANDLE GetCurrentProcess();

    [LibraryImport(Library)]
    internal static partial HANDLE GetCurrentThread();

    [LibraryImport(Library)]
    internal static partial uint GetCurrentProcessId();

    [LibraryImport(Library)]
    internal static partial uint GetCurrentThreadId();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial HANDLE OpenThread(uint dwDesiredAccess, BOOL bInheritHandle, uint dwThreadId);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint ResumeThread(HANDLE hThread);

    [LibraryImport(Library)]
    internal static partial void ExitProcess(uint uExitCode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint WaitForSingleObject(HANDLE hHandle, uint dwMilliseconds);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint WaitForMultipleObjects(uint nCount, HANDLE* lpHandles, BOOL bWaitAll, uint dwMilliseconds);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial HANDLE CreateEventW(
        SECURITY_ATTRIBUTES* lpEventAttributes,
        BOOL bManualReset,
        BOOL bInitialState,
        char* lpName);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL SetEvent(HANDLE hEvent);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL ResetEvent(HANDLE hEvent);

    [LibraryImport(Library)]
    internal static partial char* GetCommandLineW();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint GetEnvironmentVariableW(char* lpName, char* lpBuffer, uint nSize);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL SetEnvironmentVariableW(char* lpName, char* lpValue);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial char* GetEnvironmentStringsW();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial BOOL FreeEnvironmentStringsW(char* penv);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial HANDLE LocalFree(HANDLE hMem);
}
