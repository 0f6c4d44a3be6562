using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>What <c>CreateProcess</c> tells of the child.</summary>
/// <remarks>*Ownership*: both handles are the caller's to close; closing them does not end the child.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct PROCESS_INFORMATION
{
    /// <summary>The process.</summary>
    public HANDLE hProcess;

    /// <summary>Its first thread.</summary>
    public HANDLE hThread;

    /// <summary>The process's id.</summary>
    public uint dwProcessId;

    /// <summary>The thread's id. *Linux*: the same number as the process's.</summary>
    public uint dwThreadId;
}
