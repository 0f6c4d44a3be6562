using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary><see cref="STARTUPINFOA"/> with an attribute list, for <see cref="Kernel32.EXTENDED_STARTUPINFO_PRESENT"/>.</summary>
/// <remarks>*Source*: contract D-proc.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct STARTUPINFOEXA
{
    /// <summary>The rest; its <see cref="STARTUPINFOA.cb"/> is the size of this whole structure.</summary>
    public STARTUPINFOA StartupInfo;

    /// <summary>The list that <see cref="Kernel32.InitializeProcThreadAttributeList"/> made.</summary>
    public LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList;
}
