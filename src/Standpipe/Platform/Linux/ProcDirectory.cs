using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Unicode;

namespace Standpipe.Platform.Linux;

/// <summary>An open directory of /proc: of one process, which it goes on naming whoever gets the number later.</summary>
/// <remarks>Paths are NUL-terminated and relative. What fails gives minus the error number: in /proc a failure is an answer.</remarks>
[SupportedOSPlatform("linux")]
internal readonly unsafe ref struct ProcDirectory : IDisposable
{
    private const int O_DIRECTORY = 0x10000;      // <fcntl.h>, x86-64
    private const int O_DIRECTORY_Arm64 = 0x4000;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const int S_IRUSR = 0x100;
    private const int S_IWUSR = 0x80;
    private const int DirectoryBufferSize = 32 * 1024;

    // struct linux_dirent64: inode, offset, length of the record, type, name.
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    private readonly int _fd;

    private ProcDirectory(int fd) => _fd = fd;

    /// <summary>Gets why it could not be opened.</summary>
    /// <value>0, or an error number; then nothing else is to be called.</value>
    internal int Error => _fd < 0 ? -_fd : 0;

    /// <summary>Gets the descriptor, for calls that are relative to it.</summary>
    internal int FileDescriptor => _fd;

    private static int DirectoryFlags =>
        Sys.O_RDONLY | Sys.O_CLOEXEC | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? O_DIRECTORY_Arm64 : O_DIRECTORY);

    /// <summary>Opens /proc itself.</summary>
    internal static ProcDirectory OpenRoot() => new(Open(Sys.AT_FDCWD, "/proc\0"u8, DirectoryFlags));

    /// <summary>Looks through a directory that somebody else has open, and closes: this is not to be disposed of.</summary>
    internal static ProcDirectory Borrow(int fileDescriptor) => new(fileDescriptor);

    /// <summary>Opens a process's directory.</summary>
    internal static ProcDirectory Open(int pid)
    {
        Span<byte> path = stackalloc byte[32];
        _ = Utf8.TryWrite(path, $"/proc/{pid}\0", out _);
        return new ProcDirectory(Open(Sys.AT_FDCWD, path, DirectoryFlags));
    }

    /// <summary>Opens a file below.</summary>
    /// <returns>A descriptor, which the caller closes, or minus the error number.</returns>
    internal int Open(ReadOnlySpan<byte> path, int flags) => Open(_fd, path, flags | Sys.O_CLOEXEC);

    /// <summary>Reads a file from its beginning, up to the buffer's length.</summary>
    /// <returns>The bytes read, or minus the error number.</returns>
    internal int Read(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        int fd = Open(path, Sys.O_RDONLY);
        if (fd < 0)
        {
            return fd;
        }

        int total = 0;
        while (total < buffer.Length)
        {
            int count = Read(fd, buffer[total..]);
            if (count <= 0)
            {
                total = count < 0 ? count : total;
                break;
            }

            total += count;
        }

        _ = Libc.close(fd);
        return total;
    }

    /// <summary>Reads what a link says.</summary>
    /// <returns>The bytes read, or minus the error number.</returns>
    internal int ReadLink(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        // SAFETY: both are pinned for the call, and the path ends with a NUL.
        fixed (byte* pathname = path)
        fixed (byte* bytes = buffer)
        {
            return Result(Libc.readlinkat(_fd, pathname, bytes, (nuint)buffer.Length));
        }
    }

    /// <summary>The direction in which a descriptor is open: the rights on its link /proc/PID/fd/N say it.</summary>
    /// <returns>O_RDONLY, O_WRONLY or O_RDWR, or minus the error number.</returns>
    internal int AccessMode(ReadOnlySpan<byte> path)
    {
        statx_t status;

        // SAFETY: the path is pinned for the call, and ends with a NUL.
        fixed (byte* pathname = path)
        {
            if (Libc.statx(_fd, pathname, AT_SYMLINK_NOFOLLOW, Sys.STATX_MODE, &status) != 0)
            {
                return -Marshal.GetLastPInvokeError();
            }
        }

        return (status.stx_mode & S_IRUSR) == 0 ? Sys.O_WRONLY : (status.stx_mode & S_IWUSR) == 0 ? Sys.O_RDONLY : Sys.O_RDWR;
    }

    /// <summary>Whose the process is; who may look at it has the same rights.</summary>
    /// <returns>0, or an error number.</returns>
    internal int Owner(out uint userId)
    {
        statx_t status;
        byte empty = 0;
        int result = Libc.statx(_fd, &empty, Sys.AT_EMPTY_PATH, Sys.STATX_UID, &status);
        userId = result == 0 ? status.stx_uid : 0;
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Lists the names that are numbers: processes in /proc, threads in task, descriptors in fd.</summary>
    /// <param name="path">The directory: <c>fd</c>, <c>task</c>, or <c>.</c>.</param>
    /// <param name="numbers">Cleared, and filled in the directory's order.</param>
    /// <returns>0, or minus the error number; what was listed until then is there.</returns>
    internal int List(ReadOnlySpan<byte> path, List<int> numbers)
    {
        numbers.Clear();
        int fd = Open(_fd, path, DirectoryFlags);
        if (fd < 0)
        {
            return fd;
        }

        byte* buffer = stackalloc byte[DirectoryBufferSize];
        int count;
        while ((count = Result(Libc.getdents64(fd, buffer, DirectoryBufferSize))) > 0)
        {
            Append(new ReadOnlySpan<byte>(buffer, count), numbers);
        }

        _ = Libc.close(fd);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_fd >= 0)
        {
            _ = Libc.close(_fd);
        }
    }

    private static void Append(ReadOnlySpan<byte> records, List<int> numbers)
    {
        while (records.Length > NameOffset)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(records[LengthOffset..]);
            ReadOnlySpan<byte> name = records[NameOffset..length];
            if (Utf8Parser.TryParse(name, out int number, out int used) && name[used] == 0)
            {
                numbers.Add(number);
            }

            records = records[length..];
        }
    }

    private static int Open(int directory, ReadOnlySpan<byte> path, int flags)
    {
        // SAFETY: the path is pinned for the call, and ends with a NUL.
        fixed (byte* pathname = path)
        {
            int fd;
            do
            {
                fd = Result(Libc.openat(directory, pathname, flags, 0));
            }
            while (fd == -Errno.EINTR);
            return fd;
        }
    }

    private static int Read(int fd, Span<byte> buffer)
    {
        // SAFETY: the buffer is pinned for the call.
        fixed (byte* bytes = buffer)
        {
            int count;
            do
            {
                count = Result(Libc.read(fd, bytes, (nuint)buffer.Length));
            }
            while (count == -Errno.EINTR);
            return count;
        }
    }

    private static int Result(nint value) => value >= 0 ? (int)value : -Marshal.GetLastSystemError();
}
