using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]

namespace Standpipe.Tests;

/// <summary>The system calls about descriptors that tests make by themselves, as foreign code would.</summary>
internal static partial class DescriptorCalls
{
    private const string Library = "libc.so.6";
    private const int DuplicateDescriptor = 0;
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int SetDescriptorFlags = 2;
    private const int GetDescriptorFlags = 1;
    private const int NonBlocking = 0x800;
    private const int WriteOnly = 1;
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;

    /// <summary>A plain duplicate: not close-on-exec, as careless code makes it.</summary>
    internal static int Duplicate(SafeFileHandle handle) => OperatingSystem.IsWindows()
        ? WindowsHandles.Duplicate(handle.DangerousGetHandle())
        : dup((int)handle.DangerousGetHandle());

    /// <summary>A plain duplicate under the lowest free number from another on.</summary>
    internal static int DuplicateFrom(SafeFileHandle handle, int lowest) => fcntl((int)handle.DangerousGetHandle(), DuplicateDescriptor, lowest);

    internal static void Close(int fd)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsHandles.Close(fd);
        }
        else
        {
            Assert.Equal(0, close(fd));
        }
    }

    internal static bool IsOpen(int fd) => OperatingSystem.IsWindows() ? WindowsHandles.IsOpen(fd) : fcntl(fd, GetDescriptorFlags, 0) >= 0;

    internal static bool IsCloseOnExec(int fd) =>
        OperatingSystem.IsWindows() ? !WindowsHandles.IsInheritable(fd) : fcntl(fd, GetDescriptorFlags, 0) == 1;

    internal static bool IsCloseOnExec(PipeEnd end) => IsCloseOnExec(Number(end));

    internal static void ClearCloseOnExec(PipeEnd end) => Assert.Equal(0, fcntl(Number(end), SetDescriptorFlags, 0));

    internal static void SetNonBlocking(PipeEnd end)
    {
        int fd = Number(end);
        Assert.Equal(0, fcntl(fd, SetFlags, fcntl(fd, GetFlags, 0) | NonBlocking));
    }

    internal static bool IsNonBlocking(PipeEnd end) => (fcntl(Number(end), GetFlags, 0) & NonBlocking) != 0;

    internal static int Number(PipeEnd end) => int.Parse(end.ChildValue, CultureInfo.InvariantCulture);

    /// <summary>What is open behind the number, as the kernel names it.</summary>
    internal static string? Link(int fd) => new FileInfo($"/proc/self/fd/{fd}").LinkTarget;

    internal static string? Link(PipeEnd end) => Link(Number(end));

    /// <summary>A file whose every write goes to its end, as a shell's &gt;&gt; opens it.</summary>
    internal static SafeFileHandle OpenToAppend(string path) => new(Made(open(path, WriteOnly | Append | CloseOnExec)), ownsHandle: true);

    internal static void SetAppending(SafeFileHandle file)
    {
        int fd = (int)file.DangerousGetHandle();
        Assert.Equal(0, fcntl(fd, SetFlags, fcntl(fd, GetFlags, 0) | Append));
    }

    /// <summary>A terminal's slave side: not to become this process's own.</summary>
    internal static SafeFileHandle OpenForBoth(string path) => new(Made(open(path, ReadWrite | NoControllingTerminal | CloseOnExec)), ownsHandle: true);

    /// <summary>The master side of a new terminal, and the path of the slave's.</summary>
    internal static SafeFileHandle OpenTerminal(out string slave)
    {
        int fd = Made(posix_openpt(ReadWrite | NoControllingTerminal | CloseOnExec));
        Assert.Equal(0, grantpt(fd));
        Assert.Equal(0, unlockpt(fd));
        slave = Marshal.PtrToStringUTF8(ptsname(fd))!;
        return new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>A descriptor that reads and writes eight bytes and nothing else, which no splice knows.</summary>
    internal static SafeFileHandle EventCounter(uint value) => new(Made(eventfd(value, CloseOnExec)), ownsHandle: true);

    private static int Made(int fd)
    {
        Assert.True(fd >= 0, $"error {Marshal.GetLastPInvokeError()}");
        return fd;
    }

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int gettid();

    [LibraryImport(Library)]
    internal static partial uint geteuid();

    [LibraryImport(Library)]
    internal static partial nint strerrorname_np(int errno);

    [LibraryImport(Library)]
    internal static partial nint sigabbrev_np(int signal);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int eventfd(uint initval, int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int grantpt(int fd);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int unlockpt(int fd);

    [LibraryImport(Library, SetLastError = true)]
    private static partial nint ptsname(int fd);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int dup(int fd);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int close(int fd);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fcntl(int fd, int cmd, nint arg);
}
