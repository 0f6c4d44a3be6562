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

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int gettid();

    [LibraryImport(Library)]
    internal static partial uint geteuid();

    [LibraryImport(Library)]
    internal static partial nint strerrorname_np(int errno);

    [LibraryImport(Library)]
    internal static partial nint sigabbrev_np(int signal);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int dup(int fd);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int close(int fd);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int fcntl(int fd, int cmd, nint arg);
}
