using System.Runtime.InteropServices;

namespace Standpipe.Platform.Windows;

/// <content>Processes and jobs.</content>
internal static unsafe partial class Kernel32
{
    [LibraryImport(Library, SetLastError = true)]
    internal static partial int InitializeProcThreadAttributeList(
        void* lpAttributeList, uint dwAttributeCount, uint dwFlags, nuint* lpSize);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int UpdateProcThreadAttribute(
        void* lpAttributeList, uint dwFlags, nuint Attribute, void* lpValue, nuint cbSize, void* lpPreviousValue, nuint* lpReturnSize);

    [LibraryImport(Library)]
    internal static partial void DeleteProcThreadAttributeList(void* lpAttributeList);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int CreateProcessW(
        char* lpApplicationName,
        char* lpCommandLine,
        void* lpProcessAttributes,
        void* lpThreadAttributes,
        int bInheritHandles,
        uint dwCreationFlags,
        void* lpEnvironment,
        char* lpCurrentDirectory,
        STARTUPINFOEXW* lpStartupInfo,
        PROCESS_INFORMATION* lpProcessInformation);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial uint ResumeThread(nint hThread);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int TerminateProcess(nint hProcess, uint uExitCode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int GetExitCodeProcess(nint hProcess, uint* lpExitCode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int GetProcessTimes(
        nint hProcess, long* lpCreationTime, long* lpExitTime, long* lpKernelTime, long* lpUserTime);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int K32GetProcessMemoryInfo(nint Process, PROCESS_MEMORY_COUNTERS* ppsmemCounters, uint cb);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint OpenProcess(uint dwDesiredAccess, int bInheritHandle, uint dwProcessId);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint CreateJobObjectW(void* lpJobAttributes, char* lpName);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int AssignProcessToJobObject(nint hJob, nint hProcess);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int TerminateJobObject(nint hJob, uint uExitCode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int IsProcessInJob(nint ProcessHandle, nint JobHandle, int* Result);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int QueryInformationJobObject(
        nint hJob, int JobObjectInformationClass, void* lpJobObjectInformation, uint cbJobObjectInformationLength, uint* lpReturnLength);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int SetInformationJobObject(
        nint hJob, int JobObjectInformationClass, void* lpJobObjectInformation, uint cbJobObjectInformationLength);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint CreateToolhelp32Snapshot(uint dwFlags, uint th32ProcessID);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int Process32FirstW(nint hSnapshot, PROCESSENTRY32W* lppe);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int Process32NextW(nint hSnapshot, PROCESSENTRY32W* lppe);
}
