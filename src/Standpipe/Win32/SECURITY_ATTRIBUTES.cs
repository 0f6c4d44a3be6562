using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>Says, when a handle is made, whether children can inherit it.</summary>
/// <remarks>*Source*: contract AP-06, D-create.</remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SECURITY_ATTRIBUTES
{
    /// <summary>The size of this structure in bytes. Not checked.</summary>
    public uint nLength;

    /// <summary>Who may use the object. *Linux*: ignored; there are no such lists on descriptors.</summary>
    public void* lpSecurityDescriptor;

    /// <summary>Whether the handle is inheritable; any value but 0.</summary>
    public BOOL bInheritHandle;

    /// <summary>The attributes of an inheritable handle.</summary>
    public static SECURITY_ATTRIBUTES Inheritable => new() { nLength = (uint)sizeof(SECURITY_ATTRIBUTES), bInheritHandle = true };
}
