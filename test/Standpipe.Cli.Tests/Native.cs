using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]

namespace Standpipe.Cli.Tests;

/// <summary>What the tests set up that .NET does not offer.</summary>
internal static unsafe partial class Native
{
    [LibraryImport("libc.so.6", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkfifo(string path, uint mode);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int posix_openpt(int flags);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int grantpt(int fd);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int unlockpt(int fd);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int ptsname_r(int fd, byte* name, nuint size);

    [LibraryImport("libc.so.6", SetLastError = true)]
    internal static partial int fcntl(int fd, int command, int argument);
}
