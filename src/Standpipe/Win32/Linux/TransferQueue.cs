using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>The transfers through one end of a pipe: one at a time, in order of arrival, and each can be cancelled while it is blocked.</summary>
/// <remarks>
/// Windows serialises the calls on one file object; duplicates share it. So a large write of one thread stays whole, and of
/// two blocked readers the first to come is the first to be served. A call that finds nobody there takes its turn and
/// gives it back by one compare-and-swap each; the lock is for those that wait.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class TransferQueue
{
    private const int Free = 0;
    private const int Taken = 1;

    // Taken, and whoever gives it back must look at the lists.
    private const int Watched = 2;

    private readonly Lock _lock = new();

    // Under _lock: everybody who is blocked, the one whose turn it is among them; those who wait for a turn, in order; those
    // who wait until nobody is blocked.
    private readonly List<BlockedCall> _blocked = [];
    private readonly List<BlockedCall> _waiting = [];
    private readonly List<Platform.Linux.ThreadWaker> _idleWaiters = [];
    private int _state;
    private volatile bool _isBlocked;

    /// <summary>Whether nobody has the turn. Whoever asks after closing a handle misses no call of it that may yet block.</summary>
    internal bool IsFree => Volatile.Read(ref _state) == Free;

    /// <summary>Whether no call is blocked. As soon as it says otherwise there is one to cancel.</summary>
    internal bool IsIdle => !_isBlocked;

    /// <summary>Takes the turn if nobody has it.</summary>
    internal bool TryEnter() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    /// <summary>Takes the turn, blocking while others have it.</summary>
    /// <returns>False if the call was cancelled, or its handle closed, first.</returns>
    internal bool Enter(HandleEntry entry, nint overlapped)
    {
        if (TryEnter())
        {
            return true;
        }

        BlockedCall call = BlockedCall.Current;
        lock (_lock)
        {
            if (entry.IsClosed)
            {
                return false;
            }

            if (Interlocked.Exchange(ref _state, Watched) == Free)
            {
                return true;
            }

            Add(call, entry, overlapped);
            _waiting.Add(call);
        }

        return AwaitTurn(call);
    }

    /// <summary>Gives the turn to whoever came next.</summary>
    internal void Exit()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) != Taken)
        {
            lock (_lock)
            {
                // Who has waited for the turn counts as blocked until here, unless it went on to block for something else.
                if (BlockedCall.Known is { } call && call.Queue == this)
                {
                    Remove(call);
                }

                PassOn();
            }
        }
    }

    /// <summary>Says that the call whose turn it is will block from here on, so that it can be cancelled.</summary>
    /// <returns>The thread, or null if the handle is closed already.</returns>
    internal BlockedCall? BeginBlocking(HandleEntry entry, nint overlapped)
    {
        BlockedCall call = BlockedCall.Current;
        lock (_lock)
        {
            if (entry.IsClosed)
            {
                return null;
            }

            if (call.Queue != this)
            {
                Add(call, entry, overlapped);
            }

            return call;
        }
    }

    /// <summary>Ends what <see cref="BeginBlocking"/> began.</summary>
    internal void EndBlocking(BlockedCall call)
    {
        lock (_lock)
        {
            Remove(call);
        }
    }

    /// <summary>Whether a blocked call was cancelled, or its handle closed.</summary>
    internal bool IsCancelled(BlockedCall call)
    {
        lock (_lock)
        {
            return call.IsCancelled;
        }
    }

    /// <summary>Cancels blocked calls.</summary>
    /// <returns>How many.</returns>
    internal int Cancel(Predicate<BlockedCall> which)
    {
        lock (_lock)
        {
            int count = 0;
            foreach (BlockedCall call in _blocked)
            {
                if (which(call))
                {
                    call.Cancel();
                    count++;
                }
            }

            return count;
        }
    }

    /// <summary>Wakes a thread as soon as no call is blocked, at once if none is.</summary>
    internal void AddIdleWaiter(Platform.Linux.ThreadWaker waker)
    {
        lock (_lock)
        {
            if (_blocked.Count == 0)
            {
                waker.Wake();
            }
            else
            {
                _idleWaiters.Add(waker);
            }
        }
    }

    /// <summary>Takes back <see cref="AddIdleWaiter"/>.</summary>
    internal void RemoveIdleWaiter(Platform.Linux.ThreadWaker waker)
    {
        lock (_lock)
        {
            _ = _idleWaiters.Remove(waker);
        }
    }

    private bool AwaitTurn(BlockedCall call)
    {
        while (true)
        {
            _ = call.Wait(-1, 0, -1);
            lock (_lock)
            {
                if (!call.HasTurn && !call.IsCancelled)
                {
                    continue;
                }

                if (!call.IsCancelled)
                {
                    // It stays among the blocked: nobody shall find it idle before it has looked.
                    call.TakeTurn();
                    return true;
                }

                if (call.HasTurn)
                {
                    // Cancelled just after it was given the turn: the next one's, then.
                    PassOn();
                }

                _ = _waiting.Remove(call);
                Remove(call);
                return false;
            }
        }
    }

    /// <summary>Under the lock, by whoever has the turn.</summary>
    private void PassOn()
    {
        if (_waiting.Count > 0)
        {
            BlockedCall next = _waiting[0];
            _waiting.RemoveAt(0);
            next.HasTurn = true;
            next.Wake();
            return;
        }

        Volatile.Write(ref _state, Free);
    }

    /// <summary>Under the lock, by the thread that will be blocked.</summary>
    private void Add(BlockedCall call, HandleEntry entry, nint overlapped)
    {
        call.Begin(this, entry, overlapped);
        _blocked.Add(call);
        _isBlocked = true;
    }

    /// <summary>Under the lock, by the thread that was blocked.</summary>
    private void Remove(BlockedCall call)
    {
        _ = _blocked.Remove(call);
        call.End();
        if (_blocked.Count == 0)
        {
            _isBlocked = false;
            foreach (Platform.Linux.ThreadWaker waker in _idleWaiters)
            {
                waker.Wake();
            }

            _idleWaiters.Clear();
        }
    }
}
