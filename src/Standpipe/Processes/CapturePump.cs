using Standpipe.Platform;

namespace Standpipe;

/// <summary>Captures a child's output into memory, on the thread of the notices.</summary>
internal sealed class CapturePump : ReadinessHandler, IDisposable
{
    private const int FirstSize = 4096;
    private const int DiscardSize = 64 * 1024;

    // How much one pump takes before the others get their turn.
    private const int MaxBytesPerTurn = 1 << 20;

    private readonly PipeReadEnd _end;
    private readonly int _limit;
    private readonly PumpRegistration _registration = new();
    private readonly TaskCompletionSource<CapturedOutput> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Touched under _lock: by the thread of the notices, and by whoever starts a child that is gone before it can be watched.
    private readonly SteadyLock _lock = new();
    private byte[] _buffer = [];
    private int _length;
    private byte[]? _discard;
    private long _discarded;

    // Written under _lock, read without.
    private long _taken;

    // The pipe's name, once the pump has closed its end while others hold the pipe; 0 before, and where pipes have no names.
    private ulong _leftPipe;

    internal CapturePump(PipeReadEnd end, int limit)
    {
        _end = end;
        _limit = limit;
    }

    /// <summary>Gets the task of what was captured.</summary>
    internal Task<CapturedOutput> Completion => _completion.Task;

    /// <summary>Gets how many bytes it has taken so far.</summary>
    internal long BytesTaken => Volatile.Read(ref _taken);

    /// <summary>The name of the pipe for which others may still hold a write end.</summary>
    /// <returns>0 if nobody does.</returns>
    internal ulong FindPipe()
    {
        using (_lock.Enter())
        {
            return _end.SafeFileHandle.IsClosed ? _leftPipe : MachineScan.Inode(_end.SafeFileHandle);
        }
    }

    /// <summary>Begins, once the child has started.</summary>
    internal void Start() => _registration.Begin(_end.SafeFileHandle, ReadinessEvents.Readable, this);

    /// <summary>The child is gone: takes what it left, and ends.</summary>
    internal void FinishAfterExit()
    {
        using (_lock.Enter())
        {
            if (_completion.Task.IsCompleted)
            {
                return;
            }

            // No more than is there now: another holder of the pipe may write for ever.
            int left = _end.BytesAvailable;
            bool ended = false;
            while (left > 0 && !ended)
            {
                // On Windows bytes that a writer only offered go with it.
                int taken = Take(left, out ended);
                left = taken == 0 ? 0 : left - taken;
            }

            bool isOver = ended || (_end.IsOtherEndClosed && _end.BytesAvailable == 0);
            _leftPipe = isOver || !MachineScan.IsSupported ? 0 : MachineScan.Inode(_end.SafeFileHandle);
            Complete(isOver ? CaptureEnd.EndOfFile : CaptureEnd.ProcessExited);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.End();
        if (_completion.TrySetException(new ObjectDisposedException(nameof(ChildProcess))))
        {
            // Seen here: nobody may be waiting.
            _ = _completion.Task.Exception;
        }

        _end.Dispose();
    }

    internal override void OnReady()
    {
        using (_lock.Enter())
        {
            int taken = 0;
            while (taken < MaxBytesPerTurn && !_completion.Task.IsCompleted)
            {
                int count = Take(MaxBytesPerTurn, out bool ended);
                if (ended)
                {
                    Complete(CaptureEnd.EndOfFile);
                }

                if (count == 0)
                {
                    return;
                }

                taken += count;
            }
        }
    }

    internal override void OnFailure(Exception exception)
    {
        _registration.End();
        if (_completion.TrySetException(exception))
        {
            _ = _completion.Task.Exception;
        }

        _end.Dispose();
    }

    /// <summary>Reads once, without waiting.</summary>
    /// <returns>Bytes taken, 0 if none were there.</returns>
    private int Take(int atMost, out bool ended)
    {
        Span<byte> room = Room(atMost, out bool discarding);
        Transfer transfer = _end.TryRead(room);
        ended = transfer is { Status: TransferStatus.Done, Count: 0 };
        Volatile.Write(ref _taken, _taken + transfer.Count);
        if (discarding)
        {
            _discarded += transfer.Count;
        }
        else
        {
            _length += transfer.Count;
        }

        return transfer.Count;
    }

    private Span<byte> Room(int atMost, out bool discarding)
    {
        discarding = _length == _limit;
        if (discarding)
        {
            // The child must not block on a reader that has had enough: read on, and count.
            _discard ??= new byte[DiscardSize];
            return _discard.AsSpan(0, Math.Min(atMost, _discard.Length));
        }

        if (_length == _buffer.Length)
        {
            long size = Math.Max(FirstSize, 2L * _buffer.Length);
            Array.Resize(ref _buffer, (int)Math.Min(size, _limit));
        }

        return _buffer.AsSpan(_length, Math.Min(atMost, _buffer.Length - _length));
    }

    private void Complete(CaptureEnd endedBy)
    {
        _registration.End();
        _ = _completion.TrySetResult(new CapturedOutput(_buffer.AsMemory(0, _length), _discarded, endedBy));
        _end.Dispose();
    }
}
