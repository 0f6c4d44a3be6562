using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Transfers that can block: through pipes, sockets and devices.</summary>
/// <remarks>
/// Each is tried without waiting first. Only one that has to wait enters a list, from which another thread can call it
/// back; so the call that does not block pays for none of that.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class StreamIo
{
    /// <summary>Reads what is there; waits for the first byte, also if none is wanted.</summary>
    internal static WIN32_ERROR Read(StreamObject stream, HandleEntry entry, Span<byte> buffer, nint overlapped, out int moved)
    {
        moved = 0;
        if (!stream.Transfers.Enter(entry, overlapped))
        {
            return WIN32_ERROR.ERROR_OPERATION_ABORTED;
        }

        try
        {
            IoResult result = TryRead(stream, entry.FileDescriptor, buffer);
            if (result.Error == IoResult.WouldBlock)
            {
                if (stream.NoWait)
                {
                    return WIN32_ERROR.ERROR_NO_DATA;
                }

                result = AwaitRead(stream, entry, buffer, overlapped);
            }

            moved = (int)result.Count;
            return ReadError(stream, buffer.Length, result);
        }
        finally
        {
            stream.Transfers.Exit();
        }
    }

    /// <summary>Writes everything, waiting for room as often as it takes.</summary>
    internal static WIN32_ERROR Write(
        StreamObject stream, HandleEntry entry, ReadOnlySpan<byte> buffer, nint overlapped, out int moved)
    {
        moved = 0;
        if (buffer.IsEmpty)
        {
            // Asks only whether there is a reader, and so needs no turn.
            return CheckReader(stream, entry.FileDescriptor);
        }

        if (!stream.Transfers.Enter(entry, overlapped))
        {
            return WIN32_ERROR.ERROR_OPERATION_ABORTED;
        }

        try
        {
            return stream.NoWait
                ? WriteNow(stream, entry.FileDescriptor, buffer, out moved)
                : WriteAll(stream, entry, buffer, overlapped, out moved);
        }
        finally
        {
            stream.Transfers.Exit();
        }
    }

    /// <summary>Whether a pipe has a reader.</summary>
    private static WIN32_ERROR CheckReader(StreamObject stream, int fd)
    {
        short events = PipeState.Poll(fd, 0);
        return (events & Sys.POLLNVAL) != 0 ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : (events & Sys.POLLERR) != 0 && stream.Kind == StreamKind.Pipe ? WIN32_ERROR.ERROR_NO_DATA
            : WIN32_ERROR.ERROR_SUCCESS;
    }

    private static WIN32_ERROR ReadError(StreamObject stream, int wanted, IoResult result) => result.Error switch
    {
        // End of a pipe is an error; of a terminal or a socket it is a read of nothing.
        0 => result.Count == 0 && wanted > 0 && stream.Kind == StreamKind.Pipe
            ? WIN32_ERROR.ERROR_BROKEN_PIPE
            : WIN32_ERROR.ERROR_SUCCESS,
        IoResult.Closed => WIN32_ERROR.ERROR_OPERATION_ABORTED,
        Errno.EPIPE => WIN32_ERROR.ERROR_BROKEN_PIPE,
        _ => ErrorTable.FromErrno(result.Error),
    };

    private static IoResult TryRead(StreamObject stream, int fd, Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            // Succeeds once there is data, and fails at the end: read(2) of nothing would not look.
            short events = PipeState.Poll(fd, Sys.POLLIN);
            return new IoResult(0, (events & Sys.POLLIN) != 0 ? 0
                : (events & Sys.POLLNVAL) != 0 ? Errno.EBADF
                : (events & Sys.POLLHUP) != 0 && stream.Kind == StreamKind.Pipe ? Errno.EPIPE
                : events != 0 ? 0
                : IoResult.WouldBlock);
        }

        if (stream.Kind == StreamKind.Pipe)
        {
            return PosixIo<RealPosix>.TryRead(fd, buffer);
        }

        // RWF_NOWAIT is not for every device; one that polls readable does not block.
        if (PipeState.Poll(fd, Sys.POLLIN) == 0)
        {
            return new IoResult(0, IoResult.WouldBlock);
        }

        fixed (byte* pointer = buffer)
        {
            nint result;
            do
            {
                result = RealPosix.read(fd, pointer, (nuint)buffer.Length);
            }
            while (result == -Errno.EINTR);

            // SAFETY: the span is pinned for the whole block, and the kernel writes at most its length.
            return result >= 0 ? new IoResult(result, 0) : new IoResult(0, (int)-result);
        }
    }

    private static IoResult AwaitRead(StreamObject stream, HandleEntry entry, Span<byte> buffer, nint overlapped)
    {
        if (stream.Transfers.BeginBlocking(entry, overlapped) is not { } call)
        {
            return new IoResult(0, IoResult.Closed);
        }

        try
        {
            while (true)
            {
                short events = call.Wait(entry.FileDescriptor, Sys.POLLIN, -1);
                if (stream.Transfers.IsCancelled(call))
                {
                    return new IoResult(0, IoResult.Closed);
                }

                if (events != 0)
                {
                    IoResult result = TryRead(stream, entry.FileDescriptor, buffer);
                    if (result.Error != IoResult.WouldBlock)
                    {
                        return result;
                    }
                }
            }
        }
        finally
        {
            stream.Transfers.EndBlocking(call);
        }
    }

    private static IoResult TryWrite(StreamObject stream, int fd, ReadOnlySpan<byte> buffer)
    {
        if (stream.Kind == StreamKind.Pipe)
        {
            return PosixIo<RealPosix>.TryWrite(fd, buffer);
        }

        if (PipeState.Poll(fd, Sys.POLLOUT) == 0)
        {
            return new IoResult(0, IoResult.WouldBlock);
        }

        fixed (byte* pointer = buffer)
        {
            nint result;
            do
            {
                result = RealPosix.write(fd, pointer, (nuint)Math.Min(buffer.Length, Sys.PIPE_BUF));
            }
            while (result == -Errno.EINTR);

            // SAFETY: the span is pinned for the whole block, and the kernel reads at most its length.
            return result >= 0 ? new IoResult(result, 0) : new IoResult(0, (int)-result);
        }
    }

    /// <summary>PIPE_NOWAIT: the whole of it, or nothing and success.</summary>
    private static WIN32_ERROR WriteNow(StreamObject stream, int fd, ReadOnlySpan<byte> buffer, out int moved)
    {
        moved = 0;
        WIN32_ERROR error = CheckReader(stream, fd);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if (stream.Kind == StreamKind.Pipe && buffer.Length > PipeState.Capacity(fd) - PipeState.Available(fd))
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        IoResult result = TryWrite(stream, fd, buffer);
        moved = (int)result.Count;
        return result.Error is 0 or IoResult.WouldBlock ? WIN32_ERROR.ERROR_SUCCESS : ErrorTable.FromErrno(result.Error);
    }

    private static WIN32_ERROR WriteAll(
        StreamObject stream, HandleEntry entry, ReadOnlySpan<byte> buffer, nint overlapped, out int moved)
    {
        IoResult result = TryWrite(stream, entry.FileDescriptor, buffer);
        moved = (int)result.Count;
        if (result.Error is not (0 or IoResult.WouldBlock))
        {
            return ErrorTable.FromErrno(result.Error);
        }

        if (moved == buffer.Length)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        if (stream.Transfers.BeginBlocking(entry, overlapped) is not { } call)
        {
            return WIN32_ERROR.ERROR_OPERATION_ABORTED;
        }

        try
        {
            return WriteRest(stream, entry.FileDescriptor, call, buffer, ref moved);
        }
        finally
        {
            stream.Transfers.EndBlocking(call);
        }
    }

    private static WIN32_ERROR WriteRest(
        StreamObject stream, int fd, BlockedCall call, ReadOnlySpan<byte> buffer, ref int moved)
    {
        while (true)
        {
            short events = call.Wait(fd, Sys.POLLOUT, -1);
            if (stream.Transfers.IsCancelled(call))
            {
                return WIN32_ERROR.ERROR_OPERATION_ABORTED;
            }

            if (events == 0)
            {
                continue;
            }

            IoResult result = TryWrite(stream, fd, buffer[moved..]);
            moved += (int)result.Count;
            if (moved == buffer.Length)
            {
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            if (result.Error is not (0 or IoResult.WouldBlock))
            {
                // A write that was blocked when the last reader went is told apart from one that comes later.
                return result.Error == Errno.EPIPE ? WIN32_ERROR.ERROR_BROKEN_PIPE : ErrorTable.FromErrno(result.Error);
            }
        }
    }
}
