namespace Standpipe.Inspection;

/// <summary>What a capture of the machine's pipes is to include.</summary>
public sealed class PipeMapOptions
{
    /// <summary>Gets whether to look into the pipes: how much is in each.</summary>
    /// <value>
    /// By default <see langword="true"/>. Each pipe is opened for a few microseconds then, for writing and without waiting, so that a reader whose last writer
    /// leaves at that moment has its end of file when the look is over. With <see langword="false"/> no pipe is touched, and what waits is judged by
    /// what the processes do alone.
    /// </value>
    public bool MeasureContents { get; init; } = true;
}
