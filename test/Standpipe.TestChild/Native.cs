using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]

namespace Standpipe.TestChild;

/// <summary>What a test child does that .NET does not offer.</summary>
internal static unsafe partial class Native
{
    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int close(int fd);

    /// <summary>Closes this process's standard input, behind the runtime's back.</summary>
    internal static void CloseInput() =>
        _ = OperatingSystem.IsWindows() ? CloseHandle(GetStdHandle(-10)) : close(0);

    /// <summary>The name by which this program was started.</summary>
    internal static string Argument0()
    {
        if (!OperatingSystem.IsWindows())
        {
            return System.IO.File.ReadAllText("/proc/self/cmdline").Split('\0')[0];
        }

        string line = new(GetCommandLineW());
        return line[0] == '"' ? line[1..line.IndexOf('"', 1)] : line.Split(' ')[0];
    }

    [LibraryImport("kernel32.dll")]
    private static partial nint GetStdHandle(int nStdHandle);

    [LibraryImport("kernel32.dll")]
    private static partial int CloseHandle(nint hObject);

    [LibraryImport("kernel32.dll")]
    private static partial char* GetCommandLineW();

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
