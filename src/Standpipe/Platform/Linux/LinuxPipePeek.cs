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
        return process.Error == 0 ? Read(process, fileDescriptor, pipe: null, count) : null;
    }

    /// <inheritdoc cref="PipePeek.ReadPipe"/>
    internal static byte[]? ReadPipe(int processId, ulong pipe, int descriptor, int count)
    {
        using ProcDirectory process = ProcDirectory.Open(processId);
        if (process.Error != 0)
        {
            return null;
        }

        byte[]? bytes = Read(process, descriptor, pipe, count);
        if (bytes is not null)
        {
            return bytes;
        }

        // A shell moves its ends elsewhere, and a stage with a copy has it under a number of its own.
        List<int> others = [];
        _ = process.List("fd\0"u8, others);
        foreach (int other in others)
        {
            if (Read(process, other, pipe, count) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Copies what is in a pipe that an open directory's process has.</summary>
    /// <param name="process">The process.</param>
    /// <param name="descriptor">Its descriptor.</param>
    /// <param name="pipe">The pipe's number; if the descriptor is another thing, that stays untouched. Null: any pipe.</param>
    /// <param name="count">How many bytes at most.</param>
    internal static byte[]? Read(in ProcDirectory process, int descriptor, ulong? pipe, int count)
    {
        // A name of the pipe that is no end of it: to see what it is before anything is opened that counts.
        int name = descriptor < 0 ? -1 : process.Open(ProcPath.Of("fd/"u8, descriptor, default, stackalloc byte[ProcPath.MostBytes]), PipeProbe.O_PATH);
        if (name < 0)
        {
            return null;
        }

        try
        {
            return PipeProbe.IsPipe(name, pipe) ? Copy(name, count) : null;
        }
        finally
        {
            _ = Libc.close(name);
        }
    }

    private static byte[]? Copy(int name, int count)
    {
        LinuxPipe.Create(out SafeFileHandle reader, out SafeFileHandle writer);
        using SafeFileHandle readEnd = reader;
        using SafeFileHandle writeEnd = writer;
        LinuxPipe.LimitCapacity(writeEnd, Math.Max(count, 1));
        using HandleReference to = new(writeEnd);
        int fd = PipeProbe.OpenEnd(name, Sys.O_RDONLY);
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
}
