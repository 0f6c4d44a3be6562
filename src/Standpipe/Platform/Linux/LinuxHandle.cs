using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>Descriptors as handles: owning, duplicating, asking what they are.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxHandle
{
    /// <summary>The lowest descriptor that is nobody's standard handle.</summary>
    internal const int FirstOrdinary = 3;

    /// <summary>Wraps a descriptor that was just made, first moving it out of 0 to 2 if it landed there.</summary>
    /// <param name="fd">An open, close-on-exec descriptor that nobody else owns.</param>
    /// <returns>The owner.</returns>
    /// <exception cref="IOException">It had to be moved and no descriptor was left; it is closed.</exception>
    internal static SafeFileHandle Own(int fd)
    {
        int lifted = Lift<RealPosix>(fd);
        return lifted >= 0
            ? new SafeFileHandle(lifted, ownsHandle: true)
            : throw Errno.Failure("fcntl(F_DUPFD_CLOEXEC)", string.Empty, -lifted);
    }

    /// <summary>
    /// Moves a new descriptor to 3 or above. A process started with 0, 1 or 2 closed gets those numbers for whatever
    /// it opens next, and a child would take it for its standard handle.
    /// </summary>
    /// <returns>The descriptor's number now, or minus the error number; then it is closed.</returns>
    internal static int Lift<TPosix>(int fd)
        where TPosix : struct, IPosix
    {
        if (fd >= FirstOrdinary)
        {
            return fd;
        }

        int lifted = (int)TPosix.fcntl(fd, Sys.F_DUPFD_CLOEXEC, FirstOrdinary);
        _ = TPosix.close(fd);
        return lifted;
    }

    /// <summary>A second, close-on-exec descriptor for the same open file, at 3 or above.</summary>
    internal static SafeFileHandle Duplicate(SafeFileHandle handle)
    {
        using HandleReference reference = new(handle);
        int fd = Libc.fcntl(reference.FileDescriptor, Sys.F_DUPFD_CLOEXEC, FirstOrdinary);
        return fd >= 0
            ? new SafeFileHandle(fd, ownsHandle: true)
            : throw Errno.Failure("fcntl(F_DUPFD_CLOEXEC)", Name(reference), Marshal.GetLastPInvokeError());
    }

    /// <summary>Takes over a pipe end that came from elsewhere (a parent, foreign code).</summary>
    /// <param name="fileDescriptor">Its number. 0 to 2 are duplicated and left alone, others are owned from now on.</param>
    /// <param name="forReading">The direction it must have.</param>
    /// <exception cref="ArgumentException">Nothing is open there, or no such end; it stays as it was.</exception>
    internal static SafeFileHandle AdoptPipeEnd(int fileDescriptor, bool forReading)
    {
        if (!IsOpen(fileDescriptor))
        {
            throw new ArgumentException(
                $"Descriptor {fileDescriptor} is not open in this process (EBADF, 9).", nameof(fileDescriptor));
        }

        using SafeFileHandle borrowed = new(fileDescriptor, ownsHandle: false);
        RequirePipeEnd(borrowed, forReading, nameof(fileDescriptor));
        if (fileDescriptor < FirstOrdinary)
        {
            return Duplicate(borrowed);
        }

        // The safe direction: from here on no start of anybody's can leak it.
        _ = Libc.fcntl(fileDescriptor, Sys.F_SETFD, Sys.FD_CLOEXEC);
        return new SafeFileHandle(fileDescriptor, ownsHandle: true);
    }

    /// <summary>Whether a number names an open descriptor.</summary>
    internal static bool IsOpen(int fileDescriptor) =>
        fileDescriptor >= 0 && Libc.fcntl(fileDescriptor, Sys.F_GETFD, 0) >= 0;

    /// <summary>Whether a number names an open descriptor that survives an exec by itself.</summary>
    internal static bool SurvivesExec(int fileDescriptor) =>
        fileDescriptor >= 0 && Libc.fcntl(fileDescriptor, Sys.F_GETFD, 0) == 0;

    /// <summary>Whether both handles are the same end of the same pipe, or the same file.</summary>
    internal static ulong Inode(SafeFileHandle handle)
    {
        using HandleReference reference = new(handle);
        return Status(reference).stx_ino;
    }

    /// <summary>The inode of the pipe that a handle is an end of.</summary>
    /// <param name="handle">The handle; not taken over.</param>
    /// <param name="parameterName">For the exception.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    internal static ulong PipeInode(SafeFileHandle handle, string parameterName)
    {
        using HandleReference reference = new(handle);
        statx_t status = Status(reference);
        return (status.stx_mode & Sys.S_IFMT) == Sys.S_IFIFO
            ? status.stx_ino
            : throw new ArgumentException($"{Name(reference)} is not a pipe.", parameterName);
    }

    /// <summary>Checks that a handle is a pipe (or FIFO) opened for just one direction.</summary>
    /// <param name="handle">The handle; not taken over.</param>
    /// <param name="forReading">The direction it must have.</param>
    /// <param name="parameterName">For the exception.</param>
    /// <exception cref="ArgumentException">It is something else, or the other end.</exception>
    internal static void RequirePipeEnd(SafeFileHandle handle, bool forReading, string parameterName)
    {
        using HandleReference reference = new(handle);
        if (handle.IsInvalid)
        {
            throw new ArgumentException("The handle names nothing open.", parameterName);
        }

        if ((Status(reference).stx_mode & Sys.S_IFMT) != Sys.S_IFIFO)
        {
            throw new ArgumentException($"{Name(reference)} is not a pipe.", parameterName);
        }

        int access = Libc.fcntl(reference.FileDescriptor, Sys.F_GETFL, 0) & Sys.O_ACCMODE;
        int wanted = forReading ? Sys.O_RDONLY : Sys.O_WRONLY;
        if (access != wanted)
        {
            string is_ = access switch { Sys.O_RDONLY => "a read end", Sys.O_WRONLY => "a write end", _ => "open for both" };
            throw new ArgumentException(
                $"{Name(reference)} is {is_} of a pipe, not a {(forReading ? "read" : "write")} end.", parameterName);
        }
    }

    /// <summary>The bytes that wait in a pipe.</summary>
    internal static int BytesAvailable(SafeFileHandle handle)
    {
        using HandleReference reference = new(handle);
        int count;
        return Libc.ioctl(reference.FileDescriptor, Sys.FIONREAD, &count) == 0
            ? count
            : throw Errno.Failure("ioctl(FIONREAD)", Name(reference), Marshal.GetLastPInvokeError());
    }

    /// <summary>The number below which this process's descriptors lie.</summary>
    internal static int Limit()
    {
        rlimit limit;
        return Libc.getrlimit(Sys.RLIMIT_NOFILE, &limit) == 0 ? (int)Math.Min(limit.rlim_cur, int.MaxValue) : int.MaxValue;
    }

    /// <summary>The descriptors that are open in this process at this moment.</summary>
    internal static HashSet<int> OpenDescriptors()
    {
        HashSet<int> open = [];
        foreach (string path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(path.AsSpan()), out int fd))
            {
                _ = open.Add(fd);
            }
        }

        return open;
    }

    private static string Name(in HandleReference reference) => $"descriptor {reference.FileDescriptor}";

    private static statx_t Status(in HandleReference reference)
    {
        statx_t status;
        byte empty = 0;
        return Libc.statx(reference.FileDescriptor, &empty, Sys.AT_EMPTY_PATH, Sys.STATX_TYPE | Sys.STATX_INO, &status) == 0
            ? status
            : throw Errno.Failure("statx", Name(reference), Marshal.GetLastPInvokeError());
    }
}
