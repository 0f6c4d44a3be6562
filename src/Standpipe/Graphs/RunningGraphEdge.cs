namespace Standpipe;

/// <summary>An edge of a running graph.</summary>
public sealed class RunningGraphEdge
{
    private readonly EdgeRun _run;

    internal RunningGraphEdge(EdgeRun run) => _run = run;

    /// <summary>Gets the edge.</summary>
    /// <value>The edge of the graph; its ports name the descriptors.</value>
    public GraphEdge Edge => _run.Edge;

    /// <summary>Gets how much its pipe holds before its writer blocks, as the system gave it.</summary>
    /// <value>Bytes; <see langword="null"/> if the edge is a file, or a pipe of the caller's.</value>
    public int? Capacity => _run.WriterPipe?.Capacity;

    /// <summary>Gets whether both sides have the same pipe.</summary>
    /// <value><see langword="false"/> if this process passes the bytes on, from one pipe to another.</value>
    public bool IsDirect => _run.WriterPipe == _run.ReaderPipe;

    /// <summary>Gets how many bytes have passed.</summary>
    /// <value>Exact, but for what is on its way; <see langword="null"/> if this process does not see them, or is not done with a feed or a capture.</value>
    public long? BytesPassed => _run.Bytes;

    /// <summary>Gets the side that was closed first.</summary>
    /// <value><see cref="GraphSide.Unknown"/> while both are open.</value>
    public GraphSide ClosedFirst => _run.ClosedFirst;

    /// <summary>Copies what is in the edge's pipe at this moment, without taking anything out.</summary>
    /// <param name="count">How many bytes at most; 0 or more.</param>
    /// <returns>
    /// The oldest bytes in it, none if it is empty; <see langword="null"/> if no process of the edge's nodes has the pipe any more, the edge is no pipe of this graph's, or the
    /// system does not show it.
    /// </returns>
    /// <remarks>
    /// <para><b>Blocking</b>: never.</para>
    /// <para><b>Linux</b>: as <see cref="Observation.EdgePeek.Read"/>, but by the pipe, wherever a node has moved its end to: nothing else is ever shown. If this process passes
    /// the bytes on, it is the pipe that the reader has.</para>
    /// <para><b>Windows</b>: always <see langword="null"/>.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="IOException">No pipe could be made to copy into.</exception>
    public byte[]? Peek(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _run.Peek(count);
    }
}
