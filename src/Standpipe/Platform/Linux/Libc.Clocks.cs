using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

// Clocks of other processes.
internal static unsafe partial class Libc
{
    [LibraryImport(Library)]
    internal static partial int clock_gettime(int clockid, timespec* tp);
}
