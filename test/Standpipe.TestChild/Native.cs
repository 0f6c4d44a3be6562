using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]

namespace Standpipe.TestChild;

/// <summary>What a test child does that .NET does not offer.</summary>
internal static unsafe partial class Native
{
    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int close(int fd);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int open(byte* path, int flags);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int setuid(uint uid);

    [LibraryImport("libc.so.6")]
    internal static partial nint signal(int signum, nint handler);

    [LibraryImport("libc.so.6")]
    internal static partial int kill(int pid, int signum);

    [LibraryImport("libc.so.6")]
    internal static partial int setrlimit(int resource, ulong* limits);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int unshare(int flags);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int execve(byte* path, byte** argv, byte** envp);
}
