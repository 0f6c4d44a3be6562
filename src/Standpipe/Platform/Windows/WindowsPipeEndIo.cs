using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>One end of an anonymous pipe, which knows no overlapped I/O: a transfer has a thread until it is done.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class WindowsPipeEndIo(SafeFileHandle handle) : PipeEndIo(handle)
{
    // A cancelled write does not say how much of it was read meanwhile: so writes go in pieces, each known to be in or not.
    // The size of those that are never mixed with others, as on Linux.
    private const int PieceSize = 4096;

    private const string OnlyTheReadEndKnows = "On Windows only the read end of a pipe knows what waits in it.";

    private readonly GatedEnd _end = GatedEnd.Of(handle);

    // The wait for the read end, by the operation whose turn it is.
    private IDisposable? _armed;

    internal override Transfer Read(Span<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        KernelCall call = new(_end) { CanRestart = true };
        while (_end.Gate.TryEnter(call))
        {
            int error = ReadOnce(reference.Value, buffer, out int count);
            if (error == 0 && (count > 0 || buffer.IsEmpty))
            {
                return new Transfer(count, TransferStatus.Done);
            }

            if (error == WindowsError.ERROR_NO_DATA)
            {
                _end.Gate.Pause(call);
                continue;
            }

            // Else it was sent out, or some process wrote nothing, which is no end of file.
            if (error is not (0 or WindowsError.ERROR_OPERATION_ABORTED))
            {
                return EndOfFile(error);
            }
        }

        return new Transfer(0, TransferStatus.Closed);
    }

    internal override Transfer TryRead(Span<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        KernelCall call = new(_end) { CanRestart = true };
        while (_end.Gate.TryEnterFirst(call))
        {
            int error;
            int count = 0;
            try
            {
                error = Peek(reference.Value, out uint available);
                if (error == 0 && available == 0)
                {
                    return new Transfer(0, TransferStatus.WouldBlock);
                }

                if (error == 0)
                {
                    error = Transfer(reference.Value, buffer[..(int)Math.Min((uint)buffer.Length, available)], out count);
                }
            }
            finally
            {
                _end.Gate.Leave();
            }

            if (error != WindowsError.ERROR_OPERATION_ABORTED)
            {
                return error == 0 ? new Transfer(count, TransferStatus.Done) : EndOfFile(error);
            }
        }

        throw new ObjectDisposedException(nameof(SafeFileHandle));
    }

    internal override Transfer Write(ReadOnlySpan<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        return Write(reference.Value, buffer, new KernelCall(_end));
    }

    /// <summary>Tells only whether the pipe is broken: what fits is not to be learned.</summary>
    internal override Transfer TryWrite(ReadOnlySpan<byte> buffer) =>
        new(0, IsOtherEndClosed() ? TransferStatus.Broken : buffer.IsEmpty ? TransferStatus.Done : TransferStatus.WouldBlock);

    internal override Task<Transfer> WriteSomeAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        TaskCompletionSource<Transfer> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IoThread.Run(() =>
        {
            try
            {
                Transfer transfer = WriteUntilCancelled(buffer.Span, cancellationToken);
                _ = transfer.Count == 0 && transfer.Status == TransferStatus.Closed && cancellationToken.IsCancellationRequested
                    ? completion.TrySetCanceled(cancellationToken)
                    : completion.TrySetResult(transfer.Status == TransferStatus.Closed ? transfer with { Status = TransferStatus.Done } : transfer);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                _ = completion.TrySetException(exception);
            }
        });
        return completion.Task;
    }

    internal override bool Arm(ReadinessHandler handler, int reports)
    {
        Disarm();
        _armed = WindowsReadiness.Register(Handle, once: true, handler);
        return true;
    }

    internal override void Disarm()
    {
        _armed?.Dispose();
        _armed = null;
    }

    internal override bool IsReady() => IsOtherEndClosed() || GetBytesAvailable() > 0;

    internal override int GetBytesAvailable()
    {
        using HandleReference reference = new(Handle);
        KernelCall call = new(_end) { CanRestart = true };
        while (_end.Gate.TryEnterFirst(call))
        {
            int error;
            uint available;
            try
            {
                error = Peek(reference.Value, out available);
            }
            finally
            {
                _end.Gate.Leave();
            }

            if (error != WindowsError.ERROR_OPERATION_ABORTED)
            {
                return error switch
                {
                    0 or WindowsError.ERROR_BROKEN_PIPE => (int)available,
                    WindowsError.ERROR_ACCESS_DENIED => throw new PlatformNotSupportedException(OnlyTheReadEndKnows),
                    _ => throw WindowsError.Failure("PeekNamedPipe", string.Empty, error),
                };
            }
        }

        throw _end.IsClosed
            ? new ObjectDisposedException(nameof(SafeFileHandle))
            : new PlatformNotSupportedException(OnlyTheReadEndKnows);
    }

    internal override bool IsOtherEndClosed()
    {
        using HandleReference reference = new(Handle);
        if (!_end.Gate.TryEnterFirst(new KernelCall(_end) { CanRestart = true }))
        {
            // Somebody waits for room in the pipe; with its reader gone nobody would.
            return _end.IsClosed ? throw new ObjectDisposedException(nameof(SafeFileHandle)) : false;
        }

        try
        {
            return !WindowsHandle.IsConnected(reference.Value);
        }
        finally
        {
            _end.Gate.Leave();
        }
    }

    internal override void Close()
    {
        _end.Close();
        Handle.Dispose();
    }

    private Transfer WriteUntilCancelled(ReadOnlySpan<byte> buffer, CancellationToken cancellationToken)
    {
        using HandleReference reference = new(Handle);
        KernelCall call = new(_end);
        using CancellationTokenRegistration cancellation = cancellationToken.UnsafeRegister(
            _ =>
            {
                call.Cancel();
                _end.Gate.Interrupt(call);
            },
            null);
        return Write(reference.Value, buffer, call);
    }

    private Transfer Write(nint end, ReadOnlySpan<byte> buffer, KernelCall call)
    {
        if (buffer.IsEmpty)
        {
            // A write of nothing would reach the reader, who may take it for end of file.
            return TryWrite(buffer);
        }

        int done = 0;
        while (done < buffer.Length && _end.Gate.TryEnter(call))
        {
            int error;
            uint count;
            try
            {
                fixed (byte* pointer = buffer[done..])
                {
                    // SAFETY: the span is pinned for the whole block, and the system reads at most the piece.
                    error = Kernel32.WriteFile(end, pointer, (uint)Math.Min(PieceSize, buffer.Length - done), &count, null) != Winbase.FALSE
                        ? 0
                        : Marshal.GetLastPInvokeError();
                }
            }
            finally
            {
                _end.Gate.Leave();
            }

            if (error is WindowsError.ERROR_NO_DATA or WindowsError.ERROR_BROKEN_PIPE or WindowsError.ERROR_PIPE_NOT_CONNECTED)
            {
                return new Transfer(done, TransferStatus.Broken);
            }

            if (error is not (0 or WindowsError.ERROR_OPERATION_ABORTED))
            {
                throw WindowsError.Failure("WriteFile", string.Empty, error);
            }

            done += error == 0 ? (int)count : 0;
            if (error == 0 && count == 0)
            {
                _end.Gate.Pause(call);
            }
        }

        return new Transfer(done, done == buffer.Length ? TransferStatus.Done : TransferStatus.Closed);
    }

    private int ReadOnce(nint end, Span<byte> buffer, out int count)
    {
        try
        {
            return Transfer(end, buffer, out count);
        }
        finally
        {
            _end.Gate.Leave();
        }
    }

    private static int Transfer(nint end, Span<byte> buffer, out int count)
    {
        uint read;
        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the system writes at most its length. A read of nothing
            // waits as any other and takes nothing; it wants an address all the same.
            byte nothing;
            int error = Kernel32.ReadFile(end, pointer == null ? &nothing : pointer, (uint)buffer.Length, &read, null) != Winbase.FALSE
                ? 0
                : Marshal.GetLastPInvokeError();
            count = error == 0 ? (int)read : 0;
            return error;
        }
    }

    private static int Peek(nint end, out uint available)
    {
        uint total = 0;
        int error = Kernel32.PeekNamedPipe(end, null, 0, null, &total, null) != Winbase.FALSE ? 0 : Marshal.GetLastPInvokeError();
        available = total;
        return error;
    }

    private static Transfer EndOfFile(int error) =>
        error is WindowsError.ERROR_BROKEN_PIPE or WindowsError.ERROR_PIPE_NOT_CONNECTED
            ? new Transfer(0, TransferStatus.Done)
            : throw WindowsError.Failure("ReadFile", string.Empty, error);
}
