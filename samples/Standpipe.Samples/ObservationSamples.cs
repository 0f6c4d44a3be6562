using Standpipe.Observation;

namespace Standpipe.Samples;

/// <summary>The code block of docs/observation.md.</summary>
internal static class ObservationSamples
{
    internal static async Task FindBottleneckAsync(string file)
    {
        #region observe
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ChildProcess cat = ChildProcess.Start(new ChildProcessOptions("cat", file) { StandardOutput = pipe.WriteEnd });
        using ChildProcess gzip = ChildProcess.Start(new ChildProcessOptions("gzip") { StandardInput = pipe.ReadEnd, StandardOutput = ChildOutput.Null });
        using GraphObserver observer = new(
            [new ObservedStage("cat", cat.Id), new ObservedStage("gzip", gzip.Id)],
            [new ObservedEdge("cat.1->gzip.0", "cat", 1, "gzip", 0)]);

        await observer.RunAsync();

        if (observer.Profile.Bottleneck is { } bottleneck)
        {
            Console.WriteLine(bottleneck.Reason);   // gzip ran on a processor 97 % of the time, while its input was full.
        }
        #endregion
    }
}
