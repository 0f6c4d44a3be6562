using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Win32.Windows;

/// <summary>What the system's kernel32 does not export itself.</summary>
[SupportedOSPlatform("windows")]
internal static partial class KernelBase
{
    [LibraryImport("kernelbase.dll", SetLastError = true)]
    internal static partial BOOL CompareObjectHandles(HANDLE hFirstObjectHandle, HANDLE hSecondObjectHandle);
}
