using System.Text.Json;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Tests.Reporting;

/// <summary>Records of real runs.</summary>
public class RecordBuilderTests
{
    private const string Reason = "Only Linux lets its processes be observed.";

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Build_ObservedRun_HasWhatBothKnow()
    {
        ProcessGraph graph = new();
        GraphNode first = graph.Add(new ChildProcessOptions(Tool.TestChild, "generate", "3000000"));
        GraphNode second = graph.Add(new ChildProcessOptions(Tool.TestChild, "cat"));
        _ = graph.Connect(first.Output, second.Input);
        _ = graph.Connect(second.Output, GraphSink.Null);

        RunRecord record = await RunAsync(graph);

        Assert.Empty(RunJsonTests.Schema.Check(JsonDocument.Parse(RunJson.Write(record)).RootElement));
        Assert.Equal(["Standpipe.TestChild", "Standpipe.TestChild-2"], record.Stages.Select(stage => stage.Name));
        Assert.Equal([Tool.TestChild, "generate", "3000000"], record.Stages[0].Argv);
        Assert.All(record.Stages, stage =>
        {
            Assert.Equal(("exited", 0), (stage.Exit.Kind, stage.Exit.Code));
            Assert.True(stage.Usage!.VoluntaryContextSwitches > 0);
            Assert.NotNull(stage.Usage.InvoluntaryContextSwitches);
            Assert.True(stage.EndNs > stage.StartNs);
            Assert.True(stage.Time!.ObservedNs > 0);
        });
        EdgeRecord edge = record.Edges[0];
        Assert.Equal(("Standpipe.TestChild", 1, "Standpipe.TestChild-2", 0), (edge.From.Stage, edge.From.Fd, edge.To.Stage, edge.To.Fd));

        // A .NET program writes to itself, too, and that is why the number is an estimate.
        Assert.InRange(edge.Bytes!.Value, 3_000_000, 3_100_000);
        Assert.Equal("estimate", edge.BytesQuality);
        Assert.True(edge.WriteCalls > 0 && edge.ReadCalls > 0);
        Assert.InRange(edge.FirstByteNs!.Value, 0, edge.LastByteNs!.Value);
        Assert.InRange(edge.LastByteNs.Value, 0, record.DurationNs);
        Assert.NotNull(edge.WriterBlockedNs);
        Assert.NotNull(edge.ReaderBlockedNs);
        Assert.Equal(65536, edge.Capacity);
        Assert.Equal(("succeeded", 0, null), (record.Result.State, record.Result.ExitCode, record.Result.Reason));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Build_FailedRun_NamesTheCause()
    {
        ProcessGraph graph = new();
        GraphNode first = graph.Add("writer", new ChildProcessOptions("yes"));
        GraphNode second = graph.Add("reader", new ChildProcessOptions(Tool.TestChild, "exit", "7"));
        _ = graph.Connect(first.Output, second.Input);

        RunRecord record = await RunAsync(graph);

        Assert.Equal(("failed", 7, "reader"), (record.Result.State, record.Result.ExitCode, record.Result.CauseStage));
        Assert.Equal(("lost-reader", 13, "SIGPIPE"), (record.Stages[0].Exit.Kind, record.Stages[0].Exit.Signal, record.Stages[0].Exit.SignalName));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Build_SourceAndSink_StandWhereNoStageIs()
    {
        ProcessGraph graph = new();
        GraphNode cat = graph.Add("cat", new ChildProcessOptions(Tool.TestChild, "cat"));
        _ = graph.Connect(GraphSource.FromText("text"), cat.Input);
        _ = graph.Connect(cat.Output, GraphSink.Null);

        RunRecord record = await RunAsync(graph);

        Assert.Equal((null, "cat", 0), (record.Edges[0].From.Fd, record.Edges[0].To.Stage, record.Edges[0].To.Fd));
        Assert.Equal((4L, "exact"), (record.Edges[0].Bytes, record.Edges[0].BytesQuality));
        Assert.Equal(("cat", 1, null), (record.Edges[1].From.Stage, record.Edges[1].From.Fd, record.Edges[1].To.Fd));
        Assert.Empty(RunJsonTests.Schema.Check(JsonDocument.Parse(RunJson.Write(record)).RootElement));
        _ = HtmlReport.Write(record);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Build_ObserverMissedTheEnd_IsNotCalledExact()
    {
        ProcessGraph graph = new();
        GraphNode first = graph.Add(new ChildProcessOptions("head", "-c", "1000000", "/dev/zero"));
        GraphNode second = graph.Add(new ChildProcessOptions(Tool.TestChild, "cat"));
        _ = graph.Connect(first.Output, second.Input);
        _ = graph.Connect(second.Output, GraphSink.Null);
        await using RunningGraph running = graph.Start();
        using GraphObserver observer = new(ObservedParts.Stages(running), ObservedParts.Edges(running));
        GraphResult result = await running.WaitAsync(TestContext.Current.CancellationToken);
        GraphProfile profile = observer.Profile;

        RunRecord early = Build(Exactly(400_000));
        RunRecord complete = Build(Exactly(1_000_000));

        Assert.Equal((1_000_000L, "estimate"), (early.Edges[0].Bytes, early.Edges[0].BytesQuality));
        Assert.Equal((1_000_000L, "exact"), (complete.Edges[0].Bytes, complete.Edges[0].BytesQuality));

        // All came before the first look: the observer has no rate of it.
        Assert.Equal(1_000_000 / result.Elapsed.TotalSeconds, complete.Edges[0].MeanRate!.Value, tolerance: 0.001);

        GraphProfile Exactly(long bytes) => profile with { Edges = [profile.Edges[0] with { BytesTransferred = bytes, Quality = ByteQuality.Exact, MeanRate = 0 }] };
        RunRecord Build(GraphProfile seen) => RecordBuilder.Build(result, new RunFacts("graph", GraphExitPolicy.Cause, 0, null, 0), seen, TimeSpan.Zero);
    }

    [Fact]
    public void History_WhatIsNotKnown_IsNull()
    {
        GraphProfile profile = new()
        {
            Elapsed = TimeSpan.FromSeconds(1),
            Stages = [new StageProfile { Name = "cat", ProcessId = 1, BlockedReadShare = 0 }],
            Edges = [new EdgeProfile { Name = "a", From = "cat", To = "x", BytesTransferred = 0 }, new EdgeProfile { Name = "b", From = "x", To = "cat", BytesTransferred = 7 }],
            History = [new ProfileSample(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), [new StageSample(0, 0, 0, 0, 0, float.NaN)], [new EdgeSample(0.5f, 0, 0), new EdgeSample(float.NaN, float.NaN, 7)])],
        };

        HistoryRecord history = ProfileRecords.History(profile, TimeSpan.Zero);

        Assert.Equal(
            (null, 0.0, null), (Assert.Single(history.Stages[0].Processors), Assert.Single(history.Stages[0].BlockedRead), Assert.Single(history.Stages[0].BlockedWrite)));
        Assert.Equal((null, 0.5), (Assert.Single(history.Edges[0].Rate), Assert.Single(history.Edges[0].Fill)));
        Assert.Equal((7.0, null), (Assert.Single(history.Edges[1].Rate), Assert.Single(history.Edges[1].Fill)));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Build_Interrupted_HasTheSignal()
    {
        ProcessGraph graph = new();
        _ = graph.Add(new ChildProcessOptions(Tool.TestChild, "exit", "0"));
        GraphResult result = await graph.RunAsync(cancellationToken: TestContext.Current.CancellationToken);

        RunRecord record = RecordBuilder.Build(result, new RunFacts("graph", GraphExitPolicy.PipeFail, 130, 2, 0), profile: null, TimeSpan.Zero);

        Assert.Equal(("interrupted", 130, 2, "pipefail"), (record.Result.State, record.Result.ExitCode, record.Result.Signal, record.Result.Policy));
        Assert.Null(record.Stages[0].Time);
        Assert.Null(record.History);
        Assert.Empty(RunJsonTests.Schema.Check(JsonDocument.Parse(RunJson.Write(record)).RootElement));
    }

    private static async Task<RunRecord> RunAsync(ProcessGraph graph)
    {
        await using RunningGraph running = graph.Start();
        using GraphObserver observer = new(ObservedParts.Stages(running), ObservedParts.Edges(running));
        await observer.RunAsync(TestContext.Current.CancellationToken);
        GraphResult result = await running.WaitAsync(TestContext.Current.CancellationToken);
        return RecordBuilder.Build(result, new RunFacts("graph", GraphExitPolicy.Cause, result.ExitCode, null, 0), observer.Profile, TimeSpan.Zero);
    }
}
