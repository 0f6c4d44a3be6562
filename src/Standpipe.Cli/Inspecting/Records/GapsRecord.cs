namespace Standpipe.Cli.Inspecting.Records;

/// <summary>What could not be seen: counts.</summary>
/// <param name="HiddenProcesses">Processes whose descriptors may not be seen.</param>
/// <param name="HiddenWaits">Processes with pipes, of which it may not be seen what they wait for.</param>
/// <param name="UnmeasuredPipes">Pipes that could not be looked into.</param>
/// <param name="VanishedProcesses">Processes that ended meanwhile.</param>
internal sealed record GapsRecord(int HiddenProcesses, int HiddenWaits, int UnmeasuredPipes, int VanishedProcesses);
