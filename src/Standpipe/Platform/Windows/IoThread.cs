namespace Standpipe.Platform.Windows;

/// <summary>Threads for what blocks, kept for a while when they are done: those of the pool are for others.</summary>
internal sealed class IoThread
{
    private const int StackSize = 256 * 1024;

    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);

    // Guards itself and every thread's work; pulsed when work is given.
    private static readonly List<IoThread> s_idle = [];

    private Action? _work;

    private IoThread(Action work) => _work = work;

    /// <summary>Runs work, which must not throw, on a thread of its own.</summary>
    internal static void Run(Action work)
    {
        lock (s_idle)
        {
            if (s_idle.Count > 0)
            {
                IoThread idle = s_idle[^1];
                s_idle.RemoveAt(s_idle.Count - 1);
                idle._work = work;
                Monitor.PulseAll(s_idle);
                return;
            }
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
        lock (s_idle)
        {
            _work = null;
            s_idle.Add(this);
            while (_work is null)
            {
                if (!Monitor.Wait(s_idle, s_idleTime) && s_idle.Remove(this))
                {
                    return;
                }
            }
        }
    }
}
