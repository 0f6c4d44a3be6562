using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The kernel's own calls.</summary>
[SupportedOSPlatform("linux")]
internal readonly unsafe struct RealPosix : IPosix
{
    public static int pipe2(int* pipefd, int flags) => (int)Result(Libc.pipe2(pipefd, flags));

    public static int close(int fd) => (int)Result(Libc.close(fd));

    public static nint fcntl(int fd, int cmd, nint arg) => Result(Libc.fcntl(fd, cmd, arg));

    public static nint read(int fd, void* buf, nuint count) => Unmarshalled(Libc.read(fd, buf, count));

    public static nint write(int fd, void* buf, nuint count) => Unmarshalled(Libc.write(fd, buf, count));

    public static nint preadv2(int fd, iovec* iov, int iovcnt, long offset, int flags) =>
        Unmarshalled(Libc.preadv2(fd, iov, iovcnt, offset, flags));

    public static nint pwritev2(int fd, iovec* iov, int iovcnt, long offset, int flags) =>
        Unmarshalled(Libc.pwritev2(fd, iov, iovcnt, offset, flags));

    public static nint splice(int fd_in, long* off_in, int fd_out, long* off_out, nuint len, uint flags) =>
        Result(Libc.splice(fd_in, off_in, fd_out, off_out, len, flags));

    public static nint tee(int fd_in, int fd_out, nuint len, uint flags) => Result(Libc.tee(fd_in, fd_out, len, flags));

    public static int poll(pollfd* fds, nuint nfds, int timeout) => (int)Result(Libc.poll(fds, nfds, timeout));

    // errno itself, at once: nothing that could change it runs between the call's return and here.
    private static nint Unmarshalled(nint value) => value >= 0 ? value : -Marshal.GetLastSystemError();

    private static nint Result(nint value) => value >= 0 ? value : -Marshal.GetLastPInvokeError();
}
