namespace Standpipe.Observation;

/// <summary>How a graph is observed.</summary>
public sealed class GraphObserverOptions
{
    /// <summary>Gets the time between two looks.</summary>
    /// <value>Default 50 milliseconds: twenty looks a second.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets the time between two looks at the beginning, so that something can be said of a short run.</summary>
    /// <value>Default 10 milliseconds.</value>
    public TimeSpan BurstInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets how long the beginning is.</summary>
    /// <value>Default one second.</value>
    public TimeSpan BurstDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets what <see cref="GraphObserver.RecentProfile"/> calls recent.</summary>
    /// <value>Default two seconds: what is older counts ever less.</value>
    public TimeSpan RecentTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets the most stretches of time that the history keeps.</summary>
    /// <value>2 or more. Default 600.</value>
    public int HistoryLength { get; init; } = 600;

    /// <summary>Gets the clock.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">One is not valid.</exception>
    internal void Validate()
    {
        RequirePositive(Interval, nameof(Interval));
        RequirePositive(BurstInterval, nameof(BurstInterval));
        RequirePositive(RecentTime, nameof(RecentTime));
        ArgumentOutOfRangeException.ThrowIfLessThan(BurstDuration, TimeSpan.Zero, nameof(BurstDuration));
        ArgumentOutOfRangeException.ThrowIfLessThan(HistoryLength, 2, nameof(HistoryLength));
        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));
    }

    private static void RequirePositive(TimeSpan value, string name) =>
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
}
