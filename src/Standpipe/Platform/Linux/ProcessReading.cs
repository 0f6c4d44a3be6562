namespace Standpipe.Platform.Linux;

/// <summary>A process as the first look of a scan saw it.</summary>
/// <param name="Facts">What is told of it, but for its threads.</param>
/// <param name="Threads">Its threads.</param>
internal sealed record ProcessReading(ProcessFacts Facts, List<ThreadReading> Threads);
