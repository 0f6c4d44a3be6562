using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>How a child begins: above all, its standard handles.</summary>
/// <remarks>
/// The window's fields mean nothing to the pipes; *Linux*: they are ignored.
/// <para>*Source*: contract AP-11, D-std.</para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct STARTUPINFOW
{
    /// <summary>The size in bytes: this structure's, or that of <see cref="STARTUPINFOEXW"/>.</summary>
    public uint cb;

    /// <summary>Reserved; null.</summary>
    public char* lpReserved;

    /// <summary>The desktop's name.</summary>
    public char* lpDesktop;

    /// <summary>The window's title.</summary>
    public char* lpTitle;

    /// <summary>The window's left edge.</summary>
    public uint dwX;

    /// <summary>The window's upper edge.</summary>
    public uint dwY;

    /// <summary>The window's width.</summary>
    public uint dwXSize;

    /// <summary>The window's height.</summary>
    public uint dwYSize;

    /// <summary>The console's width in characters.</summary>
    public uint dwXCountChars;

    /// <summary>The console's height in characters.</summary>
    public uint dwYCountChars;

    /// <summary>The console's colours.</summary>
    public uint dwFillAttribute;

    /// <summary>Which fields count: <see cref="Kernel32.STARTF_USESTDHANDLES"/> for the last three.</summary>
    public uint dwFlags;

    /// <summary>How the window is shown.</summary>
    public ushort wShowWindow;

    /// <summary>The size of what the C runtime passes on, in bytes.</summary>
    public ushort cbReserved2;

    /// <summary>What the C runtime passes on.</summary>
    public byte* lpReserved2;

    /// <summary>The child's standard input.</summary>
    public HANDLE hStdInput;

    /// <summary>The child's standard output.</summary>
    public HANDLE hStdOutput;

    /// <summary>The child's standard error.</summary>
    public HANDLE hStdError;
}
