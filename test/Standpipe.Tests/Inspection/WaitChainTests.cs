using Standpipe.Inspection;
using Standpipe.Platform;
using static Standpipe.Tests.Inspection.Snapshot;

namespace Standpipe.Tests.Inspection;

/// <summary>Why a process waits, on machines made by hand.</summary>
public class WaitChainTests
{
    [Theory]
    [InlineData(WaitKind.Running, "computes")]
    [InlineData(WaitKind.Sleeping, "sleeps")]
    [InlineData(WaitKind.Disk, "waits for a disk or a file")]
    [InlineData(WaitKind.Polling, "waits for any of several descriptors")]
    [InlineData(WaitKind.Signal, "waits for a signal")]
    [InlineData(WaitKind.Unknown, "does something that this user may not see")]
    public void Explain_Pipeline_LeadsToWhoCouldMove(object at, string what)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "producer", At((WaitKind)at), Write(1, 10))
            .Process(1002, "filter", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1003, "consumer", Reading(0), Read(0, 11))
            .Empty(10).Empty(11).Map();

        WaitChain chain = map.Explain(1003);

        Assert.Equal([1003, 1002, 1001], chain.Links.Select(link => link.Process.Id));
        Assert.Equal([11, 10, null], chain.Links.Select(link => link.Pipe?.Inode));
        Assert.Equal(WaitChainEnd.CanMove, chain.End);
        Assert.Equal($"consumer[1003] waits, in the end, for producer[1001], which {what}.", chain.Summary);
        Assert.Equal(
            "consumer[1003] waits for bytes in pipe:[11] (its descriptor 0), and filter[1002] holds the write end (descriptor 1).",
            chain.Links[0].Sentence);
    }

    [Theory]
    [InlineData(DescriptorKind.Terminal, "waits for input from a terminal (descriptor 0)")]
    [InlineData(DescriptorKind.Socket, "waits for bytes from a socket (descriptor 0)")]
    [InlineData(DescriptorKind.File, "waits for bytes from its descriptor 0")]
    public void Explain_WaitOutsidePipes_IsTheEnd(object kind, string what)
    {
        PipeMap map = new Snapshot().Process(1001, "cat", Reading(0, (DescriptorKind)kind)).Map();

        WaitChain chain = map.Explain(1001);

        Assert.Equal((WaitChainEnd.CanMove, $"cat[1001] waits for no other process: it {what}."), (chain.End, chain.Summary));
    }

    [Fact]
    public void Explain_Child_IsFollowed()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "sh", WaitingFor())
            .Process(1002, "make", 1001, [WaitingFor(1003)], [])
            .Process(1003, "cc1", 1002, [At(WaitKind.Running)], []).Map();

        WaitChain chain = map.Explain(1001);

        Assert.Equal(["sh[1001] waits for its child make[1002] to end.", "make[1002] waits for its child cc1[1003] to end.", "cc1[1003] computes."],
            chain.Links.Select(link => link.Sentence));
    }

    [Fact]
    public void Explain_Circle_IsTold()
    {
        PipeMap map = new Snapshot()
            .Process(1000, "outside", Reading(0), Read(0, 12))
            .Process(1001, "left", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "right", Reading(0), Read(0, 11), Write(1, 10), Write(3, 12))
            .Empty(10).Empty(11).Empty(12).Map();

        WaitChain chain = map.Explain(1000);

        Assert.Equal(WaitChainEnd.Circle, chain.End);
        Assert.Equal("outside[1000] cannot go on: right[1002] and left[1001] wait for each other.", chain.Summary);
    }

    [Fact]
    public void Explain_OwnPipe_IsACircleOfOne()
    {
        PipeMap map = new Snapshot().Process(1001, "perl", Reading(3), Read(3, 10), Write(4, 10)).Empty(10).Map();

        Assert.Equal("perl[1001] cannot go on: perl[1001] waits for what only perl[1001] itself could do.", map.Explain(1001).Summary);
    }

    [Fact]
    public void Explain_Stopped_IsTheEnd()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "yes", Writing(1), Write(1, 10))
            .Process(1002, "less", At(WaitKind.Stopped), Read(0, 10))
            .Full(10).Map();

        Assert.Equal(WaitChainEnd.Stopped, map.Explain(1001).End);
        Assert.Contains("kill -CONT 1002", map.Explain(1001).Summary, StringComparison.Ordinal);
        Assert.Contains("kill -CONT 1002", map.Explain(1002).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_UnseenHolder_IsTheEnd()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "yes", Writing(1), Write(1, 11))
            .Empty(10).Full(11).Map();

        Assert.Equal(WaitChainEnd.Unseen, map.Explain(1001).End);
        Assert.Equal(WaitChainEnd.Unseen, map.Explain(1002).End);
        Assert.Equal("cat[1001] waits for bytes in pipe:[10]; who could end that cannot be seen.", map.Explain(1001).Summary);
    }

    [Fact]
    public void Explain_SeveralHolders_GoesOnWithWhoIsInTheLine()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "sleep", Init, [At(WaitKind.Sleeping)], [Write(1, 10)])
            .Process(1003, "bash", At(WaitKind.Polling), Write(63, 10))
            .Process(1004, "tail", At(WaitKind.Polling), Write(1, 10))
            .Empty(10).Map();

        WaitChain chain = map.Explain(1001);

        Assert.Equal([1001, 1004], chain.Links.Select(link => link.Process.Id));
        Assert.Equal([1002, 1003], chain.Links[0].Others.Select(process => process.Id));
    }

    [Fact]
    public void Explain_ThreadAtARuntimesOwnPipe_SaysNothingOfTheProcess()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "dotnet", Shell, [At(WaitKind.Lock), Reading(3), At(WaitKind.Polling)], [Read(3, 10), Write(4, 10)])
            .Empty(10).Map();

        Assert.Equal("dotnet[1001] waits for no other process: it waits for any of several descriptors.", map.Explain(1001).Summary);
    }

    [Fact]
    public void Explain_ThreadsInDifferentPipes_FollowsOneAndIsNotCalledStuck()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "hub", Shell, [Reading(3), Writing(4)], [Read(3, 10), Write(4, 11)])
            .Process(1002, "left", Reading(0), Read(0, 12), Write(1, 10))
            .Process(1003, "right", At(WaitKind.Sleeping), Read(0, 11), Write(1, 12))
            .Empty(10).Full(11).Empty(12).Map();

        Assert.DoesNotContain(map.Diagnoses, diagnosis => diagnosis.Severity == DiagnosisSeverity.Stuck);
        Assert.Equal([1001, 1002, 1003], map.Explain(1001).Links.Select(link => link.Process.Id));
    }

    [Fact]
    public void Explain_NoSuchProcess_IsRefused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new Snapshot().Map().Explain(4711));

        Assert.Contains("4711", refusal.Message, StringComparison.Ordinal);
    }
}
