namespace Standpipe.Benchmarks.Contenders;

/// <summary>The shell's own pipeline.</summary>
internal static class ShellPipeline
{
    /// <summary>Runs it.</summary>
    /// <returns>The bytes that came out, or -1 if they were not counted.</returns>
    internal static long Run(string file, bool isCounted)
    {
        string script = "cat \"$1\" | cat | cat" + (isCounted ? string.Empty : " > /dev/null");
        using ChildProcess shell = ChildProcess.Start(new ChildProcessOptions("sh", "-c", script, "sh", file)
        {
            StandardOutput = isCounted ? ChildOutput.Pipe : ChildOutput.Null,
        });
        long bytes = isCounted ? CountingStream.CountToEnd(shell.StandardOutput!) : -1;
        return shell.WaitForExit().IsSuccess ? bytes : throw new InvalidOperationException("sh failed.");
    }
}
