namespace Standpipe.Platform.Windows;

/// <summary>Threads for what blocks, kept for a while when they are done: those of the pool are for others.</summary>
internal sealed class IoThread
{
    private const int StackSize = 256 * 1024;

    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);

    // Guards itself. Taken within a thread's _given, never the other way round.
    private static readonly List<IoThread> s_idle = [];

    // Guards this thread's work; pulsed when there is some.
    private readonly object _given = new();
    private Action? _work;

    private IoThread(Action work) => _work = work;

    /// <summary>Runs work, which must not throw, on a thread of its own.</summary>
    internal static void Run(Action work)
    {
        IoThread? idle = null;
        lock (s_idle)
        {
            if (s_idle.Count > 0)
            {
                // The one that has been idle for the shortest time: the others may end.
                idle = s_idle[^1];
                s_idle.RemoveAt(s_idle.Count - 1);
            }
        }

        if (idle is not null)
        {
            lock (idle._given)
            {
                idle._work = work;
                Monitor.Pulse(idle._given);
            }

            return;
        }

        new Thread(new IoThread(work).Loop, StackSize) { IsBackground = true, Name = "Standpipe I/O" }.UnsafeStart();
    }

    private void Loop()
    {
        while (_work is { } work)
        {
            work();
            WaitForWork();
        }
    }

    private void WaitForWork()
    {
        lock (_given)
        {
            _work = null;
            lock (s_idle)
            {
                s_idle.Add(this);
            }

            while (_work is null)
            {
                if (!Monitor.Wait(_given, s_idleTime) && Leave())
                {
                    return;
                }
            }
        }
    }

    /// <summary>Whether nobody has taken it off the list to give it work.</summary>
    private bool Leave()
    {
        lock (s_idle)
        {
            return s_idle.Remove(this);
        }
    }
}
