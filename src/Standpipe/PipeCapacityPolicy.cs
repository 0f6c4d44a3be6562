namespace Standpipe;

/// <summary>What a requested capacity means when the system does not give it.</summary>
public enum PipeCapacityPolicy
{
    /// <summary>At least that many bytes, or a <see cref="PipeCapacityException"/>.</summary>
    Require,

    /// <summary>The most that can be had up to that many bytes (but one page at least); never an exception.</summary>
    AtMost,
}
