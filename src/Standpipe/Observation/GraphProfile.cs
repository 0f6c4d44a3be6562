namespace Standpipe.Observation;

/// <summary>What an observer has seen of a graph. It does not change any more.</summary>
public sealed record GraphProfile
{
    /// <summary>Gets the time between the making of the observer and its last look.</summary>
    /// <value>Stopped time is in it.</value>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Gets the part of that time in which every stage that was left was stopped.</summary>
    /// <value>No rate and no share counts it.</value>
    public TimeSpan StoppedTime { get; init; }

    /// <summary>Gets how often the observer has looked.</summary>
    /// <value>0 or more.</value>
    public int Samples { get; init; }

    /// <summary>Gets the time that the looking took.</summary>
    /// <value>All looks together.</value>
    public TimeSpan SamplingTime { get; init; }

    /// <summary>Gets the stages.</summary>
    /// <value>In the order in which the observer was given them.</value>
    public required IReadOnlyList<StageProfile> Stages { get; init; }

    /// <summary>Gets the edges.</summary>
    /// <value>In the order in which the observer was given them.</value>
    public required IReadOnlyList<EdgeProfile> Edges { get; init; }

    /// <summary>Gets the stage that all others wait for.</summary>
    /// <value><see langword="null"/> while it cannot be told: too short a time, or nobody's state known.</value>
    public Bottleneck? Bottleneck { get; init; }

    /// <summary>Gets how it went, for a report to draw.</summary>
    /// <value>
    /// Stretches of time in order, all of it, at most <see cref="GraphObserverOptions.HistoryLength"/> of them: when there would be more, neighbours are
    /// merged. Empty in <see cref="GraphObserver.RecentProfile"/>.
    /// </value>
    public IReadOnlyList<ProfileSample> History { get; init; } = [];
}
