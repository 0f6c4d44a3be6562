using Standpipe.Platform;

namespace Standpipe.Observation;

/// <summary>One of a stage's ends of pipes, as it was at the last look.</summary>
/// <param name="Descriptor">The stage's descriptor.</param>
/// <param name="IsInput">Whether the stage reads it.</param>
/// <param name="IsOutside">Whether nobody that is observed has the other end.</param>
/// <param name="File">Which pipe it is.</param>
/// <param name="Level">What was in it; null: the system does not tell.</param>
internal readonly record struct EdgeEnd(int Descriptor, bool IsInput, bool IsOutside, FileIdentity File, PipeLevel? Level)
{
    /// <summary>What a stage does that waits for this end.</summary>
    internal StageState Waiting => (IsInput, IsOutside) switch
    {
        (true, false) => StageState.BlockedReading,
        (true, true) => StageState.Source,
        (false, false) => StageState.BlockedWriting,
        (false, true) => StageState.Sink,
    };

    /// <summary>Whether a stage that wants to use it has to wait, as far as is known.</summary>
    internal bool IsStuck => Level is { } level && (IsInput ? level.Bytes == 0 : level.IsFull);

    /// <summary>Whether a thread's descriptor leads to it.</summary>
    internal bool Is(int descriptor, FileIdentity file) =>
        File.Kind != DescriptorKind.Unknown && file.Kind != DescriptorKind.Unknown ? File.IsSamePipe(file) : Descriptor == descriptor;
}
