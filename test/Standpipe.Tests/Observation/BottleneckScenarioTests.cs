using Standpipe.Observation;

namespace Standpipe.Tests;

/// <summary>Real programs, each set with one stage that holds up the others. What must hold on a busy machine too is whose fault it is.</summary>
[Collection("Processes")]
public class BottleneckScenarioTests
{
    private const string Reason = "/proc is Linux's.";
    private const long Much = 1 << 20;

    private static readonly string[] s_zeros = ["cat", "/dev/zero"];
    private static readonly string[] s_noise = ["cat", "/dev/urandom"];
    private static readonly string[] s_numbers = ["seq", "1000000000000"];
    private static readonly string[] s_cat = ["cat"];

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_RateLimitedProducer_IsTheProducerThatSleeps()
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(["sh", "-c", "while :; do echo line; sleep 0.2; done"], s_cat, ["wc", "-c"]);

        GraphProfile profile = await pipeline.FindBottleneckAsync("a");

        Assert.Equal(BottleneckKind.Sleeping, profile.Bottleneck!.Kind);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_FilterThatComputes_IsTheFilter() => await ExpectComputingAsync("b", s_noise, ["gzip", "-6"], s_cat);

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_SlowConsumer_IsTheConsumer()
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(s_zeros, s_cat, ["sh", "-c", "while head -c 65536 >/dev/null; do sleep 0.02; done"]);

        _ = await pipeline.FindBottleneckAsync("c");
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_ProducerThatComputes_IsTheProducer() =>
        await ExpectComputingAsync("a", ["awk", "BEGIN { for (;;) print sqrt(i++) }"], s_cat, ["wc", "-l"]);

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_ConsumerThatHashes_IsTheConsumer() => await ExpectComputingAsync("c", s_zeros, s_cat, ["sha512sum"]);

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_Sort_IsTheSort()
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(["seq", "3000000"], ["sort", "-r"], ["wc", "-l"]);

        _ = await pipeline.FindBottleneckAsync("b", Much);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_SeveralThreads_IsTheirStage()
    {
        Tools.Require("xz");
        await ExpectComputingAsync("b", s_noise, ["xz", "-T2", "-3", "--block-size=1MiB"], s_cat);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_InterpretedFilter_IsTheFilter()
    {
        Tools.Require("python3");

        // What starts it may be a script that waits for others, on a busy machine for longer than the filter then runs here.
        await using ObservedPipeline pipeline = ObservedPipeline.Start(
            s_numbers, ["python3", "-c", "import sys\nfor line in sys.stdin: sys.stdout.write(line.strip()[::-1] + '\\n')"], s_cat);

        _ = await pipeline.FindBottleneckAsync("b", Much);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_ProgramBehindAShell_IsThatStage() =>
        await ExpectComputingAsync("b", s_noise, ["sh", "-c", "gzip -6; true"], s_cat);

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_WritesThatFillHalfOfEachPage_IsTheReader()
    {
        // The pipe is full when it holds half its capacity.
        await using ObservedPipeline pipeline = ObservedPipeline.Start(["dd", "if=/dev/zero", "bs=2049", "status=none"], ["gzip", "-9"], s_cat);

        _ = await pipeline.FindBottleneckAsync("b");

        // How often it is full depends on who else wants the processors; how much it holds then does not.
        GraphProfile profile = await pipeline.LookUntilAsync(profile => profile.Edges[0] is { IsFull: true, FullShare: > 0 });
        Assert.InRange((double)profile.Edges[0].BytesInPipe!.Value / profile.Edges[0].Capacity!.Value, 0, 0.55);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_LargeBufferBehindAProducer_IsNotTheBuffer() =>
        await ExpectComputingAsync("a", ["awk", "BEGIN { for (;;) print sqrt(i++) }"], [TestChildProgram.Path, "buffer", "64"]);

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Bottleneck_Awk_IsTheAwk() =>
        await ExpectComputingAsync("b", s_numbers, ["awk", "{ sum += sqrt($1) + length($0); print sum }"], s_cat);

    private static async Task ExpectComputingAsync(string stage, params IReadOnlyList<string[]> commands)
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(commands);

        GraphProfile profile = await pipeline.FindBottleneckAsync(stage, 4 * Much);

        // On a machine that others use too it may well wait for a processor most of the time.
        Assert.True(profile.Bottleneck!.Kind is BottleneckKind.Cpu or BottleneckKind.WaitingForCpu, profile.Bottleneck.Reason);
    }
}
