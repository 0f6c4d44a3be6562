using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Unicode;

namespace Standpipe.Platform.Linux;

/// <summary>Looks into a pipe of another process, through an end that is open for some microseconds and never held.</summary>
/// <remarks>
/// Nothing tells what is in a pipe but a descriptor of it, and an open descriptor is an end: it counts. A read end more, and a writer
/// whose last reader leaves at that moment has one more write accepted, instead of SIGPIPE. A write end more, and a reader whose last writer leaves
/// has its end of file when the probe closes. The first changes what happened, the second only when; so it is a write end that is opened,
/// whichever end the descriptor is, and with O_NONBLOCK, which belongs to the new open file description alone. No byte is read or written.
/// A write end is also what poll answers for: whether the pipe is full, in slots, and whether it has any reader.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class PipeProbe
{
    /// <summary>Opens a name of a file, which is no end of it.</summary>
    internal const int O_PATH = 0x200000;   // <fcntl.h>

    private const int PathLength = 32;

    /// <summary>Looks.</summary>
    /// <param name="process">The process that holds an end.</param>
    /// <param name="path">The end's link, NUL-terminated: <c>fd/3</c>.</param>
    /// <param name="inode">The pipe that the link led to a moment ago; if it is another thing by now, that stays untouched.</param>
    /// <param name="level">What was in it.</param>
    /// <returns>0, or an error number: EACCES for a process or a pipe of somebody else, ENOENT where it is closed by now.</returns>
    internal static int Measure(in ProcDirectory process, ReadOnlySpan<byte> path, ulong inode, out PipeLevel level)
    {
        level = default;

        // A name of the pipe that is no end of it: to see what it is before anything is opened that counts.
        int name = process.Open(path, O_PATH);
        if (name < 0)
        {
            return -name;
        }

        int error = IsPipe(name, inode) ? MeasureNamed(name, out level) : Errno.ENOENT;
        _ = Libc.close(name);
        return error;
    }

    /// <summary>Whether a name, opened with <see cref="O_PATH"/>, is that of a pipe.</summary>
    /// <param name="name">The name.</param>
    /// <param name="inode">Which pipe; null for any.</param>
    internal static bool IsPipe(int name, ulong? inode)
    {
        statx_t status;
        byte empty = 0;
        return Libc.statx(name, &empty, Sys.AT_EMPTY_PATH, Sys.STATX_TYPE | Sys.STATX_INO, &status) == 0
            && (status.stx_mode & Sys.S_IFMT) == Sys.S_IFIFO && (inode is null || status.stx_ino == inode);
    }

    /// <summary>Opens an end of a pipe by its name; it never blocks.</summary>
    /// <returns>A descriptor, which the caller closes, or minus the error number.</returns>
    internal static int OpenEnd(int name, int access)
    {
        byte* path = stackalloc byte[PathLength];
        _ = Utf8.TryWrite(new Span<byte>(path, PathLength), $"/proc/self/fd/{name}\0", out _);
        int fd = Libc.open(path, access | Sys.O_NONBLOCK | Sys.O_CLOEXEC, 0);
        return fd < 0 ? -Marshal.GetLastPInvokeError() : fd;
    }

    private static int MeasureNamed(int name, out PipeLevel level)
    {
        level = default;
        int fd = OpenEnd(name, Sys.O_WRONLY);
        if (fd < 0)
        {
            return -fd;
        }

        // The end is open from here to the close: three calls, no allocation, no wait.
        int bytes = 0;
        pollfd room = new() { fd = fd, events = Sys.POLLOUT };
        int capacity = Libc.fcntl(fd, Sys.F_GETPIPE_SZ, 0);
        int error = capacity < 0 || Libc.ioctl(fd, Sys.FIONREAD, &bytes) != 0 || Libc.poll(&room, 1, 0) < 0
            ? Marshal.GetLastPInvokeError()
            : 0;
        _ = Libc.close(fd);
        if (error == 0)
        {
            // POLLERR says that nobody reads; POLLOUT is told then, too.
            level = new PipeLevel(
                capacity, bytes, IsFull: (room.revents & Sys.POLLOUT) == 0, HasReader: (room.revents & Sys.POLLERR) == 0);
        }

        return error;
    }
}
