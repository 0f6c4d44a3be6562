using System.Runtime.InteropServices;

namespace Standpipe.Platform.Windows;

// The structs and constants that Kernel32.cs and Ntdll.cs speak, by their header names, for 64-bit Windows.

/// <summary><c>STARTUPINFOEXW</c> (&lt;winbase.h&gt;).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct STARTUPINFOEXW
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
    internal nint hStdInput;
    internal nint hStdOutput;
    internal nint hStdError;
    internal void* lpAttributeList;
}

/// <summary><c>PROCESS_INFORMATION</c> (&lt;processthreadsapi.h&gt;).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PROCESS_INFORMATION
{
    internal nint hProcess;
    internal nint hThread;
    internal uint dwProcessId;
    internal uint dwThreadId;
}

/// <summary><c>PROCESS_MEMORY_COUNTERS</c> (&lt;psapi.h&gt;).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PROCESS_MEMORY_COUNTERS
{
    internal uint cb;
    internal uint PageFaultCount;
    internal nuint PeakWorkingSetSize;
    internal nuint WorkingSetSize;
    internal nuint QuotaPeakPagedPoolUsage;
    internal nuint QuotaPagedPoolUsage;
    internal nuint QuotaPeakNonPagedPoolUsage;
    internal nuint QuotaNonPagedPoolUsage;
    internal nuint PagefileUsage;
    internal nuint PeakPagefileUsage;
}

/// <summary><c>PROCESSENTRY32W</c> (&lt;tlhelp32.h&gt;): the fields that are read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 568)]
internal unsafe struct PROCESSENTRY32W
{
    [FieldOffset(0)]
    internal uint dwSize;

    [FieldOffset(8)]
    internal uint th32ProcessID;

    [FieldOffset(32)]
    internal uint th32ParentProcessID;

    [FieldOffset(44)]
    internal fixed char szExeFile[260];
}

/// <summary><c>JOBOBJECT_BASIC_ACCOUNTING_INFORMATION</c> (&lt;winnt.h&gt;).</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal struct JOBOBJECT_BASIC_ACCOUNTING_INFORMATION
{
    [FieldOffset(40)]
    internal uint ActiveProcesses;
}

/// <summary><c>JOBOBJECT_EXTENDED_LIMIT_INFORMATION</c> (&lt;winnt.h&gt;), 64-bit.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct JOBOBJECT_EXTENDED_LIMIT_INFORMATION
{
    [FieldOffset(16)]
    internal uint LimitFlags;
}

/// <summary><c>IO_STATUS_BLOCK</c> (&lt;winternl.h&gt;).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IO_STATUS_BLOCK
{
    internal nint Status;
    internal nuint Information;
}

/// <summary><c>FILE_PIPE_LOCAL_INFORMATION</c> (&lt;ntifs.h&gt;).</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct FILE_PIPE_LOCAL_INFORMATION
{
    [FieldOffset(32)]
    internal uint NamedPipeState;
}

/// <summary><c>PUBLIC_OBJECT_BASIC_INFORMATION</c> (&lt;winternl.h&gt;).</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal struct PUBLIC_OBJECT_BASIC_INFORMATION
{
    [FieldOffset(4)]
    internal uint GrantedAccess;
}

/// <summary>Constants of the Windows headers.</summary>
internal static class Winbase
{
    internal const int FALSE = 0;
    internal const int TRUE = 1;
    internal const nint INVALID_HANDLE_VALUE = -1;

    // <winnt.h>
    internal const uint GENERIC_READ = 0x80000000;
    internal const uint GENERIC_WRITE = 0x40000000;
    internal const uint SYNCHRONIZE = 0x00100000;
    internal const uint FILE_READ_DATA = 1;
    internal const uint FILE_WRITE_DATA = 2;
    internal const uint FILE_APPEND_DATA = 4;
    internal const uint FILE_READ_ATTRIBUTES = 0x80;
    internal const uint FILE_SHARE_ALL = 7;   // FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE
    internal const uint FILE_ATTRIBUTE_NORMAL = 0x80;
    internal const uint DUPLICATE_SAME_ACCESS = 2;
    internal const uint THREAD_TERMINATE = 1;
    internal const uint PROCESS_TERMINATE = 1;
    internal const uint PROCESS_QUERY_INFORMATION = 0x400;
    internal const int JobObjectBasicAccountingInformation = 1;
    internal const int JobObjectBasicProcessIdList = 3;
    internal const int JobObjectExtendedLimitInformation = 9;
    internal const uint JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE = 0x2000;

    // <fileapi.h>, <handleapi.h>
    internal const uint CREATE_ALWAYS = 2;
    internal const uint OPEN_EXISTING = 3;
    internal const uint OPEN_ALWAYS = 4;
    internal const uint FILE_TYPE_PIPE = 3;
    internal const uint HANDLE_FLAG_INHERIT = 1;

    // <winbase.h>, <processthreadsapi.h>
    internal const uint INFINITE = uint.MaxValue;
    internal const uint WAIT_OBJECT_0 = 0;
    internal const uint CREATE_SUSPENDED = 0x4;
    internal const uint DETACHED_PROCESS = 0x8;
    internal const uint CREATE_NEW_PROCESS_GROUP = 0x200;
    internal const uint CREATE_UNICODE_ENVIRONMENT = 0x400;
    internal const uint EXTENDED_STARTUPINFO_PRESENT = 0x80000;
    internal const uint STARTF_USESTDHANDLES = 0x100;
    internal const nuint PROC_THREAD_ATTRIBUTE_HANDLE_LIST = 0x20002;

    // <tlhelp32.h>
    internal const uint TH32CS_SNAPPROCESS = 2;

    // <ntifs.h>, <winternl.h>
    internal const int FilePipeLocalInformation = 24;
    internal const uint FILE_PIPE_CONNECTED_STATE = 3;
    internal const int ObjectBasicInformation = 0;
}
