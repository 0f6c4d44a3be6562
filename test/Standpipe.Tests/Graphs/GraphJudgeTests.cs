namespace Standpipe.Tests;

/// <summary>The verdict, as a function of what was seen.</summary>
public class GraphJudgeTests
{
    private static readonly ExitStatus s_ok = ExitStatus.FromCode(0);
    private static readonly ExitStatus s_brokenPipe = ExitStatus.FromSignal(13);

    [Theory]
    [InlineData(null, 13, null, GraphNodeOutcome.EarlyClose)]
    [InlineData(141, null, null, GraphNodeOutcome.EarlyClose)]
    [InlineData(23, null, true, GraphNodeOutcome.EarlyClose)]
    [InlineData(23, null, false, GraphNodeOutcome.Failed)]
    [InlineData(23, null, null, GraphNodeOutcome.Failed)]
    [InlineData(null, 11, true, GraphNodeOutcome.Failed)]
    [InlineData(0, null, null, GraphNodeOutcome.Succeeded)]
    public void Judge_WriterThatLostAReader_IsForgivenWhatAFailedWriteExplains(int? code, int? signal, bool? survives, GraphNodeOutcome outcome)
    {
        ExitStatus status = code is { } number ? ExitStatus.FromCode(number) : ExitStatus.FromSignal(signal!.Value);

        Assert.Equal(outcome, Judge(Ended(2, status, survives, lost: [1]), Ended(1, s_ok))[0]);
        Assert.Equal(code == 0 ? outcome : GraphNodeOutcome.Failed, Judge(Ended(2, status, survives), Ended(1, s_ok))[0]);
    }

    [Fact]
    public void Judge_StageWithABrokenPipe_IsForgivenToo()
    {
        JudgedNode stage = new() { Order = 2, Exception = new PipeBrokenException(), Lost = [new LostPipe([1], "reader", HasFailed: false)] };

        Assert.Equal(GraphNodeOutcome.EarlyClose, Judge(stage, Ended(1, s_ok))[0]);
        Assert.Equal(GraphNodeOutcome.Failed, Judge(stage with { Exception = new IOException() }, Ended(1, s_ok))[0]);
    }

    [Fact]
    public void Judge_ReaderStillRuns_IsTakenForOneThatEndsWell() =>
        Assert.Equal([GraphNodeOutcome.EarlyClose, GraphNodeOutcome.Running], Judge(Ended(1, s_brokenPipe, lost: [1]), new JudgedNode()));

    [Fact]
    public void Judge_WhenStopped_NothingIsAFailure() => Assert.Equal(
        [GraphNodeOutcome.Stopped, GraphNodeOutcome.Succeeded],
        Judge(Ended(1, ExitStatus.FromSignal(15)) with { WasStopped = true }, Ended(2, s_ok) with { WasStopped = true }));

    [Fact]
    public void Judge_ThisProcessFailedToTakeTheBytes_IsALoss() => Assert.Equal(
        GraphNodeOutcome.LostReader,
        Judge(Ended(1, s_brokenPipe) with { Lost = [new LostPipe([], "stream", HasFailed: true)] })[0]);

    [Fact]
    public void Judge_TwoThatReadEachOther_EndsAndForgivesNobodyForHimself()
    {
        GraphNodeOutcome[] outcomes = Judge(Ended(1, s_brokenPipe, lost: [1]), Ended(2, s_brokenPipe, lost: [0]));

        Assert.All(outcomes, outcome => Assert.Equal(GraphNodeOutcome.EarlyClose, outcome));
    }

    [Fact]
    public void FindCause_SeveralFailed_IsTheFirstInTime()
    {
        GraphJudge judge = new([Ended(3, ExitStatus.FromCode(1)), Ended(1, s_brokenPipe, lost: [2]), Ended(2, ExitStatus.FromCode(9))]);

        Assert.Equal(2, judge.FindCause());
    }

    [Fact]
    public void FindCause_SeenFirstAfterAnothersEndOfFile_IsTheOther()
    {
        GraphJudge judge = new([Ended(3, ExitStatus.FromCode(7)), Ended(2, ExitStatus.FromCode(6)) with { After = [0] }, Ended(1, ExitStatus.FromCode(5)) with { After = [1] }]);

        Assert.Equal(0, judge.FindCause());
        Assert.Equal(1, judge.FindFirst(index => index > 0));
    }

    [Fact]
    public void FindCause_TwoThatFeedEachOther_IsTheFirstInTime()
    {
        GraphJudge judge = new([Ended(2, ExitStatus.FromCode(7)) with { After = [1] }, Ended(1, ExitStatus.FromCode(5))]);

        Assert.Equal(1, judge.FindCause());
    }

    [Fact]
    public void FindCause_NobodyFailed_IsNone() => Assert.Equal(-1, new GraphJudge([Ended(1, s_ok)]).FindCause());

    [Fact]
    public void Rank_DiamondBehindACycle_ComesAfterIt()
    {
        // 0 and 1 feed each other; 1 feeds 2 and 3, which feed 4; 5 is alone.
        int[] ranks = GraphTopology.Rank(6, [(0, 1), (1, 0), (1, 2), (1, 3), (2, 4), (3, 4)]);

        Assert.Equal([0, 0, 1, 1, 2, 0], ranks);
    }

    private static JudgedNode Ended(int order, ExitStatus status, bool? survives = null, int[]? lost = null) => new()
    {
        Order = order,
        Status = status,
        SurvivesBrokenPipe = survives,
        Lost = lost is null ? [] : [new LostPipe(lost, "reader", HasFailed: false)],
    };

    private static GraphNodeOutcome[] Judge(params JudgedNode[] nodes)
    {
        GraphJudge judge = new(nodes);
        return [.. Enumerable.Range(0, nodes.Length).Select(judge.Judge)];
    }
}
