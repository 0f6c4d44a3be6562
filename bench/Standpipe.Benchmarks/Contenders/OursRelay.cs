namespace Standpipe.Benchmarks.Contenders;

/// <summary>A relay over pipes of this library.</summary>
internal static class OursRelay
{
    /// <summary>Runs it.</summary>
    /// <param name="file">What is relayed.</param>
    /// <param name="capacity">What both pipes hold.</param>
    /// <param name="move">Moves everything from the one to the other, and returns how much that was.</param>
    /// <returns>The bytes that went through.</returns>
    internal static long Run(string file, int capacity, Func<PipeReadEnd, PipeWriteEnd, long> move)
    {
        using AnonymousPipe incoming = AnonymousPipe.Create(capacity);
        using AnonymousPipe outgoing = AnonymousPipe.Create(capacity);
        using ChildProcess first = ChildProcess.Start(new ChildProcessOptions("cat", file) { StandardOutput = incoming.WriteEnd });
        using ChildProcess last = ChildProcess.Start(
            new ChildProcessOptions("cat") { StandardInput = outgoing.ReadEnd, StandardOutput = ChildOutput.Null });
        long bytes = move(incoming.ReadEnd, outgoing.WriteEnd);
        outgoing.WriteEnd.Dispose();
        return first.WaitForExit().IsSuccess && last.WaitForExit().IsSuccess ? bytes : throw new InvalidOperationException("cat failed.");
    }
}
