using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>A watch's place in the table of places: who waits, what the kernel watches, and how.</summary>
/// <remarks>
/// Edge-triggered, the kernel tells of every arrival, whether anybody waits or not; a wait then needs no system call, if nothing was
/// told since the waiter's own look in vain (docs/decisions/0013). What is told to nobody wakes a thread for nothing: where
/// that happens more often than waits are saved, the place goes back to being armed for each wait.
/// </remarks>
/// <param name="epoll">Where it is watched.</param>
/// <param name="key">What the kernel reports; never given to another.</param>
/// <param name="once">Whether one call ends the wait.</param>
/// <param name="watchLock">The watch's lock.</param>
[SupportedOSPlatform("linux")]
internal sealed class ReadinessPlace(LinuxEpoll epoll, ulong key, bool once, SteadyLock watchLock)
{
    // A report that somebody waited for adds 1, one for nobody takes 2; below 0 it is not worth it.
    private const int FullScore = 8;
    private const int StrayCost = 2;

    // So many waits are armed before reports are tried again: twice as many each time.
    private const int FirstPause = 8;
    private const int LongestPause = 1024;

    private ReadinessHandler? _handler;
    private int _reports;

    // By whichever thread is told, a lost change being no harm; and by whoever begins to be told of everything, under the lock.
    private int _score;

    // Under the lock: armed waits until reports are tried again, and how many there will be the next time.
    private int _pause;
    private int _nextPause = FirstPause;
    private volatile bool _isToldAll;

    /// <summary>Where it is watched.</summary>
    internal LinuxEpoll Epoll => epoll;

    /// <summary>What the kernel reports.</summary>
    internal ulong Key => key;

    /// <summary>What the kernel watches, with a reference on it; null before the first wait and after the end. Under the lock.</summary>
    internal SafeFileHandle? Watched { get; set; }

    /// <summary>Whether the kernel tells of every arrival. Changed under the lock.</summary>
    internal bool IsToldAll
    {
        get => _isToldAll;
        set
        {
            _score = value && !_isToldAll ? FullScore : _score;
            _isToldAll = value;
        }
    }

    /// <summary>How often the kernel has told something. To be asked before a look.</summary>
    internal int Reports => Volatile.Read(ref _reports);

    /// <summary>Who waits, if anybody does.</summary>
    internal ReadinessHandler? Handler
    {
        set => Volatile.Write(ref _handler, value);
    }

    /// <summary>Waits without a system call. Under the lock, while <see cref="IsToldAll"/>.</summary>
    /// <param name="handler">Who waits; it looked in vain.</param>
    /// <param name="reports">What <see cref="Reports"/> was before that look.</param>
    /// <returns><see langword="false"/> if something has been told since: look again.</returns>
    internal bool TryWait(ReadinessHandler handler, int reports)
    {
        // In this order, and the other way round in Take: whatever is told from now on finds the handler, or has been counted.
        _ = Interlocked.Exchange(ref _handler, handler);
        if (Volatile.Read(ref _reports) == reports)
        {
            return true;
        }

        _ = Interlocked.CompareExchange(ref _handler, null, handler);
        return false;
    }

    /// <summary>Whether the next wait that is asked for should ask to be told of every arrival. Under the lock, once for each wait.</summary>
    internal bool IsTimeToBeToldAll() => _isToldAll || --_pause <= 0;

    /// <summary>Whom to call for an event. If once is enough, each is called for one event only. By the thread that was told.</summary>
    internal ReadinessHandler? Take()
    {
        if (!once)
        {
            return Volatile.Read(ref _handler);
        }

        _ = Interlocked.Increment(ref _reports);
        ReadinessHandler? handler = Interlocked.Exchange(ref _handler, null);
        if (_isToldAll)
        {
            _score = handler is null ? _score - StrayCost : Math.Min(_score + 1, FullScore);
            if (_score < 0)
            {
                BeToldLess();
            }
        }

        return handler;
    }

    /// <summary>The handler that was called threw: it is not called again. One of a single call may have begun its next wait before it did, and keeps that.</summary>
    internal void Failed()
    {
        if (once)
        {
            return;
        }

        using (watchLock.Enter())
        {
            // What is ready stays ready: the kernel would tell of it again and again, and nobody would hear it.
            Handler = null;
            BeToldNothing();
        }
    }

    /// <summary>Disarms it in the kernel. Under the lock.</summary>
    private void BeToldNothing()
    {
        if (Watched is { } watched)
        {
            _ = epoll.Control(Sys.EPOLL_CTL_MOD, (int)watched.DangerousGetHandle(), Sys.EPOLLONESHOT, key);
        }
    }

    private void BeToldLess()
    {
        using (watchLock.Enter())
        {
            // Who has begun to wait meanwhile counts on being told.
            if (Watched is not null && _isToldAll && Volatile.Read(ref _handler) is null)
            {
                _isToldAll = false;
                _pause = _nextPause;
                _nextPause = Math.Min(2 * _nextPause, LongestPause);
                BeToldNothing();
            }
        }
    }
}
