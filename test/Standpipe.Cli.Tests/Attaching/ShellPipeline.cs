using Standpipe.Cli.Attaching;
using Standpipe.Inspection;

namespace Standpipe.Cli.Tests.Attaching;

/// <summary>Pipelines that a shell started.</summary>
internal static class ShellPipeline
{
    /// <summary>Starts a shell whose pipeline has nothing to do with whoever runs the tests.</summary>
    internal static ChildProcess Start(string script) => ChildProcess.Start(new ChildProcessOptions("sh", ["-c", $"{script}; true"])
    {
        ProcessGroup = ProcessGroupMode.NewSession,
        StandardInput = ChildInput.Pipe,
        StandardOutput = ChildOutput.Capture,
        StandardError = ChildOutput.Null,
    });

    /// <summary>Looks until the shell has started all of it: nothing tells when. Before its program is loaded, a stage is one more shell.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="stages">What the stages are called then.</param>
    internal static async Task<FoundPipeline> FindAsync(ChildProcess shell, params string[] stages)
    {
        string seen;
        do
        {
            try
            {
                FoundPipeline found = PipelineFinder.Find(PipeMap.Capture(new PipeMapOptions { MeasureContents = false }), shell.Id, Environment.ProcessId);
                seen = string.Join(' ', found.Stages.Select(stage => stage.Name));
                if (seen == string.Join(' ', stages))
                {
                    return found;
                }
            }
            catch (AttachFailedException exception)
            {
                seen = exception.Message;
            }

            await Task.Yield();
        }
        while (!TestContext.Current.CancellationToken.IsCancellationRequested);
        throw new TimeoutException($"There is something else: {seen}");
    }
}
