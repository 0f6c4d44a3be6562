using Standpipe.Observation;

namespace Standpipe.Tests;

public class BottleneckRuleTests
{
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(10);

    [Fact]
    public void Find_StageThatIsNeverBlocked_IsTheOne()
    {
        GraphProfile profile = Graph(
            [Stage("cat", write: 0.95, run: 0.05), Stage("gzip", run: 0.98, read: 0.02, cpu: 0.98), Stage("wc", read: 0.98, run: 0.02)],
            [Edge("cat", "gzip", full: 0.96), Edge("gzip", "wc", empty: 0.99)]);

        Bottleneck? found = BottleneckRule.Find(profile);

        Assert.NotNull(found);
        Assert.Equal("gzip", found.Stage);
        Assert.Equal(BottleneckKind.Cpu, found.Kind);
        Assert.Equal(0.98, found.Share, 3);
        Assert.InRange(found.Confidence, 0.95, 1);
        Assert.Equal("gzip ran on a processor 98 % of the time, while its input was full and its output empty.", found.Reason);
        Assert.Contains("cat waited for its reader 95 % of the time.", found.Evidence);
        Assert.Contains("wc waited for its input 98 % of the time.", found.Evidence);
        Assert.Contains("Its input cat.1->gzip.0 was full 96 % and empty 0 % of the time.", found.Evidence);
    }

    [Theory]
    [InlineData(StageState.Sleeping, BottleneckKind.Sleeping, "a let time pass 90 % of the time, while its output was empty.")]
    [InlineData(StageState.Disk, BottleneckKind.Disk, "a waited for a disk 90 % of the time, while its output was empty.")]
    [InlineData(StageState.Network, BottleneckKind.Network, "a waited for the network 90 % of the time, while its output was empty.")]
    [InlineData(StageState.Terminal, BottleneckKind.Terminal, "a waited for a terminal 90 % of the time, while its output was empty.")]
    [InlineData(StageState.Source, BottleneckKind.Source, "a waited for input from outside the graph 90 % of the time, while its output was empty.")]
    [InlineData(StageState.Waiting, BottleneckKind.Waiting, "a waited 90 % of the time, for something that is no pipe of the graph, while its output was empty.")]
    public void Find_StageThatWaitsOutside_SaysForWhat(StageState state, BottleneckKind kind, string reason)
    {
        GraphProfile profile = Graph(
            [Stage("a", run: 0.1) with { OtherShare = 0.9, OtherState = state }, Stage("b", read: 0.99, run: 0.01)], [Edge("a", "b", empty: 1)]);

        Bottleneck? found = BottleneckRule.Find(profile);

        Assert.Equal(("a", kind, reason), (found?.Stage, found?.Kind, found?.Reason));
    }

    [Fact]
    public void Find_StageThatCouldRun_SaysThatItWaitsForAProcessor()
    {
        GraphProfile profile = Graph([Stage("a", run: 0.3) with { CpuWaitShare = 0.7 }, Stage("b", read: 1)], [Edge("a", "b", empty: 1)]);

        Bottleneck? found = BottleneckRule.Find(profile);

        Assert.Equal(BottleneckKind.WaitingForCpu, found?.Kind);
        Assert.StartsWith("a was ready to run, but waited for a processor 70 % of the time", found?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_StageThatHasLittleToDoButWaitsForAProcessor_NamesWhoHasMore()
    {
        GraphProfile profile = Graph(
            [
                Stage("a", run: 0.1, write: 0.9),
                Stage("b", run: 0.1, write: 0.2) with { CpuWaitShare = 0.7 },
                Stage("c", run: 0.3, read: 0.5) with { CpuWaitShare = 0.2 },
            ],
            [Edge("a", "b", full: 1), Edge("b", "c", empty: 0.8)]);

        Bottleneck? found = BottleneckRule.Find(profile);

        Assert.Equal(("b", BottleneckKind.WaitingForCpu, "c"), (found?.Stage, found?.Kind, found?.UncontendedStage));
        Assert.Equal("The processors are short; with one for each stage, c would be the bottleneck.", found?.Hint);
    }

    [Fact]
    public void Find_StageWhoseProcessorAHostTook_NamesWhoHasMore()
    {
        GraphProfile profile = Graph(
            [Stage("a", run: 0.1, write: 0.9), Stage("b", run: 0.6, write: 0.1, cpu: 0.1) with { CpuWaitShare = 0.3 }, Stage("c", run: 0.9, read: 0.1)],
            [Edge("a", "b", full: 1), Edge("b", "c", empty: 0.8)]);

        Bottleneck? found = BottleneckRule.Find(profile);

        Assert.Equal(("b", BottleneckKind.Cpu, "c"), (found?.Stage, found?.Kind, found?.UncontendedStage));
        Assert.Equal("The processors are short; with one for each stage, c would be the bottleneck.", found?.Hint);
    }

    [Fact]
    public void Find_StageThatWaitsForNobody_IsTheUncontendedOneToo()
    {
        GraphProfile profile = Graph([Stage("a", run: 1), Stage("b", read: 1)], [Edge("a", "b", empty: 1)]);

        Bottleneck? found = BottleneckRule.Find(profile);

        Assert.Equal(("a", null), (found?.UncontendedStage, found?.Hint));
    }

    [Fact]
    public void Find_WaitForProcessorsUnknown_NamesNoUncontendedStage()
    {
        GraphProfile profile = Graph([Stage("a", run: 1) with { CpuWaitShare = null }, Stage("b", read: 1)], [Edge("a", "b", empty: 1)]);

        Assert.Null(BottleneckRule.Find(profile)!.UncontendedStage);
    }

    [Fact]
    public void Find_SeveralThreads_CountsProcessors()
    {
        GraphProfile profile = Graph([Stage("a", write: 1), Stage("xz", run: 1, cpu: 1.9)], [Edge("a", "xz", full: 1)]);

        Bottleneck? found = BottleneckRule.Find(profile);

        Assert.StartsWith($"xz kept 1.9 of {Environment.ProcessorCount} processors busy", found?.Reason, StringComparison.Ordinal);
        Assert.Equal("A lower level (xz -1) takes less time and compresses less.", found?.Hint);
    }

    [Fact]
    public void Find_TwoThatAreClose_AreDecidedByThePipes()
    {
        GraphProfile profile = Graph([Stage("a", run: 0.80, write: 0.20), Stage("b", run: 0.75, read: 0.25)], [Edge("a", "b", full: 0.7, empty: 0.1)]);
        GraphProfile opposite = profile with { Edges = [Edge("a", "b", full: 0.1, empty: 0.7)] };

        Assert.Equal(("b", "b"), (BottleneckRule.Find(profile)?.Stage, BottleneckRule.Find(profile)?.UncontendedStage));
        Assert.Equal("a", BottleneckRule.Find(opposite)?.Stage);
    }

    [Fact]
    public void Find_PipesThatContradict_LowerTheConfidence()
    {
        StageProfile[] stages = [Stage("a", run: 1), Stage("b", run: 0.5, read: 0.5)];

        double agreeing = BottleneckRule.Find(Graph(stages, [Edge("a", "b", empty: 1)]))!.Confidence;
        Bottleneck contradicted = BottleneckRule.Find(Graph(stages, [Edge("a", "b", full: 0.9)]))!;

        Assert.Equal("a", contradicted.Stage);
        Assert.True(contradicted.Confidence < agreeing);
        Assert.Contains("What is in the pipes points at b instead.", contradicted.Evidence);
    }

    [Fact]
    public void Find_StageThatEndedEarly_HoldsUpNobody()
    {
        GraphProfile profile = Graph(
            [Stage("cat", run: 1) with { ObservedTime = s_time / 20, State = StageState.Exited }, Stage("sort", run: 0.9, read: 0.1), Stage("wc", read: 1)],
            [Edge("cat", "sort"), Edge("sort", "wc", empty: 1)]);

        Assert.Equal("sort", BottleneckRule.Find(profile)?.Stage);
    }

    [Fact]
    public void Find_EverybodyBlocked_SaysNothing()
    {
        GraphProfile profile = Graph([Stage("a", write: 1), Stage("b", read: 1)], [Edge("a", "b")]);

        Assert.Null(BottleneckRule.Find(profile));
    }

    [Fact]
    public void Find_TooShort_SaysNothing()
    {
        GraphProfile profile = Graph([Stage("a", run: 1), Stage("b", read: 1)], [Edge("a", "b", empty: 1)]);

        Assert.Null(BottleneckRule.Find(profile with { Samples = 7 }));
        Assert.Null(BottleneckRule.Find(profile with { Stages = [.. profile.Stages.Select(stage => stage with { ObservedTime = TimeSpan.FromSeconds(0.05) })] }));
    }

    [Fact]
    public void Find_NobodyKnown_SaysNothing()
    {
        StageProfile unknown = new() { Name = "su", ProcessId = 1, ObservedTime = s_time };

        Assert.Null(BottleneckRule.Find(Graph([unknown], [])));
    }

    [Theory]
    [InlineData("gzip", "pigz")]
    [InlineData("xz", "xz -T0")]
    [InlineData("zstd", "zstd -T0")]
    [InlineData("bzip2", "lbzip2")]
    [InlineData("sort", "LC_ALL=C")]
    [InlineData("own-program", null)]
    public void Hint_ProgramOnOneProcessor_IsWhatIsKnownOfIt(string program, string? word)
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "On one processor nothing is won by several threads.");
        GraphProfile profile = Graph([Stage("x", run: 1, cpu: 1) with { Program = program }, Stage("b", read: 1)], [Edge("x", "b", empty: 1)]);

        string? hint = BottleneckRule.Find(profile)?.Hint;

        Assert.Equal(word is not null, hint is not null);
        Assert.Contains(word ?? string.Empty, hint ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Hint_PipeNowFullNowEmpty_IsALargerOne()
    {
        GraphProfile profile = Graph(
            [Stage("a", run: 0.6, write: 0.4), Stage("b", run: 0.6, read: 0.4)], [Edge("a", "b", full: 0.4, empty: 0.4) with { Capacity = 65_536 }]);

        Assert.Equal("a.1->b.0 was now full, now empty: a larger pipe may even that out.", BottleneckRule.Find(profile)?.Hint);
    }

    private static GraphProfile Graph(IReadOnlyList<StageProfile> stages, IReadOnlyList<EdgeProfile> edges) =>
        new() { Elapsed = s_time, Samples = 200, Stages = stages, Edges = edges };

    private static StageProfile Stage(string name, double run = 0, double read = 0, double write = 0, double? cpu = null) => new()
    {
        Name = name,
        ProcessId = 1,
        ObservedTime = s_time,
        RunShare = run,
        BlockedReadShare = read,
        BlockedWriteShare = write,
        CpuWaitShare = 0,
        OtherShare = 0,
        CpuShare = cpu ?? run,
    };

    private static EdgeProfile Edge(string from, string to, double full = 0, double empty = 0) =>
        new() { Name = $"{from}.1->{to}.0", From = from, To = to, FullShare = full, EmptyShare = empty };
}
