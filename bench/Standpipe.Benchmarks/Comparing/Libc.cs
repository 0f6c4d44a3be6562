using System.Runtime.InteropServices;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>What the comparison itself needs of libc.</summary>
internal static unsafe partial class Libc
{
    /// <summary>F_SETPIPE_SZ of fcntl.h: Linux, every architecture.</summary>
    internal const int F_SETPIPE_SZ = 1031;

    /// <summary>RLIMIT_NOFILE of sys/resource.h: x86-64 and arm64.</summary>
    internal const int RLIMIT_NOFILE = 7;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fcntl(int fd, int cmd, nint arg);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int getrlimit(int resource, Limit* limit);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int setrlimit(int resource, Limit* limit);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int sched_getaffinity(int pid, nuint size, ulong* mask);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int sched_setaffinity(int pid, nuint size, ulong* mask);

    /// <summary>struct rlimit.</summary>
    internal struct Limit
    {
        internal nuint Soft;
        internal nuint Hard;
    }
}
