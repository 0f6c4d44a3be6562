using System.Diagnostics;
using System.Globalization;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Observation;

namespace Standpipe.Benchmarks.Children;

/// <summary>cat FILE | PROGRAM, with an observer or without, or with this process counting between the two.</summary>
internal static class ObservedRuns
{
    /// <summary>How often the observer looked, as a figure.</summary>
    internal const string Looks = "looks";

    /// <summary>The share of one processor that this process took while the pipeline ran, as a figure.</summary>
    internal const string Share = "share";

    /// <summary>What stands for the looks a second where the edge is metered instead.</summary>
    internal const string Meter = "meter";

    /// <summary>Answers "run BYTES FILE PROGRAM".</summary>
    /// <param name="looksPerSecond">How often to look; 0: there is no observer; or <see cref="Meter"/>.</param>
    internal static void Serve(string looksPerSecond)
    {
        if (looksPerSecond == Meter)
        {
            Conversation.Serve(request => MeterAsync(request[2], request[3]).GetAwaiter().GetResult());
            return;
        }

        int looks = int.Parse(looksPerSecond, CultureInfo.InvariantCulture);
        Conversation.Serve(request => RunAsync(looks, request[2], request[3]).GetAwaiter().GetResult());
    }

    private static async Task<Answer> RunAsync(int looks, string file, string program)
    {
        long length = new FileInfo(file).Length;
        using AnonymousPipe pipe = AnonymousPipe.Create();
        long begin = Stopwatch.GetTimestamp();
        using ChildProcess first = ChildProcess.Start(new ChildProcessOptions("cat", file) { StandardOutput = pipe.WriteEnd });
        using ChildProcess second = ChildProcess.Start(
            new ChildProcessOptions(program) { StandardInput = pipe.ReadEnd, StandardOutput = ChildOutput.Null });
        TimeSpan before = Environment.CpuUsage.TotalTime;
        using CancellationTokenSource done = new();
        using GraphObserver? observer = looks == 0 ? null : Observe(first, second, looks);
        Task observing = observer?.RunAsync(done.Token) ?? Task.CompletedTask;
        ExitStatus status = await first.WaitForExitAsync();
        ExitStatus other = await second.WaitForExitAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        TimeSpan used = Environment.CpuUsage.TotalTime - before;
        await done.CancelAsync();
        await observing;
        if (!status.IsSuccess || !other.IsSuccess)
        {
            throw new InvalidOperationException($"cat: {status}, {program}: {other}");
        }

        return new Answer((long)elapsed.TotalNanoseconds, length, new Dictionary<string, double>
        {
            [Looks] = observer?.Profile.Samples ?? 0,
            [Share] = used / elapsed,
        });
    }

    private static async Task<Answer> MeterAsync(string file, string program)
    {
        long length = new FileInfo(file).Length;
        ProcessGraph graph = new();
        GraphNode first = graph.Add("cat", new ChildProcessOptions("cat", file));
        GraphNode second = graph.Add("reader", new ChildProcessOptions(program) { StandardOutput = ChildOutput.Null });
        GraphEdge edge = graph.Connect(first.Output, second.Input, new GraphEdgeOptions { Meter = true });
        TimeSpan before = Environment.CpuUsage.TotalTime;
        GraphResult result = await graph.RunAsync();
        TimeSpan used = Environment.CpuUsage.TotalTime - before;
        return result.ExitCode == 0 && result[edge].Bytes == length
            ? new Answer((long)result.Elapsed.TotalNanoseconds, length, new Dictionary<string, double> { [Share] = used / result.Elapsed })
            : throw new InvalidOperationException($"{result.Reason}, {result[edge].Bytes} bytes");
    }

    private static GraphObserver Observe(ChildProcess first, ChildProcess second, int looks)
    {
        TimeSpan interval = TimeSpan.FromSeconds(1.0 / looks);
        return new GraphObserver(
            [new ObservedStage("cat", first.Id), new ObservedStage("reader", second.Id)],
            [new ObservedEdge("cat.1->reader.0", "cat", 1, "reader", 0)],
            new GraphObserverOptions { Interval = interval, BurstInterval = interval, BurstDuration = TimeSpan.Zero });
    }
}
