using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary><see cref="STARTUPINFOW"/> with an attribute list, for <see cref="Kernel32.EXTENDED_STARTUPINFO_PRESENT"/>.</summary>
/// <remarks>*Source*: contract D-proc.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct STARTUPINFOEXW
{
    /// <summary>The rest; its <see cref="STARTUPINFOW.cb"/> is the size of this whole structure.</summary>
    public STARTUPINFOW StartupInfo;

    /// <summary>The list that <see cref="Kernel32.InitializeProcThreadAttributeList"/> made.</summary>
    public LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList;
}
