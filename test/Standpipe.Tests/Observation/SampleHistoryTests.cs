using Standpipe.Observation;

namespace Standpipe.Tests;

public class SampleHistoryTests
{
    private const int Capacity = 16;

    [Fact]
    public void ToArray_MoreLooksThanRows_KeepsAllOfTheTime()
    {
        SampleHistory history = new(Capacity, stages: 1, edges: 1);
        const int Looks = 1000;

        for (int i = 1; i <= Looks; i++)
        {
            history.Begin(i, 1);
            history.Add(0, i % 2 == 0 ? StageState.Running : StageState.BlockedReading, 1);
            history.AddCpu(0, 0.5);
            history.Add(0, seconds: 1, fill: 0.25, isFull: i % 4 == 0, bytes: 10);
        }

        ProfileSample[] rows = history.ToArray();
        Assert.InRange(rows.Length, Capacity / 2, Capacity);
        Assert.Equal(Looks, rows.Sum(row => row.Duration.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(Looks), rows[^1].Time);
        Assert.Equal(rows.Select(row => row.Time).Order(), rows.Select(row => row.Time));
        ProfileSample whole = rows[0];
        Assert.Equal(new StageSample(0.5f, 0, 0.5f, 0, 0, 0.5f), whole.Stages[0]);
        Assert.Equal(new EdgeSample(0.25f, 0.25f, 10), whole.Edges[0]);
    }

    [Fact]
    public void ToArray_NothingKnown_SaysSo()
    {
        SampleHistory history = new(Capacity, stages: 1, edges: 1);

        history.Begin(1, 1);
        history.Add(0, StageState.Unknown, 1);
        history.AddCpu(0, null);
        history.Add(0, seconds: 1, fill: null, isFull: false, bytes: null);

        ProfileSample row = Assert.Single(history.ToArray());
        Assert.Equal(new StageSample(float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN), row.Stages[0]);
        Assert.True(float.IsNaN(row.Edges[0].Fill) && float.IsNaN(row.Edges[0].Full) && float.IsNaN(row.Edges[0].Rate));
    }

    [Fact]
    public void ToArray_ProcessorTimeAloneIsKnown_SaysSo()
    {
        SampleHistory history = new(Capacity, stages: 1, edges: 0);

        history.Begin(1, 1);
        history.Add(0, StageState.Unknown, 1);
        history.AddCpu(0, 0.5);

        StageSample stage = Assert.Single(history.ToArray()).Stages[0];
        Assert.Equal((float.NaN, 0.5f), (stage.Run, stage.Cpu));
    }

    [Fact]
    public void ToArray_AfterTheEnd_IsNothingAndKnown()
    {
        SampleHistory history = new(Capacity, stages: 1, edges: 0);

        history.Begin(1, 1);
        history.Add(0, StageState.Exited, 1);

        Assert.Equal(default, Assert.Single(history.ToArray()).Stages[0]);
    }

    [Fact]
    public void ToArray_StoppedTime_IsInNoShare()
    {
        SampleHistory history = new(Capacity, stages: 1, edges: 0);

        history.Begin(2, 2);
        history.Add(0, StageState.Stopped, 1);
        history.Add(0, StageState.Running, 1);

        Assert.Equal(1, Assert.Single(history.ToArray()).Stages[0].Run);
    }

    [Fact]
    public void ToArray_CalledInBetween_ChangesNothing()
    {
        SampleHistory asked = new(Capacity, stages: 1, edges: 0);
        SampleHistory left = new(Capacity, stages: 1, edges: 0);

        for (int i = 1; i <= 100; i++)
        {
            foreach (SampleHistory history in new[] { asked, left })
            {
                history.Begin(i, 1);
                history.Add(0, StageState.Disk, 1);
            }

            _ = asked.ToArray();
        }

        Assert.Equal(left.ToArray().Select(row => (row.Time, row.Stages[0])), asked.ToArray().Select(row => (row.Time, row.Stages[0])));
    }
}
