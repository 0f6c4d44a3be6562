using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

/// <content>What is left where the kernel does not splice: reading and writing, still without blocking in the kernel.</content>
internal static unsafe partial class LinuxSplicing
{
    /// <inheritdoc cref="Splicing.Wait"/>
    internal static SpliceStatus Wait(SpliceSide source, SpliceSide destination, SpliceStatus reason)
    {
        using HandleReference from = new(source.Handle);
        using HandleReference to = new(destination.Handle);
        return Outcome("poll", PosixSplice<RealPosix>.Wait(Route(source, from, destination, to), reason)).Status;
    }

    /// <inheritdoc cref="Splicing.TryRead"/>
    internal static Transfer TryRead(SpliceSide source, Span<byte> buffer)
    {
        using HandleReference from = new(source.Handle);
        bool asksFirst = (TraitsOf(source, from) & AsksFirst) != 0;
        if (asksFirst && !IsReady(from.FileDescriptor, Sys.POLLIN))
        {
            return new Transfer(0, TransferStatus.WouldBlock);
        }

        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the kernel writes at most its length.
            while (true)
            {
                nint result = RealPosix.read(from.FileDescriptor, pointer, (nuint)buffer.Length);
                if (result != -Errno.EINTR)
                {
                    return Copied("read", result);
                }
            }
        }
    }

    /// <inheritdoc cref="Splicing.TryWrite"/>
    internal static Transfer TryWrite(SpliceSide destination, ReadOnlySpan<byte> buffer)
    {
        using HandleReference to = new(destination.Handle);
        int traits = TraitsOf(destination, to);
        bool isSocket = (traits & IsSocket) != 0;
        bool asksFirst = !isSocket && (traits & AsksFirst) != 0;
        if (asksFirst && !IsReady(to.FileDescriptor, Sys.POLLOUT))
        {
            return new Transfer(0, TransferStatus.WouldBlock);
        }

        // A terminal that has room has room for a line, not for any amount.
        nuint count = (nuint)(asksFirst ? Math.Min(buffer.Length, Sys.PIPE_BUF) : buffer.Length);
        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the kernel reads at most its length.
            while (true)
            {
                nint result = isSocket
                    ? Send(to.FileDescriptor, pointer, count)
                    : RealPosix.write(to.FileDescriptor, pointer, count);
                if (result != -Errno.EINTR)
                {
                    return Copied(isSocket ? "send" : "write", result);
                }
            }
        }
    }

    /// <inheritdoc cref="Splicing.GiveBack"/>
    internal static void GiveBack(SpliceSide source, int count)
    {
        // What has no position cannot take anything back: lseek fails, and nothing can be done about it.
        using HandleReference from = new(source.Handle);
        _ = Libc.lseek(from.FileDescriptor, -count, Sys.SEEK_CUR);
    }

    private static nint Send(int socket, byte* pointer, nuint count)
    {
        nint result = Libc.send(socket, pointer, count, Sys.MSG_DONTWAIT | Sys.MSG_NOSIGNAL);
        return result >= 0 ? result : -Marshal.GetLastPInvokeError();
    }

    private static bool IsReady(int fileDescriptor, short events)
    {
        pollfd one = new() { fd = fileDescriptor, events = events };
        return RealPosix.poll(&one, 1, 0) != 0;
    }

    private static Transfer Copied(string operation, nint result) => (int)-result switch
    {
        <= 0 => new Transfer((int)result, TransferStatus.Done),
        Errno.EAGAIN => new Transfer(0, TransferStatus.WouldBlock),
        Errno.EPIPE or Errno.ECONNRESET when operation != "read" => new Transfer(0, TransferStatus.Broken),
        int error => throw Errno.Failure(operation, string.Empty, error),
    };
}
