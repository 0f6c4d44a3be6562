using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

// What the handles of the Win32 layer need of the C library beyond Libc.cs.
internal static unsafe partial class Libc
{
    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint tee(int fd_in, int fd_out, nuint len, uint flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint splice(int fd_in, long* off_in, int fd_out, long* off_out, nuint len, uint flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint send(int sockfd, void* buf, nuint len, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int dup2(int oldfd, int newfd);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fsync(int fd);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial long lseek(int fd, long offset, int whence);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint readlink(byte* path, byte* buf, nuint bufsiz);

    [LibraryImport(Library)]
    internal static partial int gettid();

    // What C++ uses for thread_local: called when the thread ends, the last registered first.
    [LibraryImport(Library)]
    internal static partial int __cxa_thread_atexit_impl(delegate* unmanaged<void*, void> dtor, void* obj, void* dso_symbol);
}
