using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One end of a kernel pipe.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxPipeEndIo(SafeFileHandle handle) : PipeEndIo(handle)
{
    private readonly BlockedThreads _blocked = new();

    internal override Transfer Read(Span<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        return Outcome("read", PosixIo<RealPosix>.Read(reference.FileDescriptor, buffer, _blocked));
    }

    internal override Transfer Write(ReadOnlySpan<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        return Outcome("write", PosixIo<RealPosix>.Write(reference.FileDescriptor, buffer, _blocked));
    }

    internal override Transfer TryRead(Span<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        return Outcome("read", PosixIo<RealPosix>.TryRead(reference.FileDescriptor, buffer));
    }

    internal override Transfer TryWrite(ReadOnlySpan<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        return Outcome("write", PosixIo<RealPosix>.TryWrite(reference.FileDescriptor, buffer));
    }

    internal override async Task<Transfer> WriteSomeAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await Readiness.WaitAsync(Handle, ReadinessEvents.Writable, cancellationToken).ConfigureAwait(false);
        return TryWrite(buffer.Span);
    }

    internal override int GetBytesAvailable() => LinuxHandle.BytesAvailable(Handle);

    internal override unsafe bool IsOtherEndClosed()
    {
        using HandleReference reference = new(Handle);

        // A read end without writers polls POLLHUP, a write end without readers POLLERR; neither need be asked for.
        pollfd one = new() { fd = reference.FileDescriptor };
        return RealPosix.poll(&one, 1, 0) > 0 && (one.revents & (Sys.POLLHUP | Sys.POLLERR)) != 0;
    }

    internal override void Close()
    {
        _blocked.Close();
        Handle.Dispose();
    }

    private static Transfer Outcome(string operation, IoResult result)
    {
        TransferStatus status = result.Error switch
        {
            0 => TransferStatus.Done,
            IoResult.WouldBlock => TransferStatus.WouldBlock,
            IoResult.Closed => TransferStatus.Closed,
            Errno.EPIPE => TransferStatus.Broken,
            _ => throw Errno.Failure(operation, string.Empty, result.Error),
        };
        return new Transfer((int)result.Count, status);
    }
}
