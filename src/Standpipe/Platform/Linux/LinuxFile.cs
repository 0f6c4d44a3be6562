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
