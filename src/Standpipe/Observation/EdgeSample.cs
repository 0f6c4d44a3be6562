namespace Standpipe.Observation;

/// <summary>How an edge was in a stretch of time. NaN: the system does not tell.</summary>
/// <param name="Fill">What was in the pipe, as a share of its capacity.</param>
/// <param name="Full">The share of time in which it was full.</param>
/// <param name="Rate">Bytes a second.</param>
public readonly record struct EdgeSample(float Fill, float Full, float Rate);
