namespace Standpipe;

/// <summary>Times as timers take them.</summary>
internal static class TimerTime
{
    // A timer counts milliseconds in 32 bits: 49.7 days.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    /// <summary>The time, or as much of it as a timer can wait.</summary>
    internal static TimeSpan ForTimer(TimeSpan time) => time < s_longest ? time : s_longest;
}
