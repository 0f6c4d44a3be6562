using System.Numerics;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>CreatePipe, looking into pipes, and their state.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class PipeFunctions
{
    private const int PageSize = 4096;
    private const int LargestPipe = 1 << 30;
    private const int LargestCopy = 0x7FFFF000;

    /// <inheritdoc cref="Kernel32.CreatePipe(HANDLE*, HANDLE*, SECURITY_ATTRIBUTES*, uint)"/>
    internal static WIN32_ERROR Create(HANDLE* readHandle, HANDLE* writeHandle, SECURITY_ATTRIBUTES* attributes, uint size)
    {
        if (readHandle is null || writeHandle is null)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        int error = PosixPipe<RealPosix>.Create(out int readEnd, out int writeEnd);
        if (error != 0)
        {
            return ErrorTable.FromErrno(error);
        }

        if (size != 0)
        {
            SetCapacity(writeEnd, size);
        }

        uint flags = attributes is not null && attributes->bInheritHandle ? HANDLE_FLAG_INHERIT : 0;
        _ = FileIdentity.TryGet(readEnd, out FileIdentity identity, out _);
        WIN32_ERROR added = HandleTable.Add(readEnd, AccessRights.ReadEnd, flags, new StreamObject(StreamKind.Pipe) { Identity = identity }, out HANDLE read);
        if (added != WIN32_ERROR.ERROR_SUCCESS)
        {
            _ = Libc.close(writeEnd);
            return added;
        }

        added = HandleTable.Add(writeEnd, AccessRights.WriteEnd, flags, new StreamObject(StreamKind.Pipe) { Identity = identity }, out HANDLE write);
        if (added != WIN32_ERROR.ERROR_SUCCESS)
        {
            _ = HandleFunctions.Close(read);
            return added;
        }

        *readHandle = read;
        *writeHandle = write;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.PeekNamedPipe(HANDLE, void*, uint, uint*, uint*, uint*)"/>
    internal static WIN32_ERROR Peek(HANDLE pipe, void* buffer, uint size, uint* read, uint* available, uint* left)
    {
        using HandleUser user = new(pipe);
        WIN32_ERROR error = Find(user, FILE_READ_DATA, out HandleEntry? entry, out _);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        int fd = entry!.FileDescriptor;
        int waiting = PipeState.Available(fd);
        if (waiting < 0)
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if (waiting == 0 && (PipeState.Poll(fd, Sys.POLLIN) & (Sys.POLLHUP | Sys.POLLIN)) == Sys.POLLHUP)
        {
            return WIN32_ERROR.ERROR_BROKEN_PIPE;
        }

        // Without a buffer Windows tells what it would have copied.
        int copied = buffer is null ? (int)Math.Min(size, (uint)waiting) : 0;
        if (buffer is not null && size > 0 && waiting > 0)
        {
            error = PipePeek.Copy(fd, (byte*)buffer, (int)Math.Min(size, LargestCopy), out copied);
            if (error != WIN32_ERROR.ERROR_SUCCESS)
            {
                return error;
            }
        }

        if (read is not null)
        {
            *read = (uint)copied;
        }

        if (available is not null)
        {
            *available = (uint)Math.Max(waiting, copied);
        }

        if (left is not null)
        {
            // What Windows tells of a pipe without messages: nothing, less what was copied.
            *left = (uint)-copied;
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.GetNamedPipeInfo(HANDLE, uint*, uint*, uint*, uint*)"/>
    internal static WIN32_ERROR GetInfo(HANDLE pipe, uint* flags, uint* outputSize, uint* inputSize, uint* maxInstances)
    {
        using HandleUser user = new(pipe);
        WIN32_ERROR error = Find(user, FILE_READ_ATTRIBUTES, out HandleEntry? entry, out _);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        uint size = (uint)PipeState.Capacity(entry!.FileDescriptor);
        Tell(flags, IsReadEnd(entry) ? PIPE_SERVER_END : PIPE_CLIENT_END);
        Tell(outputSize, size);
        Tell(inputSize, size);
        Tell(maxInstances, 1);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.GetNamedPipeHandleStateW(HANDLE, uint*, uint*, uint*, uint*, char*, uint)"/>
    internal static WIN32_ERROR GetState(
        HANDLE pipe, uint* state, uint* instances, uint* maxCollectionCount, uint* collectDataTimeout, char* userName)
    {
        using HandleUser user = new(pipe);
        WIN32_ERROR error = Find(user, FILE_READ_ATTRIBUTES, out _, out StreamObject? stream);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        Tell(state, stream!.NoWait ? PIPE_NOWAIT : PIPE_WAIT);
        Tell(instances, 1);
        Tell(maxCollectionCount, 0);
        Tell(collectDataTimeout, 0);
        if (userName is not null)
        {
            *userName = '\0';
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.SetNamedPipeHandleState(HANDLE, uint*, uint*, uint*)"/>
    internal static WIN32_ERROR SetState(HANDLE pipe, uint* mode, uint* maxCollectionCount, uint* collectDataTimeout)
    {
        // The last two are for remote pipes: a local one has nothing to collect, so they change nothing.
        _ = maxCollectionCount;
        _ = collectDataTimeout;
        using HandleUser user = new(pipe);
        WIN32_ERROR error = Find(user, FILE_WRITE_ATTRIBUTES, out _, out StreamObject? stream);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if (mode is null)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        if ((*mode & ~PIPE_NOWAIT) != 0)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        stream!.NoWait = (*mode & PIPE_NOWAIT) != 0;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>Gives a new pipe the size that was asked for, rounded up, or the most that can be had.</summary>
    private static void SetCapacity(int fileDescriptor, uint size)
    {
        int wanted = (int)BitOperations.RoundUpToPowerOf2(Math.Clamp(size, PageSize, LargestPipe));
        while (Libc.fcntl(fileDescriptor, Sys.F_SETPIPE_SZ, wanted) < 0 && wanted > PipeState.Capacity(fileDescriptor))
        {
            wanted /= 2;
        }
    }

    private static bool IsReadEnd(HandleEntry entry) =>
        (Libc.fcntl(entry.FileDescriptor, Sys.F_GETFL, 0) & Sys.O_ACCMODE) != Sys.O_WRONLY;

    private static WIN32_ERROR Find(in HandleUser user, uint access, out HandleEntry? entry, out StreamObject? stream) =>
        !user.Is(out entry, out stream) ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : stream.Kind != StreamKind.Pipe ? WIN32_ERROR.ERROR_INVALID_FUNCTION
            : (entry.Access & access) == 0 ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : WIN32_ERROR.ERROR_SUCCESS;

    private static void Tell(uint* place, uint value)
    {
        if (place is not null)
        {
            *place = value;
        }
    }
}
