namespace Standpipe.Platform;

/// <summary>What was seen of a thread.</summary>
/// <param name="Wait">What it waits for, or that it runs.</param>
/// <param name="IsLeader">Whether it is its process's first thread.</param>
/// <param name="Input">What the descriptor it reads leads to.</param>
/// <param name="Output">What the descriptor it writes to leads to.</param>
internal readonly record struct TaskReading(ThreadWait Wait, bool IsLeader, FileIdentity Input = default, FileIdentity Output = default);
