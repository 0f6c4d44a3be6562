namespace Standpipe.Platform;

/// <summary>What one scan saw of the machine's processes and pipes.</summary>
/// <param name="Processes">Those that were there, by id.</param>
/// <param name="Levels">What was in each pipe that could be looked into, by inode.</param>
/// <param name="Vanished">How many ended while they were looked at.</param>
internal sealed record MachineFacts(
    IReadOnlyList<ProcessFacts> Processes, IReadOnlyDictionary<ulong, PipeLevel> Levels, int Vanished);
