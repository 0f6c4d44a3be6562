using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A write end as a <see cref="PipeWriter"/>.</summary>
/// <remarks>
/// Not the framework's (<see cref="PipeWriter.Create(Stream, StreamPipeWriterOptions?)"/>), which writes segment by segment and
/// begins anew with the one in which it was cancelled, so that what had gone in of that arrives twice.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer or linked tokens holds nothing.")]
internal sealed class PipeEndWriter(PipeWriteEnd end, int segmentSize, bool leaveOpen) : PipeWriter
{
    // Copying less costs less than the piece of its own.
    private const int LeastToBorrow = 4096;

    private readonly SteadyLock _lock = new();

    // What is not in the pipe: from _offset in the first to the end of the last. Both null: nothing.
    private WriterSegment? _first;
    private WriterSegment? _last;
    private int _offset;
    private WriterSegment? _spare;

    private bool _isCompleted;
    private bool _isReaderGone;

    // Under _lock: what CancelPendingFlush cancels, the flush that is pending or else the next.
    private CancellationTokenSource _cancellation = new();

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => Unflushed.Length;

    private ReadOnlySequence<byte> Unflushed => _first is null
        ? ReadOnlySequence<byte>.Empty
        : new ReadOnlySequence<byte>(_first, _offset, _last!, _last!.Memory.Length);

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ThrowIfCompleted();
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        if (_last is not { IsBorrowed: false } last || last.Room.Length < Math.Max(sizeHint, 1))
        {
            last = Append();
            last.Rent(Math.Max(sizeHint, segmentSize), _last);
            _last = last;
            _first ??= last;
        }

        return last.Room;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        ThrowIfCompleted();
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        int room = _last is { IsBorrowed: false } ? _last.Room.Length : 0;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, room);
        if (bytes > 0)
        {
            _last!.Fill(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfCompleted();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        }

        return FlushCoreAsync(cancellationToken);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        ThrowIfCompleted();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        }

        if (source.Length < LeastToBorrow)
        {
            this.Write(source.Span);
        }
        else
        {
            WriterSegment borrowed = Append();
            borrowed.Borrow(source, _last);
            _last = borrowed;
            _first ??= borrowed;
        }

        // Not by FlushAsync, which looks whether it is cancelled once more: what is only borrowed by then must be taken over first.
        return FlushCoreAsync(cancellationToken);
    }

    public override void CancelPendingFlush()
    {
        CancellationTokenSource cancellation;
        using (_lock.Enter())
        {
            cancellation = _cancellation;
        }

        cancellation.Cancel();
    }

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted)
        {
            return;
        }

        _isCompleted = true;
        try
        {
            if (exception is null && !_isReaderGone && !Unflushed.IsEmpty)
            {
                end.Write(Unflushed);
            }
        }
        finally
        {
            Close();
        }
    }

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        if (_isCompleted)
        {
            return;
        }

        _isCompleted = true;
        try
        {
            if (exception is null && !_isReaderGone && !Unflushed.IsEmpty)
            {
                await end.WriteAsync(Unflushed).ConfigureAwait(false);
            }
        }
        finally
        {
            Close();
        }
    }

    private ValueTask<FlushResult> FlushCoreAsync(CancellationToken cancellationToken)
    {
        if (_isReaderGone)
        {
            Discard();
            return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: true));
        }

        return FlushUnflushedAsync(cancellationToken);
    }

    private async ValueTask<FlushResult> FlushUnflushedAsync(CancellationToken cancellationToken)
    {
        CancellationToken own;
        using (_lock.Enter())
        {
            own = _cancellation.Token;
        }

        using CancellationTokenSource? both =
            cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(own, cancellationToken) : null;
        try
        {
            await end.WriteAsync(Unflushed, both?.Token ?? own).ConfigureAwait(false);
            Discard();
            return default;
        }
        catch (OperationCanceledException exception)
        {
            Skip(exception is PipeWriteCanceledException cancelled ? cancelled.BytesWritten : 0);
            cancellationToken.ThrowIfCancellationRequested();
            using (_lock.Enter())
            {
                _cancellation = new CancellationTokenSource();
            }

            return new FlushResult(isCanceled: true, isCompleted: false);
        }
        catch (PipeBrokenException)
        {
            _isReaderGone = true;
            Discard();
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
        catch
        {
            // How much of it is in the pipe, nobody knows.
            Discard();
            throw;
        }
    }

    /// <summary>A segment object that is not in use.</summary>
    private WriterSegment Append()
    {
        WriterSegment segment = _spare ?? new WriterSegment();
        _spare = null;
        return segment;
    }

    /// <summary>Forgets bytes that are in the pipe, and takes over what was only borrowed of the others.</summary>
    private void Skip(long count)
    {
        while (_first is { } first && count >= first.Memory.Length - _offset)
        {
            count -= first.Memory.Length - _offset;
            _offset = 0;
            _first = first.Following;
            _last = _first is null ? null : _last;
            first.Release();
            _spare = first;
        }

        if (_first is not null)
        {
            _offset += (int)count;
            if (_last!.IsBorrowed)
            {
                _last.Keep(_first == _last ? _offset : 0);
            }
        }
    }

    private void Discard()
    {
        while (_first is { } first)
        {
            _first = first.Following;
            first.Release();
            _spare = first;
        }

        _last = null;
        _offset = 0;
    }

    private void Close()
    {
        Discard();
        if (!leaveOpen)
        {
            end.Dispose();
        }
    }

    private void ThrowIfCompleted()
    {
        if (_isCompleted)
        {
            throw new InvalidOperationException("The writer was completed.");
        }
    }
}
