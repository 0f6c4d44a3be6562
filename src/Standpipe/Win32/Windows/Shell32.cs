using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Win32.Windows;

/// <summary>The one function that lives in the shell's library.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Shell32
{
    [LibraryImport("shell32.dll", SetLastError = true)]
    internal static partial char** CommandLineToArgvW(char* lpCmdLine, int* pNumArgs);
}
