using Standpipe.Platform;

namespace Standpipe;

/// <summary>Whose turn it is among the asynchronous operations of one end: they run one at a time, in the order in which they were begun.</summary>
internal sealed class PipeTurn
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int Queued = 2;

    private readonly SteadyLock _lock = new();

    // Free and Taken change by compare-and-swap, without the lock; to Queued and from it only under the lock, and it is
    // Queued exactly if the list is not empty.
    private int _state;
    private PipeOperation? _first;
    private PipeOperation? _last;
    private PipeOperation? _holder;

    /// <summary>Names the operation that waits and has the turn, for whoever disposes of the end.</summary>
    /// <remarks>Set before the operation looks whether the end is disposed of, and read after that is set: one of the two sees the other.</remarks>
    internal PipeOperation? Holder
    {
        set => Interlocked.Exchange(ref _holder, value);
    }

    /// <summary>The end is disposed of: whoever has the turn looks again, and so does everybody in line, where whoever has it may be long.</summary>
    internal void EndDisposed()
    {
        Interlocked.CompareExchange(ref _holder, null, null)?.OnDisposed();
        List<PipeOperation> inLine = [];
        using (_lock.Enter())
        {
            // Who gets in line after this looks after this, and sees that the end is closed.
            for (PipeOperation? operation = _first; operation is not null; operation = operation.Next)
            {
                inLine.Add(operation);
            }
        }

        inLine.ForEach(static operation => operation.OnDisposed());
    }

    /// <summary>Takes the turn if it is free.</summary>
    internal bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    /// <summary>Takes the turn, or gets in line: then <see cref="PipeOperation.OnTurn"/> will be called.</summary>
    /// <returns>Whether it has the turn.</returns>
    internal bool TakeOrQueue(PipeOperation operation)
    {
        using (_lock.Enter())
        {
            while (true)
            {
                if (TryTake())
                {
                    return true;
                }

                if (_state == Queued || Interlocked.CompareExchange(ref _state, Queued, Taken) == Taken)
                {
                    break;
                }
            }

            if (_last is null)
            {
                _first = operation;
            }
            else
            {
                _last.Next = operation;
            }

            _last = operation;
            return false;
        }
    }

    /// <summary>Gets out of line.</summary>
    /// <returns>False if it has been given the turn meanwhile.</returns>
    internal bool Leave(PipeOperation operation)
    {
        using (_lock.Enter())
        {
            if (operation.HasTurn)
            {
                return false;
            }

            PipeOperation? before = null;
            for (PipeOperation? other = _first; other != operation; other = other!.Next)
            {
                before = other;
            }

            Unlink(operation, before);
            return true;
        }
    }

    /// <summary>Gives the turn to the next in line.</summary>
    internal void Pass()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Taken)
        {
            return;
        }

        PipeOperation? next;
        using (_lock.Enter())
        {
            // The line may be empty again by now.
            next = _first;
            if (next is null)
            {
                Volatile.Write(ref _state, Free);
                return;
            }

            Unlink(next, before: null);
            next.HasTurn = true;
        }

        next.OnTurn();
    }

    private void Unlink(PipeOperation operation, PipeOperation? before)
    {
        if (before is null)
        {
            _first = operation.Next;
        }
        else
        {
            before.Next = operation.Next;
        }

        _last = _last == operation ? before : _last;
        operation.Next = null;
        if (_first is null)
        {
            Volatile.Write(ref _state, Taken);
        }
    }
}
