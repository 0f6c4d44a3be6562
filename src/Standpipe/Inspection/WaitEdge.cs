namespace Standpipe.Inspection;

/// <summary>One who could end a thread's wait.</summary>
/// <param name="Waiter">The process that waits.</param>
/// <param name="Thread">Its thread.</param>
/// <param name="Blocker">Who could end the wait: the waiter itself, perhaps.</param>
/// <param name="End">The end of the pipe by which the blocker could; null where its own end is what is waited for.</param>
internal readonly record struct WaitEdge(MappedProcess Waiter, MappedThread Thread, MappedProcess Blocker, PipeHolder? End)
{
    /// <summary>Gets whether the waiter wants bytes, or the end of file.</summary>
    internal bool IsRead => End != null && Thread.InputPipe == End.Pipe && Thread.OutputPipe != End.Pipe;
}
