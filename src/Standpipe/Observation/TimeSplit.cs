namespace Standpipe.Observation;

/// <summary>Divides the time between two looks at a thread: it ran, it waited for a processor, it slept.</summary>
/// <remarks>
/// The scheduler tells how long the thread ran and waited, to the nanosecond. The rest need not be sleep: a virtual machine that does not get its processor from its host
/// counts that time to nobody. How much is sleep, the looks tell: their share that finds the thread asleep is the share of time that it sleeps. So what it was awake within stretches
/// whose look found it asleep is owed, and is what it may have slept within stretches whose look found it awake.
/// </remarks>
internal struct TimeSplit
{
    // What is owed from long ago says nothing about now.
    private const double MostOwed = 1;

    private double _owed;

    /// <summary>Divides.</summary>
    /// <param name="seconds">The time between the looks.</param>
    /// <param name="ran">How much of it the scheduler counts as run.</param>
    /// <param name="waited">How much of it the scheduler counts as waited.</param>
    /// <param name="isAwake">Whether the look at the end found the thread running, or able to.</param>
    /// <returns>The three parts; they add up to the whole.</returns>
    internal (double Run, double Wait, double Sleep) Divide(double seconds, double ran, double waited, bool isAwake)
    {
        double run = Math.Min(ran, seconds);
        double wait = Math.Min(waited, seconds - run);
        double rest = seconds - run - wait;
        if (!isAwake)
        {
            _owed = Math.Min(_owed + run + wait, MostOwed);
            return (run, wait, rest);
        }

        double sleep = Math.Min(rest, _owed);
        _owed -= sleep;
        double lost = rest - sleep;
        double waiting = run + wait > 0 ? lost * wait / (run + wait) : 0;
        return (run + lost - waiting, wait + waiting, sleep);
    }
}
