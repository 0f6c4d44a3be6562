namespace Standpipe.Observation;

/// <summary>How far a number of bytes can be trusted.</summary>
public enum ByteQuality
{
    /// <summary>There is no number.</summary>
    Unknown,

    /// <summary>
    /// The number comes from what the system says that a whole process has read or written: messages that it wrote to a terminal may be in it, and what it moved
    /// without reading it (splice) is not.
    /// </summary>
    Estimate,

    /// <summary>The number is right to the byte: counted as the bytes passed, or proved by writer and reader together.</summary>
    Exact,
}
