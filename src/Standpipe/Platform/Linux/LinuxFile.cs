using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>Opening files by open(2), with the flags that a child should find on them.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxFile
{
    private const uint DefaultMode = 0x1B6;   // 0666, less the umask

    /// <inheritdoc cref="RedirectFile.Open"/>
    internal static SafeFileHandle Open(string path, RedirectMode mode) => Open(path, mode switch
    {
        RedirectMode.Read => Sys.O_RDONLY,
        RedirectMode.Create => Sys.O_WRONLY | Sys.O_CREAT | Sys.O_TRUNC,
        _ => Sys.O_WRONLY | Sys.O_CREAT | Sys.O_APPEND,
    });

    /// <inheritdoc cref="RedirectFile.OpenNull"/>
    internal static SafeFileHandle OpenNull() => Open("/dev/null", Sys.O_RDWR);

    /// <inheritdoc cref="RedirectFile.Identify"/>
    internal static string? Identify(string path)
    {
        statx_t status;
        fixed (byte* pointer = LinuxText.Path(path))
        {
            return Libc.statx(Sys.AT_FDCWD, pointer, 0, Sys.STATX_TYPE | Sys.STATX_INO, &status) == 0
                && (status.stx_mode & Sys.S_IFMT) == Sys.S_IFREG
                    ? string.Create(CultureInfo.InvariantCulture, $"{status.stx_dev_major}:{status.stx_dev_minor}:{status.stx_ino}")
                    : null;
        }
    }

    /// <inheritdoc cref="RedirectFile.Unblock"/>
    internal static SafeFileHandle? Unblock(string path)
    {
        statx_t status;
        fixed (byte* pointer = LinuxText.Path(path))
        {
            if (Libc.statx(Sys.AT_FDCWD, pointer, 0, Sys.STATX_TYPE, &status) == 0 && (status.stx_mode & Sys.S_IFMT) == Sys.S_IFIFO)
            {
                // Open for both directions it is the other side of everybody, and does not wait itself (fifo(7)).
                int fd = Libc.open(pointer, Sys.O_RDWR | Sys.O_NONBLOCK | Sys.O_CLOEXEC, 0);
                return fd >= 0 ? LinuxHandle.Own(fd) : null;
            }
        }

        return null;
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        fixed (byte* pointer = LinuxText.Path(path))
        {
            while (true)
            {
                int fd = Libc.open(pointer, flags | Sys.O_CLOEXEC, DefaultMode);
                if (fd >= 0)
                {
                    return LinuxHandle.Own(fd);
                }

                // A signal can end the wait for the other side of a FIFO.
                int error = Marshal.GetLastPInvokeError();
                if (error != Errno.EINTR)
                {
                    throw Errno.Failure("open", $"'{path}'", error);
                }
            }
        }
    }
}
