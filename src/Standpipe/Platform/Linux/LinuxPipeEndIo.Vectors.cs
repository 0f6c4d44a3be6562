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
        ListSegments segments = new(buffers);
        Span<iovec> room = stackalloc iovec[PinnedVectors.Room(buffers.Count)];
        return Outcome("read", PinnedVectors.Run(ref segments, room, new BlockingRead(reference.FileDescriptor, _blocked)));
    }

    [SkipLocalsInit]
    internal override Transfer TryRead(IReadOnlyList<Memory<byte>> buffers)
    {
        using HandleReference reference = new(Handle);
        ListSegments segments = new(buffers);
        Span<iovec> room = stackalloc iovec[PinnedVectors.Room(buffers.Count)];
        return Outcome("read", PinnedVectors.Run(ref segments, room, new ReadOfWhatIsThere(reference.FileDescriptor, _blocked)));
    }

    [SkipLocalsInit]
    internal override Transfer Write(in ReadOnlySequence<byte> bytes)
    {
        using HandleReference reference = new(Handle);
        SequenceSegments segments = new(bytes);
        Span<iovec> room = stackalloc iovec[PinnedVectors.Room(SequenceSegments.Count(bytes))];
        nint written = 0;
        IoResult result;
        do
        {
            result = PinnedVectors.Run(ref segments, room, new BlockingWrite(reference.FileDescriptor, _blocked));
            written += result.Count;
        }
        while (result.Error == 0 && written < bytes.Length);

        return Outcome("write", new IoResult(written, result.Error));
    }

    [SkipLocalsInit]
    internal override Transfer TryWrite(in ReadOnlySequence<byte> bytes)
    {
        using HandleReference reference = new(Handle);
        SequenceSegments segments = new(bytes);
        Span<iovec> room = stackalloc iovec[PinnedVectors.Room(SequenceSegments.Count(bytes))];
        return Outcome("write", PinnedVectors.Run(ref segments, room, new WriteOfWhatFits(reference.FileDescriptor, _blocked)));
    }

    private readonly struct BlockingRead(int fd, BlockedThreads blocked) : IVectorTransfer
    {
        public IoResult Run(Span<iovec> vectors) => PosixIo<RealPosix>.ReadVectors(fd, vectors, blocked);
    }

    private readonly struct ReadOfWhatIsThere(int fd, BlockedThreads end) : IVectorTransfer
    {
        public IoResult Run(Span<iovec> vectors) => PosixIo<RealPosix>.TryReadVectors(fd, vectors, end);
    }

    private readonly struct BlockingWrite(int fd, BlockedThreads blocked) : IVectorTransfer
    {
        public IoResult Run(Span<iovec> vectors) => PosixIo<RealPosix>.WriteVectors(fd, vectors, blocked);
    }

    private readonly struct WriteOfWhatFits(int fd, BlockedThreads end) : IVectorTransfer
    {
        public IoResult Run(Span<iovec> vectors) => PosixIo<RealPosix>.TryWriteVectors(fd, vectors, end);
    }
}
