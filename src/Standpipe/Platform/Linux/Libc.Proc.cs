using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

// What reading /proc needs of the C library, many thousand times a look: relative to a directory, without a marshalled error.
internal static unsafe partial class Libc
{
    [LibraryImport(Library)]
    internal static partial int openat(int dirfd, byte* pathname, int flags, uint mode);

    [LibraryImport(Library)]
    internal static partial nint readlinkat(int dirfd, byte* pathname, byte* buf, nuint bufsiz);

    [LibraryImport(Library)]
    internal static partial nint getdents64(int fd, void* dirp, nuint count);

    [LibraryImport(Library)]
    internal static partial int getpwuid_r(uint uid, passwd* pwd, byte* buffer, nuint bufsize, out nint result);
}
