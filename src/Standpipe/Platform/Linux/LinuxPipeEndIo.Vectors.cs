using System.Buffers;
using System.Runtime.CompilerServices;

namespace Standpipe.Platform.Linux;

// One system call for up to IOV_MAX segments, straight between the pipe and the caller's memory.
internal sealed partial class LinuxPipeEndIo
{
    [SkipLocalsInit]
    internal override Transfer Read(IReadOnlyList<Memory<byte>> buffers)
    {
        using HandleReference reference = new(Handle);
        PinnedVectors pinned = new(stackalloc iovec[Math.Min(buffers.Count, Sys.IOV_MAX)]);
        try
        {
            Pin(buffers, ref pinned);
            return Outcome("read", PosixIo<RealPosix>.ReadVectors(reference.FileDescriptor, pinned.Vectors, _blocked));
        }
        finally
        {
            pinned.Unpin();
        }
    }

    [SkipLocalsInit]
    internal override Transfer TryRead(IReadOnlyList<Memory<byte>> buffers)
    {
        using HandleReference reference = new(Handle);
        PinnedVectors pinned = new(stackalloc iovec[Math.Min(buffers.Count, Sys.IOV_MAX)]);
        try
        {
            Pin(buffers, ref pinned);
            return Outcome("read", PosixIo<RealPosix>.TryReadVectors(reference.FileDescriptor, pinned.Vectors));
        }
        finally
        {
            pinned.Unpin();
        }
    }

    [SkipLocalsInit]
    internal override Transfer Write(in ReadOnlySequence<byte> bytes)
    {
        using HandleReference reference = new(Handle);
        Span<iovec> room = stackalloc iovec[CountSegments(bytes)];
        ReadOnlySequence<byte> rest = bytes;
        nint written = 0;
        IoResult result;
        do
        {
            PinnedVectors pinned = new(room);
            try
            {
                Pin(rest, ref pinned);
                result = PosixIo<RealPosix>.WriteVectors(reference.FileDescriptor, pinned.Vectors, _blocked);
            }
            finally
            {
                pinned.Unpin();
            }

            written += result.Count;
            rest = rest.Slice(result.Count);
        }
        while (result.Error == 0 && !rest.IsEmpty);

        return Outcome("write", new IoResult(written, result.Error));
    }

    [SkipLocalsInit]
    internal override Transfer TryWrite(in ReadOnlySequence<byte> bytes)
    {
        using HandleReference reference = new(Handle);
        PinnedVectors pinned = new(stackalloc iovec[CountSegments(bytes)]);
        try
        {
            Pin(bytes, ref pinned);
            return Outcome("write", PosixIo<RealPosix>.TryWriteVectors(reference.FileDescriptor, pinned.Vectors));
        }
        finally
        {
            pinned.Unpin();
        }
    }

    private static void Pin(IReadOnlyList<Memory<byte>> buffers, ref PinnedVectors pinned)
    {
        int count = buffers.Count;
        int index = 0;
        while (index < count && pinned.Add(buffers[index]))
        {
            index++;
        }
    }

    private static void Pin(in ReadOnlySequence<byte> bytes, ref PinnedVectors pinned)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            if (!pinned.Add(segment))
            {
                return;
            }
        }
    }

    /// <summary>How many segments one call takes of these.</summary>
    private static int CountSegments(in ReadOnlySequence<byte> bytes)
    {
        int count = 0;
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            count += segment.IsEmpty ? 0 : 1;
            if (count == Sys.IOV_MAX)
            {
                break;
            }
        }

        return count;
    }
}
