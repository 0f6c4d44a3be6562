using System.Diagnostics;

namespace Standpipe.Platform;

/// <summary>How long to look again and again before sleeping, learned from how long it took before.</summary>
/// <remarks>
/// Sleeping and being woken costs some 20 to 50 us; so looking for up to about that long costs at most as much again, and
/// saves nearly all of it where an answer comes sooner. Where none comes in time, the next look is half as long, and soon
/// there is none but for a trial now and then, rarer each time. Several threads may race on it: only the time it takes is at stake.
/// </remarks>
internal sealed class AdaptiveSpin
{
    /// <summary>The longest look, in us: about what sleeping and being woken cost.</summary>
    internal const int LongestMicroseconds = 50;

    /// <summary>Below this many us a look is not worth its while.</summary>
    internal const int ShortestMicroseconds = 2;

    /// <summary>Reads without a look between two trials, at most.</summary>
    internal const int RarestTrial = 1024;

    private const int FirstTrial = 8;

    private static readonly long s_longest = Ticks(LongestMicroseconds);
    private static readonly long s_shortest = Ticks(ShortestMicroseconds);

    private long _limit = s_longest;
    private int _interval = FirstTrial;
    private int _skipped;

    /// <summary>Whether looking can ever pay: with one processor, whoever is to answer could not run meanwhile.</summary>
    internal static bool IsWorthwhile => Environment.ProcessorCount > 1;

    /// <summary>How long to look this time.</summary>
    /// <returns>Stopwatch ticks; 0 is not at all.</returns>
    internal long Begin()
    {
        if (_limit >= s_shortest)
        {
            return _limit;
        }

        if (++_skipped < _interval)
        {
            return 0;
        }

        _skipped = 0;
        return s_longest;
    }

    /// <summary>Something came after so many ticks: look twice as long next time.</summary>
    internal void Succeeded(long elapsed)
    {
        // Half the way to the new figure, so that one quick answer does not make the next one late.
        long wanted = Math.Clamp(2 * elapsed, s_shortest, s_longest);
        _limit = _limit < s_shortest ? s_longest : Math.Max(wanted, (_limit + wanted) / 2);
        _interval = FirstTrial;
    }

    /// <summary>Nothing came in time.</summary>
    internal void Failed()
    {
        if (_limit < s_shortest)
        {
            _interval = Math.Min(2 * _interval, RarestTrial);
        }

        _limit /= 2;
    }

    private static long Ticks(int microseconds) => microseconds * Stopwatch.Frequency / 1_000_000;
}
