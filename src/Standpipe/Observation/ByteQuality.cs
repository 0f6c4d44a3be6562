namespace Standpipe.Observation;

/// <summary>How far a number of bytes can be trusted.</summary>
public enum ByteQuality
{
    /// <summary>There is no number.</summary>
    Unknown,

    /// <summary>The number comes from what a whole process has read or written; it may include what went elsewhere.</summary>
    Estimate,

    /// <summary>The number is right to the byte.</summary>
    Exact,
}
