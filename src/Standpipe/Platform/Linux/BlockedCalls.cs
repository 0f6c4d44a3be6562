using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The threads that are in read(2) or write(2) with one end at this moment, so that whoever closes it can call them back.</summary>
/// <remarks>
/// Every such call comes by here, so that for the only thread it is two exchanges and no lock. Whoever closes holds
/// the lock while it signals; a thread leaves only by the same lock then, and so no signal can meet it anywhere else.
/// <see cref="Thread.Interrupt"/> keeps nobody from leaving.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class BlockedCalls
{
    // The signal may come before the thread is in the kernel, and then wakes nobody: so again, after so long, so many times.
    private const int RepeatMilliseconds = 1;
    private const int MostRepeats = 2_000;

    // What lies in _only when the lock decides.
    private static readonly object s_closed = new();

    private readonly SteadyLock _lock = new();

    // A thread puts itself here, and takes itself out, by compare-and-swap.
    private object? _only;

    // Under _lock: those that found another there, and the one that was there at the close.
    private readonly List<BlockableThread> _others = [];
    private volatile bool _isClosed;

    /// <summary>Whether <see cref="Close"/> has been called.</summary>
    internal bool IsClosed => _isClosed;

    /// <summary>The thread is about to block.</summary>
    /// <returns><see langword="false"/> if the end is closed already: do not block. Else <see cref="Exit"/> must follow.</returns>
    internal bool TryEnter(BlockableThread thread)
    {
        if (Interlocked.CompareExchange(ref _only, thread, null) is null)
        {
            return true;
        }

        using (_lock.Enter())
        {
            if (_isClosed)
            {
                return false;
            }

            _others.Add(thread);
            return true;
        }
    }

    /// <summary>The thread is back.</summary>
    internal void Exit(BlockableThread thread)
    {
        if (Interlocked.CompareExchange(ref _only, null, thread) == thread)
        {
            return;
        }

        using (SteadyLock.Scope scope = _lock.Enter())
        {
            _ = _others.Remove(thread);
            scope.WakeAll();
        }

        if (_isClosed)
        {
            // A signal that was sent is taken now at the latest, on the way back from this, and not by a system call of the caller's.
            _ = Libc.getppid();
        }
    }

    /// <summary>Calls everybody back and lets no other in. Returns when they have left.</summary>
    internal void Close()
    {
        // Not by `using`, which would let Wait change a copy only.
        SteadyLock.Scope scope = _lock.Enter();
        try
        {
            _isClosed = true;
            if (Interlocked.Exchange(ref _only, s_closed) is BlockableThread only)
            {
                _others.Add(only);
            }

            for (int i = 0; _others.Count > 0 && i < MostRepeats; i++)
            {
                foreach (BlockableThread thread in _others)
                {
                    WakeSignal.Send(thread.Id);
                }

                scope.Wait(RepeatMilliseconds);
            }
        }
        finally
        {
            scope.Dispose();
        }
    }
}
