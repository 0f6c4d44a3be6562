namespace Standpipe.Observation;

/// <summary>How a stage spent a stretch of time: shares of it, which add up to 1; to less where for a part of it the system does not tell, to 0 after its end. NaN: the system does not tell, or it was stopped.</summary>
/// <param name="Run">It ran.</param>
/// <param name="CpuWait">It waited for a processor.</param>
/// <param name="BlockedRead">It waited for bytes from an edge.</param>
/// <param name="BlockedWrite">It waited for room in an edge.</param>
/// <param name="Other">All else.</param>
/// <param name="Cpu">The processors it used; not a part of the sum.</param>
public readonly record struct StageSample(float Run, float CpuWait, float BlockedRead, float BlockedWrite, float Other, float Cpu);
