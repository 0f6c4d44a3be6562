namespace Standpipe;

/// <summary>How an edge of a <see cref="ProcessGraph"/> is made.</summary>
public sealed class GraphEdgeOptions
{
    /// <summary>Gets how much the edge's pipe is to hold.</summary>
    /// <value>
    /// Bytes, 1 or more; a request: if the system gives less, the edge has that, and the result a warning. Default
    /// <see langword="null"/>: what the system gives (64 KiB on Linux), or for a metered edge up to 256 KiB.
    /// </value>
    public int? Capacity { get; init; }

    /// <summary>Gets whether the edge's bytes pass through this process, which counts them exactly.</summary>
    /// <value>Default <see langword="false"/>: one kernel pipe from child to child.</value>
    /// <remarks>
    /// <b>Linux</b>: moved by splice(2), not copied; it costs a second pipe and a wake-up of this process for each pipeful, which
    /// shows where both sides do nothing but move memory, and hardly where one of them computes.
    /// </remarks>
    public bool Meter { get; init; }

    internal static GraphEdgeOptions Default { get; } = new();

    internal void Validate()
    {
        if (Capacity is { } capacity)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        }
    }
}
