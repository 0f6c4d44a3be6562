namespace Standpipe;

/// <summary>What a number of bytes is worth.</summary>
public enum GraphByteQuality
{
    /// <summary>There is no number.</summary>
    Unknown,

    /// <summary>
    /// What the system says the writer wrote in all, less what is known to have gone elsewhere. Messages that it wrote to a terminal are in it; what it moved without
    /// reading it (splice) is not.
    /// </summary>
    Estimate,

    /// <summary>Counted by this process, as the bytes passed.</summary>
    Exact,
}
