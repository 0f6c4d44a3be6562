using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Transfers of files, which do not wait for anybody. An OVERLAPPED gives them their position.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class DiskIo
{
    private const long Here = -1;

    /// <summary>Reads; 0 bytes at the end, or with a position given ERROR_HANDLE_EOF.</summary>
    internal static WIN32_ERROR Read(HandleEntry entry, Span<byte> buffer, OVERLAPPED* overlapped, out int moved)
    {
        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the kernel writes at most its length.
            iovec vector = new() { iov_base = pointer, iov_len = (nuint)buffer.Length };
            long position = Position(overlapped);
            if (overlapped is not null && position < 0)
            {
                moved = 0;
                return WIN32_ERROR.ERROR_INVALID_PARAMETER;
            }

            nint result;
            do
            {
                result = RealPosix.preadv2(entry.FileDescriptor, &vector, 1, position, 0);
            }
            while (result == -Errno.EINTR);

            moved = (int)Math.Max(result, 0);
            if (result < 0)
            {
                return ErrorTable.FromErrno((int)-result);
            }

            Advance(entry, position, moved);
            return moved == 0 && buffer.Length > 0 && position != Here ? WIN32_ERROR.ERROR_HANDLE_EOF : WIN32_ERROR.ERROR_SUCCESS;
        }
    }

    /// <summary>Writes everything.</summary>
    internal static WIN32_ERROR Write(HandleEntry entry, ReadOnlySpan<byte> buffer, OVERLAPPED* overlapped, out int moved)
    {
        moved = 0;
        fixed (byte* pointer = buffer)
        {
            long position = Position(overlapped);
            if (overlapped is not null && position == Here)
            {
                // All ones: at the end of the file.
                _ = Libc.lseek(entry.FileDescriptor, 0, Sys.SEEK_END);
            }

            while (moved < buffer.Length)
            {
                // SAFETY: the span is pinned for the whole block, and the kernel reads at most what is left of it.
                iovec vector = new() { iov_base = pointer + moved, iov_len = (nuint)(buffer.Length - moved) };
                long at = position == Here ? Here : position + moved;
                nint result = RealPosix.pwritev2(entry.FileDescriptor, &vector, 1, at, 0);
                if (result < 0 && result != -Errno.EINTR)
                {
                    return ErrorTable.FromErrno((int)-result);
                }

                moved += (int)Math.Max(result, 0);
            }

            Advance(entry, position, moved);
            return WIN32_ERROR.ERROR_SUCCESS;
        }
    }

    /// <summary>Waits until the file is on its disk.</summary>
    internal static WIN32_ERROR Flush(HandleEntry entry) =>
        Libc.fsync(entry.FileDescriptor) == 0 ? WIN32_ERROR.ERROR_SUCCESS : ErrorTable.FromErrno(Marshal.GetLastPInvokeError());

    private static long Position(OVERLAPPED* overlapped) =>
        overlapped is null ? Here : (long)(((ulong)overlapped->OffsetHigh << 32) | overlapped->Offset);

    /// <summary>On Windows a transfer with a position moves the file's own; pread and pwrite do not.</summary>
    private static void Advance(HandleEntry entry, long position, int moved)
    {
        if (position != Here)
        {
            _ = Libc.lseek(entry.FileDescriptor, position + moved, Sys.SEEK_SET);
        }
    }
}
