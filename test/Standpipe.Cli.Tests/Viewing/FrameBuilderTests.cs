using Standpipe.Cli.Reporting;
using Standpipe.Cli.Viewing;
using Standpipe.Observation;

namespace Standpipe.Cli.Tests.Viewing;

public class FrameBuilderTests
{
    private static readonly ObservedEdge[] s_edges = [new("b.1->c.0", "b", 1, "c", 0), new("a.3->b.0", "a", 3, "b", 0)];

    [Fact]
    public void Build_Profile_PutsWritersFirstAndNamesEnds()
    {
        FlowFrame frame = new FrameBuilder(s_edges).Build(Profile(10, 0));

        Assert.Equal(["a", "b", "c"], frame.Stages.Select(stage => stage.Name));
        Assert.Equal(["a.3 b.0", "b.1 c.0"], frame.Edges.Select(edge => $"{edge.FromPort} {edge.ToPort}"));
        Assert.True(frame.IsStraight);
        Assert.Equal("b", frame.Verdict!.Stage);
        Assert.Equal(("running", FlowActivity.Computing), (frame.Stages[1].State, frame.Stages[1].Activity));
        Assert.Equal(("blocked writing 3", FlowActivity.Writing), (frame.Stages[0].State, frame.Stages[0].Activity));
    }

    [Fact]
    public void Build_TwiceASecond_RemembersARate()
    {
        FrameBuilder builder = new(s_edges);

        FlowFrame frame = builder.Build(Profile(0, 0));
        for (double time = 0.1; time < 30; time += 0.1)
        {
            frame = builder.Build(Profile(time, 0));
        }

        Assert.Equal(40, frame.Edges[0].Rates.Count);
        Assert.All(frame.Edges[0].Rates, rate => Assert.Equal(1000, rate));
        Assert.Empty(frame.Edges[1].Rates);
    }

    [Fact]
    public void Build_FileBeingRead_TellsWhatIsLeft()
    {
        FrameBuilder builder = new(s_edges);

        Assert.Null(builder.Build(Profile(0, 0)).Input!.Remaining);
        Assert.Null(builder.Build(Profile(0.9, 90)).Input!.Remaining);
        FlowInput input = builder.Build(Profile(2, 200)).Input!;

        Assert.Equal("data.bin", input.Name);
        Assert.Equal(0.2, input.Share);
        Assert.Equal(8, input.Remaining!.Value.TotalSeconds, tolerance: 0.001);
    }

    [Fact]
    public void Build_FileIsNotRead_SaysNothingOfTheRest()
    {
        FrameBuilder builder = new(s_edges);
        _ = builder.Build(Profile(0, 200));

        Assert.Null(builder.Build(Profile(5, 200)).Input!.Remaining);
        Assert.Null(builder.Build(Profile(6, 100)).Input!.Remaining);
    }

    [Fact]
    public void Build_StoppedTime_DoesNotCount()
    {
        FlowFrame frame = new FrameBuilder(s_edges).Build(Profile(10, 0) with { StoppedTime = TimeSpan.FromSeconds(4) });

        Assert.Equal(TimeSpan.FromSeconds(6), frame.Elapsed);
    }

    [Fact]
    public void Say_Progress_IsOneLine()
    {
        FrameBuilder builder = new(s_edges);
        _ = builder.Build(Profile(0, 0));

        Assert.Equal(
            "00:02, in 4.88 KiB at 0.98 KiB/s, out - at -, 20% of data.bin, 8 s left; bottleneck: b",
            ProgressLine.Say(builder.Build(Profile(2, 200))));
    }

    [Fact]
    public void Build_NothingSeenToMove_IsNotKnown()
    {
        GraphProfile profile = Profile(2, 0);
        profile = profile with { Edges = [profile.Edges[1] with { BytesTransferred = 0, Quality = ByteQuality.Estimate, Rate = 0 }] };

        FlowEdge edge = Assert.Single(new FrameBuilder(s_edges).Build(profile).Edges);
        string json = ProgressJson.Say(profile);

        Assert.Equal((null, null, 0), (edge.Bytes, edge.Rate, edge.Rates.Count));
        Assert.Contains("\"bytes\":null,\"rate\":null", json, StringComparison.Ordinal);
    }

    private static GraphProfile Profile(double seconds, long position) => new()
    {
        Elapsed = TimeSpan.FromSeconds(seconds),
        Stages =
        [
            new StageProfile { Name = "c", ProcessId = 3, State = StageState.BlockedReading, StateDescriptor = 0 },
            new StageProfile { Name = "b", ProcessId = 2, State = StageState.Running, CpuShare = 1 },
            new StageProfile { Name = "a", ProcessId = 1, State = StageState.BlockedWriting, StateDescriptor = 3, InputFile = new FileProgress("/tmp/data.bin", position, 1000) },
        ],
        Edges =
        [
            new EdgeProfile { Name = "b.1->c.0", From = "b", To = "c" },
            new EdgeProfile { Name = "a.3->b.0", From = "a", To = "b", Rate = 1000, BytesTransferred = 5000 },
        ],
        Bottleneck = new Bottleneck { Stage = "b", Kind = BottleneckKind.Cpu, Share = 1, Confidence = 1, Reason = "b ran." },
    };
}
