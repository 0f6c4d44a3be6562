using System.Buffers;

namespace Standpipe;

// How bytes leave the buffer.
public sealed partial class BufferedPipeWriter
{
    /// <summary>Passes on what waits, if anything does.</summary>
    internal void FlushBuffer()
    {
        int length = _length;
        if (length > 0)
        {
            // Before the write: if that fails, nobody knows what of it could be written again.
            _length = 0;
            _end.Write(_buffer.AsSpan(0, length));
        }
    }

    /// <inheritdoc cref="FlushBuffer"/>
    internal async Task FlushBufferAsync(CancellationToken cancellationToken)
    {
        int length = _length;
        if (length == 0)
        {
            return;
        }

        int left = 0;
        try
        {
            await _end.WriteAsync(new ReadOnlySequence<byte>(_buffer, 0, length), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            int written = exception is PipeWriteCanceledException cancelled ? (int)cancelled.BytesWritten : 0;
            left = length - written;
            _buffer.AsSpan(written, left).CopyTo(_buffer);
            throw;
        }
        finally
        {
            _length = left;
        }
    }

    private void Release()
    {
        _length = 0;
        _buffer = [];
        if (!_leaveOpen)
        {
            _end.Dispose();
        }
    }

    /// <summary>Makes room, and then buffers the bytes or, if they are many, writes them.</summary>
    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int waiting = _length;
        int passed = 0;
        try
        {
            if (bytes.Length > _buffer.Length - _length)
            {
                FlushBuffer();
                passed = waiting;
            }

            if (bytes.Length >= _buffer.Length)
            {
                _end.Write(bytes);
                return;
            }
        }
        catch (PipeBrokenException exception)
        {
            throw PipeBrokenException.AfterWriting(passed + exception.BytesWritten, (long)waiting + bytes.Length);
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private async ValueTask WriteThroughAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        int waiting = _length;
        int passed = 0;
        bool flushing = bytes.Length > _buffer.Length - _length;
        try
        {
            if (flushing)
            {
                await FlushBufferAsync(cancellationToken).ConfigureAwait(false);
                flushing = false;
                passed = waiting;
            }

            if (bytes.Length >= _buffer.Length)
            {
                await _end.WriteAsync(new ReadOnlySequence<byte>(bytes), cancellationToken).ConfigureAwait(false);
                return;
            }
        }
        catch (PipeBrokenException exception)
        {
            throw PipeBrokenException.AfterWriting(passed + exception.BytesWritten, (long)waiting + bytes.Length);
        }
        catch (OperationCanceledException exception)
        {
            long taken = exception is PipeWriteCanceledException cancelled && !flushing ? cancelled.BytesWritten : 0;
            throw PipeWriteCanceledException.AfterWriting(taken, bytes.Length, cancellationToken);
        }

        bytes.Span.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }
}
