using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The threads that wait on one pipe end at this moment, so that whoever closes it can send them home.</summary>
/// <remarks>Touched only by calls that are about to block: the call that does not block never comes here.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class BlockedThreads
{
    private readonly SteadyLock _lock = new();

    // Invariant (under _lock): holds exactly the wakers of threads between TryEnter and Exit.
    private readonly List<ThreadWaker> _wakers = [];
    private bool _closed;

    /// <summary>Whether the end's next read is likely to wait.</summary>
    internal WaitForecast Forecast;

    /// <summary>Whether the kernel takes no RWF_NOWAIT for the end: splice(2) has touched its open file description. Then it never does again.</summary>
    internal bool RefusesNoWait;

    /// <summary>Whether <see cref="Close"/> has been called.</summary>
    internal bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Puts a thread on the list.</summary>
    /// <returns><see langword="false"/> if the end is closed already: do not block.</returns>
    internal bool TryEnter(ThreadWaker waker)
    {
        using (_lock.Enter())
        {
            if (_closed)
            {
                return false;
            }

            _wakers.Add(waker);
            return true;
        }
    }

    /// <summary>Takes a thread off the list, and with it any wake-up that was meant for this wait.</summary>
    internal void Exit(ThreadWaker waker)
    {
        using (_lock.Enter())
        {
            _ = _wakers.Remove(waker);
            if (_closed)
            {
                waker.Reset();
            }
        }
    }

    /// <summary>Wakes every thread on the list and lets no other in.</summary>
    internal void Close()
    {
        using (_lock.Enter())
        {
            _closed = true;
            foreach (ThreadWaker waker in _wakers)
            {
                waker.Wake();
            }
        }
    }
}
