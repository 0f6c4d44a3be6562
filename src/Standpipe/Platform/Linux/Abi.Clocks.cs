using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

/// <summary><c>struct timespec</c> (&lt;time.h&gt;), 64-bit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct timespec
{
    internal long tv_sec;
    internal long tv_nsec;
}
