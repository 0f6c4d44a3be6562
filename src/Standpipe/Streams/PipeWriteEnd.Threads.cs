using Standpipe.Platform;

namespace Standpipe;

/// <content>Asynchronous writes where nothing tells when there is room: on a thread each, not one of the pool.</content>
public sealed partial class PipeWriteEnd
{
    private async Task WriteOnAThreadAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            int written = 0;
            Transfer last = Io.TryWrite(buffer.Span);
            while (last.Status == TransferStatus.WouldBlock || written < buffer.Length)
            {
                last = last.Status == TransferStatus.Broken
                    ? throw PipeBrokenException.AfterWriting(written, buffer.Length)
                    : await WriteSomeAsync(buffer, written, cancellationToken).ConfigureAwait(false);
                written += last.Count;
            }

            if (last.Status == TransferStatus.Broken)
            {
                throw PipeBrokenException.AfterWriting(written, buffer.Length);
            }
        }
        finally
        {
            PassTurn();
        }
    }

    private async Task<Transfer> WriteSomeAsync(ReadOnlyMemory<byte> buffer, int written, CancellationToken cancellationToken)
    {
        try
        {
            return IsOpen
                ? await Io.WriteSomeAsync(buffer[written..], cancellationToken).ConfigureAwait(false)
                : throw DisposedMeanwhile();
        }
        catch (OperationCanceledException) when (IsOpen)
        {
            throw PipeWriteCanceledException.AfterWriting(written, buffer.Length, cancellationToken);
        }
        catch (Exception exception) when (!IsOpen && exception is OperationCanceledException or ObjectDisposedException)
        {
            throw DisposedMeanwhile();
        }
    }
}
