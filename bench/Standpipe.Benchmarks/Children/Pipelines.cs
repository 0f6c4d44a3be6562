using System.Diagnostics;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Children;

/// <summary>cat FILE | cat | cat, started by this process.</summary>
internal static class Pipelines
{
    /// <summary>Answers "run BYTES FILE" (into nothing) and "check BYTES FILE" (its output is counted).</summary>
    internal static void Serve(string kind) => Conversation.Serve(request => Answer(kind, request));

    private static Answer Answer(string kind, string[] request)
    {
        string file = string.Join(' ', request[2..]);
        long length = new FileInfo(file).Length;
        bool isCounted = request[0] == "check";
        long begin = Stopwatch.GetTimestamp();
        long bytes = kind switch
        {
            PipelineKinds.Shell => ShellPipeline.Run(file, isCounted),
            PipelineKinds.Ours => OursPipeline.Run(file, isCounted),
            PipelineKinds.CliWrap => CliWrapPipeline.RunAsync(file).GetAwaiter().GetResult(),
            PipelineKinds.MedallionShell => MedallionShellPipeline.RunAsync(file).GetAwaiter().GetResult(),
            _ => throw new ArgumentException($"No such kind: {kind}."),
        };

        // What went to /dev/null was counted by the check beforehand.
        return new Answer((long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds, bytes == -1 ? length : bytes);
    }
}
