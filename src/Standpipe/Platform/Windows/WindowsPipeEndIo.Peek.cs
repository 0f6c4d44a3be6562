using System.Runtime.InteropServices;

namespace Standpipe.Platform.Windows;

/// <content>Looking at bytes without taking them.</content>
internal sealed unsafe partial class WindowsPipeEndIo
{
    internal override Transfer TryPeek(Span<byte> buffer)
    {
        using HandleReference reference = new(Handle);
        KernelCall call = new(_end) { CanRestart = true };
        while (_end.Gate.TryEnterFirst(call))
        {
            int error;
            uint copied;
            try
            {
                error = PeekInto(reference.Value, buffer, out copied);
            }
            finally
            {
                _end.Gate.Leave();
            }

            if (error != WindowsError.ERROR_OPERATION_ABORTED)
            {
                return error != 0 ? EndOfFile(error)
                    : new Transfer((int)copied, copied == 0 ? TransferStatus.WouldBlock : TransferStatus.Done);
            }
        }

        throw new ObjectDisposedException(GetType().FullName);
    }

    private static int PeekInto(nint end, Span<byte> buffer, out uint copied)
    {
        uint read = 0;
        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the system writes at most its length.
            int error = Kernel32.PeekNamedPipe(end, pointer, (uint)buffer.Length, &read, null, null) != Winbase.FALSE
                ? 0
                : Marshal.GetLastPInvokeError();
            copied = read;
            return error;
        }
    }
}
