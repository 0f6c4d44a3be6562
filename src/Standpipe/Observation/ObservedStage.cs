namespace Standpipe.Observation;

/// <summary>A process to observe.</summary>
/// <param name="Name">What it is called in the profile; unique among the stages.</param>
/// <param name="ProcessId">Its process id. It must still be that process's when the observer is made.</param>
public sealed record ObservedStage(string Name, int ProcessId);
