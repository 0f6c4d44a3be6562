namespace Standpipe.Inspection;

/// <summary>What a capture could not see.</summary>
/// <param name="HiddenProcesses">Processes whose descriptors this user may not see. They may hold any pipe.</param>
/// <param name="HiddenWaits">Processes that hold pipes, and of which this user may not see what they wait for.</param>
/// <param name="UnmeasuredPipes">Pipes that could not be looked into.</param>
/// <param name="VanishedProcesses">Processes that ended while they were looked at.</param>
public sealed record MapGaps(int HiddenProcesses, int HiddenWaits, int UnmeasuredPipes, int VanishedProcesses);
