using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>Copies what is in a pipe of another process, by tee(2).</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxPipePeek
{
    /// <inheritdoc cref="PipePeek.Read"/>
    internal static byte[]? Read(int processId, int fileDescriptor, int count)
    {
        using ProcDirectory process = ProcDirectory.Open(processId);
        ReadOnlySpan<byte> path = ProcPath.Of("fd/"u8, fileDescriptor, default, stackalloc byte[ProcPath.MostBytes]);
        if (fileDescriptor < 0 || process.Error != 0 || !IsPipe(process, path))
        {
            return null;
        }

        LinuxPipe.Create(out SafeFileHandle reader, out SafeFileHandle writer);
        using SafeFileHandle readEnd = reader;
        using SafeFileHandle writeEnd = writer;
        LinuxPipe.LimitCapacity(writeEnd, Math.Max(count, 1));
        using HandleReference to = new(writeEnd);
        int fd = process.Open(path, Sys.O_RDONLY | Sys.O_NONBLOCK);
        if (fd < 0)
        {
            return null;
        }

        // The end is open for this call alone.
        nint copied = RealPosix.tee(fd, to.FileDescriptor, (nuint)count, Sys.SPLICE_F_NONBLOCK);
        _ = Libc.close(fd);

        // Whatever the error, EAGAIN of an empty pipe with writers among them: there is nothing to be shown.
        byte[] bytes = new byte[Math.Max(copied, 0)];
        using HandleReference from = new(readEnd);
        fixed (byte* buffer = bytes)
        {
            // SAFETY: the array is pinned for the call. What was copied is in the pipe already: this does not wait.
            return bytes.Length == 0 || RealPosix.read(from.FileDescriptor, buffer, (nuint)bytes.Length) == bytes.Length ? bytes : null;
        }
    }

    private static bool IsPipe(in ProcDirectory process, ReadOnlySpan<byte> path)
    {
        statx_t status;

        // SAFETY: the path is pinned for the call, and ends with a NUL.
        fixed (byte* pathname = path)
        {
            return Libc.statx(process.FileDescriptor, pathname, 0, Sys.STATX_TYPE, &status) == 0 && (status.stx_mode & Sys.S_IFMT) == Sys.S_IFIFO;
        }
    }
}
