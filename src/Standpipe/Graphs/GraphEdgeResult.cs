using Standpipe.Observation;

namespace Standpipe;

/// <summary>What came of an edge.</summary>
public sealed class GraphEdgeResult
{
    internal GraphEdgeResult(GraphEdge edge) => Edge = edge;

    /// <summary>Gets the edge.</summary>
    /// <value>The edge of the graph.</value>
    public GraphEdge Edge { get; }

    /// <summary>Gets how much its pipe held before its writer blocked.</summary>
    /// <value>Bytes, as the system gave it; <see langword="null"/> if the edge is a file, or a pipe of the caller's.</value>
    public int? Capacity { get; internal init; }

    /// <summary>Gets how many bytes were written to it.</summary>
    /// <value>As good as <see cref="ByteQuality"/> says; <see langword="null"/> if that is not known.</value>
    public long? Bytes { get; internal init; }

    /// <summary>Gets what <see cref="Bytes"/> is worth.</summary>
    /// <value>Exact if this process passed the bytes on, fed or took them.</value>
    public ByteQuality ByteQuality { get; internal init; }

    /// <summary>Gets which side closed the edge's pipe first.</summary>
    /// <value><see cref="GraphSide.Unknown"/> also if the edge is a file.</value>
    public GraphSide ClosedFirst { get; internal init; }

    /// <summary>Gets what was captured.</summary>
    /// <value><see langword="null"/> unless the edge leads to a capture.</value>
    public CapturedOutput? Captured { get; internal init; }

    /// <summary>Gets why the edge's stream, or this process's part in it, failed.</summary>
    /// <value><see langword="null"/> if it did not.</value>
    public Exception? Exception { get; internal init; }
}
