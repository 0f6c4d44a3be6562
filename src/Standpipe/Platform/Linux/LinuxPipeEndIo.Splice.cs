using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <content>What transfers between two ends need of each.</content>
internal sealed partial class LinuxPipeEndIo
{
    /// <summary>The threads that wait on this end.</summary>
    internal BlockedThreads Blocked => _blocked;

    internal override Transfer TryPeek(Span<byte> buffer)
    {
        // tee(2) can only copy into another pipe; one of our own then gives the bytes away as often as they are asked for.
        LinuxPipe.Create(out SafeFileHandle reader, out SafeFileHandle writer);
        using SafeFileHandle readEnd = reader;
        using SafeFileHandle writeEnd = writer;
        using HandleReference from = new(Handle);
        using HandleReference to = new(writer);
        SpliceResult result = PosixSplice<RealPosix>.TryTee(
            new SpliceRoute { Source = from.FileDescriptor, Destination = to.FileDescriptor }, buffer.Length);
        if (result.Error != 0)
        {
            throw Errno.Failure("tee", string.Empty, result.Error);
        }

        if (result.Count == 0)
        {
            return new Transfer(0, result.Status == SpliceStatus.EndOfFile ? TransferStatus.Done : TransferStatus.WouldBlock);
        }

        using HandleReference own = new(reader);
        return Outcome("read", PosixIo<RealPosix>.TryRead(own.FileDescriptor, buffer[..(int)result.Count]));
    }
}
