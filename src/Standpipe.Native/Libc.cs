using System.Runtime.InteropServices;

namespace Standpipe.Native;

/// <summary>The C library, as far as only this half of the project needs it: paths.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int unlink(byte* pathname);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int rmdir(byte* pathname);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int mkdir(byte* pathname, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int chdir(byte* path);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int link(byte* oldpath, byte* newpath);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int renameat2(int olddirfd, byte* oldpath, int newdirfd, byte* newpath, uint flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ftruncate(int fd, long length);
}
