using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>ReadFile, WriteFile and what goes with them.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Transfers
{
    private const int FirstFlushWaitMilliseconds = 1;
    private const int LastFlushWaitMilliseconds = 16;

    /// <inheritdoc cref="Kernel32.ReadFile(HANDLE, void*, uint, uint*, OVERLAPPED*)"/>
    internal static WIN32_ERROR Read(HANDLE file, void* buffer, uint size, uint* count, OVERLAPPED* overlapped)
    {
        Outcome.Open(count, overlapped);
        using HandleUser user = new(file);
        if (!user.Is(out HandleEntry? entry, out StreamObject? stream))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & FILE_READ_DATA) == 0)
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        if (buffer is null && size != 0)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        using HandleUser done = new(overlapped is null ? default : overlapped->hEvent);
        WIN32_ERROR error = Outcome.Begin(overlapped, done);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        Span<byte> bytes = new(buffer, (int)Math.Min(size, int.MaxValue));
        int moved;
        error = stream.Kind == StreamKind.Disk
            ? DiskIo.Read(entry, bytes, overlapped, out moved)
            : StreamIo.Read(stream, entry, bytes, (nint)overlapped, out moved);
        return Outcome.End(error, moved, count, overlapped, done);
    }

    /// <inheritdoc cref="Kernel32.WriteFile(HANDLE, void*, uint, uint*, OVERLAPPED*)"/>
    internal static WIN32_ERROR Write(HANDLE file, void* buffer, uint size, uint* count, OVERLAPPED* overlapped)
    {
        Outcome.Open(count, overlapped);
        using HandleUser user = new(file);
        if (!user.Is(out HandleEntry? entry, out StreamObject? stream))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & (FILE_WRITE_DATA | FILE_APPEND_DATA)) == 0)
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        if (buffer is null && size != 0)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        if (size > int.MaxValue)
        {
            // More than one span can say; nobody has a pipe that takes two gigabytes at once, so it goes in two parts.
            return WriteInParts(file, (byte*)buffer, size, count, overlapped);
        }

        using HandleUser done = new(overlapped is null ? default : overlapped->hEvent);
        WIN32_ERROR error = Outcome.Begin(overlapped, done);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        ReadOnlySpan<byte> bytes = new(buffer, (int)size);
        int moved;
        error = stream.Kind == StreamKind.Disk
            ? DiskIo.Write(entry, bytes, overlapped, out moved)
            : StreamIo.Write(stream, entry, bytes, (nint)overlapped, out moved);
        return Outcome.End(error, moved, count, overlapped, done);
    }

    /// <inheritdoc cref="Kernel32.ReadFileEx"/>
    internal static WIN32_ERROR ReadExtended(HANDLE file) => Refuse(file, FILE_READ_DATA);

    /// <inheritdoc cref="Kernel32.WriteFileEx"/>
    internal static WIN32_ERROR WriteExtended(HANDLE file) => Refuse(file, FILE_WRITE_DATA | FILE_APPEND_DATA);

    /// <inheritdoc cref="Kernel32.FlushFileBuffers(HANDLE)"/>
    internal static WIN32_ERROR Flush(HANDLE file)
    {
        using HandleUser user = new(file);
        if (!user.Is(out HandleEntry? entry, out StreamObject? stream))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & (FILE_WRITE_DATA | FILE_APPEND_DATA)) == 0)
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        return stream.Kind switch
        {
            StreamKind.Pipe => FlushPipe(stream, entry),
            StreamKind.Disk => DiskIo.Flush(entry),
            _ => WIN32_ERROR.ERROR_SUCCESS,
        };
    }

    /// <inheritdoc cref="Kernel32.GetOverlappedResult(HANDLE, OVERLAPPED*, uint*, BOOL)"/>
    internal static WIN32_ERROR GetOverlappedResult(HANDLE file, OVERLAPPED* overlapped, uint* count, BOOL wait)
    {
        if (overlapped is null || count is null)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if (wait && Volatile.Read(ref overlapped->Internal) == Outcome.StatusPending)
        {
            HANDLE signal = overlapped->hEvent.IsNull ? file : overlapped->hEvent;
            WIN32_ERROR error = WaitFunctions.One(signal, INFINITE, out _);
            if (error != WIN32_ERROR.ERROR_SUCCESS)
            {
                return error;
            }
        }

        if (Volatile.Read(ref overlapped->Internal) == Outcome.StatusPending)
        {
            // Not waited for, or somebody else set the event.
            return WIN32_ERROR.ERROR_IO_INCOMPLETE;
        }

        *count = (uint)overlapped->InternalHigh;
        return overlapped->Internal == 0 ? WIN32_ERROR.ERROR_SUCCESS : WIN32_ERROR.ERROR_GEN_FAILURE;
    }

    private static WIN32_ERROR Refuse(HANDLE file, uint access)
    {
        using HandleUser user = new(file);
        return !user.Is(out HandleEntry? entry, out StreamObject? _) ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : (entry.Access & access) == 0 ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : WIN32_ERROR.ERROR_INVALID_PARAMETER;
    }

    private static WIN32_ERROR WriteInParts(HANDLE file, byte* buffer, uint size, uint* count, OVERLAPPED* overlapped)
    {
        uint first;
        uint second = 0;
        WIN32_ERROR error = Write(file, buffer, int.MaxValue, &first, overlapped);
        if (error == WIN32_ERROR.ERROR_SUCCESS && first == int.MaxValue)
        {
            error = overlapped is null
                ? Write(file, buffer + first, size - first, &second, null)
                : WriteRest(file, buffer + first, size - first, &second, Advanced(*overlapped, first));
        }

        if (error == WIN32_ERROR.ERROR_SUCCESS)
        {
            uint all = first + second;
            if (count is not null)
            {
                *count = all;
            }

            if (overlapped is not null)
            {
                overlapped->InternalHigh = all;
            }
        }

        return error;
    }

    private static WIN32_ERROR WriteRest(HANDLE file, byte* buffer, uint size, uint* count, OVERLAPPED rest) =>
        Write(file, buffer, size, count, &rest);

    /// <summary>The position so much further on; all ones stay the end of the file.</summary>
    internal static OVERLAPPED Advanced(OVERLAPPED overlapped, uint by)
    {
        ulong position = ((ulong)overlapped.OffsetHigh << 32) | overlapped.Offset;
        position = position == ulong.MaxValue ? position : position + by;
        (overlapped.Offset, overlapped.OffsetHigh) = ((uint)position, (uint)(position >> 32));
        return overlapped;
    }

    private static WIN32_ERROR FlushPipe(StreamObject stream, HandleEntry entry)
    {
        if (!stream.Transfers.Enter(entry, 0))
        {
            return WIN32_ERROR.ERROR_OPERATION_ABORTED;
        }

        try
        {
            int waiting = PipeState.Available(entry.FileDescriptor);

            // What nobody can read any more is gone, on Windows: there is nothing to wait for.
            return waiting < 0 ? WIN32_ERROR.ERROR_INVALID_HANDLE
                : waiting == 0 || (PipeState.Poll(entry.FileDescriptor, 0) & Sys.POLLERR) != 0 ? WIN32_ERROR.ERROR_SUCCESS
                : AwaitEmpty(stream.Transfers, entry);
        }
        finally
        {
            stream.Transfers.Exit();
        }
    }

    /// <summary>Nothing tells a writer that its pipe has become empty, so a flush looks, less and less often.</summary>
    private static WIN32_ERROR AwaitEmpty(TransferQueue queue, HandleEntry entry)
    {
        if (queue.BeginBlocking(entry, 0) is not { } call)
        {
            return WIN32_ERROR.ERROR_OPERATION_ABORTED;
        }

        try
        {
            int milliseconds = FirstFlushWaitMilliseconds;
            while (true)
            {
                short events = call.Wait(entry.FileDescriptor, 0, milliseconds);
                int waiting = PipeState.Available(entry.FileDescriptor);
                if (waiting <= 0)
                {
                    return waiting == 0 ? WIN32_ERROR.ERROR_SUCCESS : WIN32_ERROR.ERROR_INVALID_HANDLE;
                }

                if ((events & Sys.POLLERR) != 0)
                {
                    return WIN32_ERROR.ERROR_BROKEN_PIPE;
                }

                if (queue.IsCancelled(call))
                {
                    return WIN32_ERROR.ERROR_OPERATION_ABORTED;
                }

                milliseconds = Math.Min(milliseconds * 2, LastFlushWaitMilliseconds);
            }
        }
        finally
        {
            queue.EndBlocking(call);
        }
    }
}
