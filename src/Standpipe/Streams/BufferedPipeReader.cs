using System.Diagnostics.CodeAnalysis;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Reads from a pipe what is there, many small messages at once, and gives it out in small parts.</summary>
/// <remarks>
/// <para><b>Blocking</b>: a read returns what the buffer has, however little; only when it has nothing is the pipe read,
/// once, for as much as the buffer holds. A read of the buffer's size or more goes straight into the caller's memory.</para>
/// <para><b>Ownership</b>: what the buffer has is lost to whoever reads the end beside this reader or after it.</para>
/// <para><b>Threads</b>: not for use by several threads at once; a tied writer counts as a part of the reader.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "As StreamReader and PipeReader are called; the base says that it is a stream.")]
public sealed class BufferedPipeReader : BufferedPipeStream
{
    private readonly PipeReadEnd _end;
    private readonly byte[] _buffer;
    private readonly bool _leaveOpen;
    private bool _disposed;

    // What is buffered lies from _position to _length; nothing once disposed of, so that the hot paths need no other check.
    private int _position;
    private int _length;

    internal BufferedPipeReader(PipeReadEnd end, int bufferSize, bool leaveOpen)
    {
        _end = end;
        _leaveOpen = leaveOpen;
        _buffer = GC.AllocateUninitializedArray<byte>(bufferSize);
    }

    /// <inheritdoc/>
    public override int BytesBuffered => _length - _position;

    /// <inheritdoc/>
    public override bool CanRead => !_disposed && _end.CanRead;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Gets or sets the writer that is flushed before this reader waits for input that is not there.</summary>
    /// <value>
    /// Default <see langword="null"/>. Not owned: disposing of either leaves the other as it is. With the requests' writer
    /// tied to the replies' reader nobody waits for the reply to a request that is still in the buffer.
    /// </value>
    /// <remarks>
    /// <para><b>Blocking</b>: flushing waits for room as any write does. A peer that reads no request before its reply has
    /// been read must not be sent more than the pipe holds.</para>
    /// <para>What flushing throws, the read throws, having read nothing.</para>
    /// </remarks>
    public BufferedPipeWriter? TiedWriter { get; set; }

    /// <summary>Reads one byte, from the buffer if it has one, else blocking until the pipe has.</summary>
    /// <returns>The byte, or -1 at end of file.</returns>
    /// <exception cref="ObjectDisposedException">The reader, or its end, is or meanwhile was disposed of.</exception>
    /// <exception cref="IOException">The system reported an error, or the tied writer could not be flushed.</exception>
    public override int ReadByte()
    {
        int position = _position;
        if (position < _length)
        {
            _position = position + 1;
            return _buffer[position];
        }

        return Fill() == 0 ? -1 : _buffer[_position++];
    }

    /// <summary>Reads what the buffer has, or, if it has nothing, what the pipe has, blocking until that is at least a byte.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <returns>Bytes read; 0 at end of file, or for an empty buffer, once a byte is there.</returns>
    /// <exception cref="ObjectDisposedException">The reader, or its end, is or meanwhile was disposed of.</exception>
    /// <exception cref="IOException">The system reported an error, or the tied writer could not be flushed.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_position < _length)
        {
            return Take(buffer);
        }

        if (buffer.Length >= _buffer.Length)
        {
            return ReadEnd(buffer);
        }

        _ = Fill();
        return Take(buffer);
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="offset">Index of the first byte.</param>
    /// <param name="count">How many at most.</param>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <summary>Reads what the buffer has, or, if it has nothing, what the pipe has, waiting without a thread until that is at least a byte.</summary>
    /// <param name="buffer">Where the bytes go; not to be used until the operation completes.</param>
    /// <param name="cancellationToken">Ends the wait. No byte is lost.</param>
    /// <returns>Bytes read; 0 at end of file, or for an empty buffer, once a byte is there.</returns>
    /// <exception cref="ObjectDisposedException">The reader, or its end, is or meanwhile was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The wait, or that for flushing the tied writer, was cancelled.</exception>
    /// <exception cref="IOException">The system reported an error, or the tied writer could not be flushed.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken)
        : _position < _length ? ValueTask.FromResult(Take(buffer.Span))
        : ReadThroughAsync(buffer, cancellationToken);

    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)"/>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="offset">Index of the first byte.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    /// <summary>Does nothing: a reader has nothing to pass on.</summary>
    /// <exception cref="ObjectDisposedException">The reader is disposed of.</exception>
    public override void Flush() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>Not supported: this end only reads.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The read end of a pipe only reads.");

    /// <summary>Gives up what the buffer has, and disposes of the end, unless it is to stay open.</summary>
    /// <param name="disposing">Whether it is called by code, not by the finalizer.</param>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _position = 0;
            _length = 0;
            if (!_leaveOpen)
            {
                _end.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _length - _position);
        _buffer.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <summary>Reads into the buffer, which is empty.</summary>
    /// <returns>How much it has now: 0 at end of file.</returns>
    private int Fill()
    {
        int count = ReadEnd(_buffer);
        _position = 0;
        return _length = count;
    }

    private int ReadEnd(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (TiedWriter is { BytesBuffered: > 0 } writer)
        {
            Transfer transfer = _end.Io.TryRead(buffer);
            if (transfer.Status == TransferStatus.Done)
            {
                return transfer.Count;
            }

            writer.FlushBuffer();
        }

        return _end.Read(buffer);
    }

    private async ValueTask<int> ReadThroughAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        bool straight = buffer.Length >= _buffer.Length;
        int count = await ReadEndAsync(straight ? buffer : _buffer, cancellationToken).ConfigureAwait(false);
        if (straight)
        {
            return count;
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        _position = 0;
        _length = count;
        return Take(buffer.Span);
    }

    private ValueTask<int> ReadEndAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (TiedWriter is not { BytesBuffered: > 0 } writer)
        {
            return _end.ReadAsync(buffer, cancellationToken);
        }

        Transfer transfer = _end.Io.TryRead(buffer.Span);
        return transfer.Status == TransferStatus.Done
            ? ValueTask.FromResult(transfer.Count)
            : FlushAndReadAsync(writer, buffer, cancellationToken);
    }

    private async ValueTask<int> FlushAndReadAsync(BufferedPipeWriter writer, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await writer.FlushBufferAsync(cancellationToken).ConfigureAwait(false);
        return await _end.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }
}
