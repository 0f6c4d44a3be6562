using System.Diagnostics.CodeAnalysis;

namespace Standpipe;

/// <summary>Collects small writes to a pipe and passes them on together.</summary>
/// <remarks>
/// <para><b>Blocking</b>: bytes go into the pipe when the next write does not fit into the buffer, on
/// <see cref="Flush"/>, on disposing, and before a <see cref="BufferedPipeReader"/> that is tied to this writer waits.
/// A write of the buffer's size or more goes straight from the caller's memory.</para>
/// <para>A write is never divided between two buffers. So with a buffer of up to 4096 bytes every write of up to its
/// size goes in whole, and is never mixed with what other writers of the pipe write.</para>
/// <para><b>Errors</b>: when the pipe breaks, or the system reports an error, what waited in the buffer is given up, so
/// that disposing does not fail once more for the same bytes. <see cref="PipeBrokenException.BytesWritten"/> then counts
/// those that waited, followed by those of the failed call. Nothing is given up by cancelling.</para>
/// <para><b>Threads</b>: not for use by several threads at once.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "As StreamWriter and PipeWriter are called; the base says that it is a stream.")]
public sealed partial class BufferedPipeWriter : BufferedPipeStream
{
    private readonly PipeWriteEnd _end;
    private readonly bool _leaveOpen;
    private bool _disposed;

    // Empty once disposed of, so that the hot paths need no other check.
    private byte[] _buffer;
    private int _length;

    internal BufferedPipeWriter(PipeWriteEnd end, int bufferSize, bool leaveOpen)
    {
        _end = end;
        _leaveOpen = leaveOpen;
        _buffer = GC.AllocateUninitializedArray<byte>(bufferSize);
    }

    /// <inheritdoc/>
    public override int BytesBuffered => _length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_disposed && _end.CanWrite;

    /// <summary>Writes one byte, into the buffer if there is room.</summary>
    /// <param name="value">The byte.</param>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many of the bytes that waited went in.</exception>
    /// <exception cref="ObjectDisposedException">The writer, or its end, is disposed of.</exception>
    public override void WriteByte(byte value)
    {
        byte[] buffer = _buffer;
        int length = _length;
        if ((uint)length < (uint)buffer.Length)
        {
            buffer[length] = value;
            _length = length + 1;
        }
        else
        {
            WriteThrough(new ReadOnlySpan<byte>(in value));
        }
    }

    /// <summary>Writes bytes, into the buffer if there is room.</summary>
    /// <param name="buffer">The bytes.</param>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many of the bytes that waited, and of these, went in.</exception>
    /// <exception cref="ObjectDisposedException">The writer, or its end, is disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length < _buffer.Length - _length)
        {
            buffer.CopyTo(_buffer.AsSpan(_length));
            _length += buffer.Length;
        }
        else
        {
            WriteThrough(buffer);
        }
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    /// <param name="buffer">The bytes.</param>
    /// <param name="offset">Index of the first.</param>
    /// <param name="count">How many.</param>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <summary>Writes bytes, into the buffer if there is room, else waiting without a thread.</summary>
    /// <param name="buffer">The bytes; not to be changed until the operation completes.</param>
    /// <param name="cancellationToken">Ends the wait for room. What waited in the buffer and is not in the pipe stays in the buffer.</param>
    /// <returns>Completes when the bytes are in the buffer, or in the pipe.</returns>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many of the bytes that waited, and of these, went in.</exception>
    /// <exception cref="PipeWriteCanceledException">The wait was cancelled; it tells how many of these bytes were taken, to go on with the rest.</exception>
    /// <exception cref="ObjectDisposedException">The writer, or its end, is disposed of.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before it began.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (buffer.Length < _buffer.Length - _length)
        {
            buffer.Span.CopyTo(_buffer.AsSpan(_length));
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        return WriteThroughAsync(buffer, cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="buffer">The bytes.</param>
    /// <param name="offset">Index of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(WriteAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override void EndWrite(IAsyncResult asyncResult) => TaskToAsyncResult.End(asyncResult);

    /// <summary>Passes what waits in the buffer on, blocking until it is in the pipe.</summary>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many of the bytes went in. The rest is given up.</exception>
    /// <exception cref="ObjectDisposedException">The writer, or its end, is disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override void Flush()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        FlushBuffer();
    }

    /// <summary>Passes what waits in the buffer on, waiting for room without a thread.</summary>
    /// <param name="cancellationToken">Ends the wait. What is not in the pipe stays in the buffer, for the next time.</param>
    /// <returns>Completes when the last byte is in the pipe.</returns>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many of the bytes went in. The rest is given up.</exception>
    /// <exception cref="PipeWriteCanceledException">The wait was cancelled; it tells how many of the bytes that waited went in.</exception>
    /// <exception cref="ObjectDisposedException">The writer, or its end, is disposed of.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before it began.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken)
            : _length == 0 ? Task.CompletedTask
            : FlushBufferAsync(cancellationToken);
    }

    /// <summary>Passes what waits on, and disposes of the end, unless it is to stay open.</summary>
    /// <returns>Completes when that is done. Failed if what waited could not be passed on; the end is disposed of all the same.</returns>
    /// <exception cref="PipeBrokenException">Bytes waited, and no reader is left; it tells how many went in.</exception>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (!_disposed)
            {
                _disposed = true;
                await FlushBufferAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            Release();
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Not supported: this end only writes.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The write end of a pipe only writes.");

    /// <summary>Passes what waits on, blocking, and disposes of the end, unless it is to stay open.</summary>
    /// <param name="disposing">Whether it is called by code, not by the finalizer.</param>
    /// <exception cref="PipeBrokenException">Bytes waited, and no reader is left; it tells how many went in. The end is disposed of all the same.</exception>
    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing && !_disposed)
            {
                _disposed = true;
                FlushBuffer();
            }
        }
        finally
        {
            Release();
            base.Dispose(disposing);
        }
    }
}
