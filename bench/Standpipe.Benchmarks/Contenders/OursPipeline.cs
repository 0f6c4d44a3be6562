namespace Standpipe.Benchmarks.Contenders;

/// <summary>Three children of this library, joined directly.</summary>
internal static class OursPipeline
{
    /// <summary>Runs it.</summary>
    /// <returns>The bytes that came out, or -1 if they were not counted.</returns>
    internal static long Run(string file, bool isCounted)
    {
        using AnonymousPipe one = AnonymousPipe.Create();
        using AnonymousPipe two = AnonymousPipe.Create();
        using ChildProcess first = ChildProcess.Start(new ChildProcessOptions("cat", file) { StandardOutput = one.WriteEnd });
        using ChildProcess second = ChildProcess.Start(
            new ChildProcessOptions("cat") { StandardInput = one.ReadEnd, StandardOutput = two.WriteEnd });
        using ChildProcess third = ChildProcess.Start(
            new ChildProcessOptions("cat") { StandardInput = two.ReadEnd, StandardOutput = isCounted ? ChildOutput.Pipe : ChildOutput.Null });
        long bytes = isCounted ? CountingStream.CountToEnd(third.StandardOutput!) : -1;
        return first.WaitForExit().IsSuccess && second.WaitForExit().IsSuccess && third.WaitForExit().IsSuccess
            ? bytes
            : throw new InvalidOperationException("cat failed.");
    }
}
