namespace Standpipe.Platform;

/// <summary>A lock that <see cref="Thread.Interrupt"/> does not strike at.</summary>
/// <remarks>
/// Who interrupts a thread means a wait of the program's, not the moment in which two threads meet in the library: an exception there would leave
/// a thread in a list, or a turn with nobody. So the interrupt is kept for the thread's next wait elsewhere.
/// </remarks>
internal sealed class SteadyLock
{
    private readonly object _monitor = new();

    /// <summary>Takes the lock, as often as the thread likes.</summary>
    internal Scope Enter() => new(_monitor);

    /// <summary>The lock, taken.</summary>
    internal ref struct Scope
    {
        private readonly object _monitor;
        private bool _isInterrupted;

        /// <summary>Takes it.</summary>
        internal Scope(object monitor)
        {
            _monitor = monitor;
            bool isTaken = Monitor.TryEnter(monitor);
            while (!isTaken)
            {
                try
                {
                    Monitor.Enter(monitor, ref isTaken);
                }
                catch (ThreadInterruptedException)
                {
                    _isInterrupted = true;
                }
            }
        }

        /// <summary>Lets others have the lock until one of them calls <see cref="WakeAll"/>, but for no longer than this.</summary>
        internal void Wait(int milliseconds)
        {
            try
            {
                _ = Monitor.Wait(_monitor, milliseconds);
            }
            catch (ThreadInterruptedException)
            {
                _isInterrupted = true;
            }
        }

        /// <summary>Ends every <see cref="Wait"/>.</summary>
        internal readonly void WakeAll() => Monitor.PulseAll(_monitor);

        /// <summary>Gives the lock back.</summary>
        public readonly void Dispose()
        {
            Monitor.Exit(_monitor);
            if (_isInterrupted)
            {
                Thread.CurrentThread.Interrupt();
            }
        }
    }
}
