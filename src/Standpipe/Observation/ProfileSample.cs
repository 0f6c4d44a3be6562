namespace Standpipe.Observation;

/// <summary>A stretch of a graph's time.</summary>
/// <param name="Time">When it ended, since the observer was made.</param>
/// <param name="Duration">How long it was.</param>
/// <param name="Stages">The stages, in the order of <see cref="GraphProfile.Stages"/>.</param>
/// <param name="Edges">The edges, in the order of <see cref="GraphProfile.Edges"/>.</param>
public sealed record ProfileSample(TimeSpan Time, TimeSpan Duration, IReadOnlyList<StageSample> Stages, IReadOnlyList<EdgeSample> Edges);
