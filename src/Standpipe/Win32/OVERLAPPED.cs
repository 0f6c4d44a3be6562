using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>Takes the outcome of a transfer. On an anonymous pipe it makes nothing asynchronous.</summary>
/// <remarks>*Source*: contract AP-21, D-overlapped.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct OVERLAPPED
{
    /// <summary>The status: 0 once the transfer has succeeded, 0x103 while it goes on and after one that failed.</summary>
    public nuint Internal;

    /// <summary>The bytes that were transferred.</summary>
    public nuint InternalHigh;

    /// <summary>For files, the low half of the position. Pipes ignore it.</summary>
    public uint Offset;

    /// <summary>For files, the high half of the position.</summary>
    public uint OffsetHigh;

    /// <summary>An event that is set when the transfer has succeeded, or 0.</summary>
    public HANDLE hEvent;
}
