using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One end of a kernel pipe.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class LinuxPipeEndIo(SafeFileHandle handle, bool isReadEnd) : PipeEndIo(handle)
{
    private readonly BlockedThreads _blocked = new();
    private readonly BlockedCalls _calls = new();

    // Made by the first asynchronous wait; under _watchLock, with whether there may be one.
    private readonly SteadyLock _watchLock = new();
    private LinuxWatch? _watch;
    private bool _closed;

    private protected override bool CanSpin => true;

    internal override Transfer Read(Span<byte> buffer)
    {
        if (Spins && AdaptiveSpin.IsWorthwhile && !buffer.IsEmpty)
        {
            Transfer transfer = TryReadPatiently(buffer, maySkip: false);
            if (transfer.Status != TransferStatus.WouldBlock)
            {
                return transfer;
            }
        }

        using HandleReference reference = new(Handle);
        BlockableThread thread = BlockableThread.Current;
        if (thread.CanBeWoken && !buffer.IsEmpty)
        {
            IoResult result = PosixIo<RealPosix>.ReadBlocking(reference.FileDescriptor, buffer, _calls, thread);
            if (result.Error != IoResult.WouldBlock)
            {
                return Outcome("read", result);
            }
        }

        return Outcome("read", PosixIo<RealPosix>.Read(reference.FileDescriptor, buffer, _blocked));
    }

    internal override Transfer Write(ReadOnlySpan<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        BlockableThread thread = BlockableThread.Current;
        if (thread.CanBeWoken && buffer.Length is > 0 and <= Sys.PIPE_BUF)
        {
            IoResult result = PosixIo<RealPosix>.WriteWholeBlocking(reference.FileDescriptor, buffer, _calls, thread);
            if (result.Error != IoResult.WouldBlock)
            {
                return Outcome("write", result);
            }
        }

        return Outcome("write", PosixIo<RealPosix>.Write(reference.FileDescriptor, buffer, _blocked));
    }

    internal override Transfer TryRead(Span<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        return Outcome("read", PosixIo<RealPosix>.TryRead(reference.FileDescriptor, buffer, _blocked));
    }

    private protected override Transfer TryReadIfLikely(Span<byte> buffer)
    {
        if (_blocked.Forecast.IsWait())
        {
            return new Transfer(0, TransferStatus.WouldBlock);
        }

        Transfer transfer = TryRead(buffer);
        _blocked.Forecast.Tried(transfer.Status == TransferStatus.WouldBlock);
        return transfer;
    }

    internal override Transfer TryWrite(ReadOnlySpan<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        return Outcome("write", PosixIo<RealPosix>.TryWrite(reference.FileDescriptor, buffer, _blocked));
    }

    internal override int Reports => _watch?.Reports ?? Unknown;

    internal override bool Arm(ReadinessHandler handler, int reports) => (_watch ?? MakeWatch()).Arm(handler, reports);

    internal override void Disarm() => _watch?.Disarm();

    internal override bool IsReady() => Poll((short)(isReadEnd ? Sys.POLLIN : Sys.POLLOUT)) != 0;

    internal override Task<Transfer> WriteSomeAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Room is told of here: arm, then try.");

    internal override int GetBytesAvailable() => LinuxHandle.BytesAvailable(Handle);

    // A read end without writers polls POLLHUP, a write end without readers POLLERR; neither need be asked for.
    internal override bool IsOtherEndClosed() => (Poll(0) & (Sys.POLLHUP | Sys.POLLERR)) != 0;

    internal override void Close()
    {
        _blocked.Close();
        _calls.Close();
        using (_watchLock.Enter())
        {
            _closed = true;
            _watch?.Dispose();
        }

        Handle.Dispose();
    }

    private LinuxWatch MakeWatch()
    {
        using (_watchLock.Enter())
        {
            _watch ??= new LinuxWatch(LinuxEpoll.Transfers, Handle, isReadEnd ? ReadinessEvents.Readable : ReadinessEvents.Writable, once: true);
            if (_closed)
            {
                _watch.Dispose();
            }

            return _watch;
        }
    }

    private unsafe short Poll(short events)
    {
        using HandleReference reference = new(Handle);
        pollfd one = new() { fd = reference.FileDescriptor, events = events };
        return RealPosix.poll(&one, 1, 0) > 0 ? one.revents : (short)0;
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
