using System.Runtime.Versioning;
using Standpipe.Platform;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>The loops over splice and tee when each of their calls fails in turn.</summary>
[SupportedOSPlatform("linux")]
public class PosixSpliceFaultTests
{
    private const string Reason = "The system calls are those of Linux.";

    private const int Size = 20_000;

    // More calls than a transfer of Size bytes through one page makes.
    private const int MostCalls = 200;

    private static readonly byte[] s_sent = Pattern.Bytes(Size);

    [LinuxTheory(Reason)]
    [InlineData(int.MaxValue)]
    [InlineData(1000)]
    [InlineData(7)]
    public void Move_ShortTransfers_ArriveWhole(int longest)
    {
        Outcome outcome = Move(new FaultPlan { LongestTransfer = longest });

        Assert.Equal(new SpliceResult(Size, SpliceStatus.EndOfFile), outcome.Result);
        Assert.Equal(s_sent, outcome.Received);
    }

    [LinuxTheory(Reason)]
    [InlineData(Errno.EINTR, SystemCall.Splice | SystemCall.Poll)]
    [InlineData(Errno.EAGAIN, SystemCall.Splice)]
    public void Move_AnyCallInterruptedOrRefused_NeverShows(int errno, object calls) =>
        EveryCall((SystemCall)calls, errno, outcome =>
        {
            Assert.Equal(new SpliceResult(Size, SpliceStatus.EndOfFile), outcome.Result);
            Assert.Equal(s_sent, outcome.Received);
        });

    [LinuxTheory(Reason)]
    [InlineData(Errno.EIO)]
    [InlineData(Errno.ENOMEM)]
    public void Move_AnySpliceFails_TellsTheErrorAndLosesNothing(int errno) =>
        EveryCall(SystemCall.Splice, errno, outcome =>
        {
            Assert.Equal(outcome.Failed ? errno : 0, outcome.Result.Error);
            AssertNothingLost(outcome);
        });

    [LinuxTheory(Reason)]
    [InlineData(Errno.EINVAL)]
    [InlineData(Errno.ESPIPE)]
    [InlineData(Errno.EOPNOTSUPP)]
    public void Move_AnySpliceIsNotSupported_LeavesTheRestToBeCopied(int errno) =>
        EveryCall(SystemCall.Splice, errno, outcome =>
        {
            Assert.Equal(outcome.Failed ? SpliceStatus.Unsupported : SpliceStatus.EndOfFile, outcome.Result.Status);
            Assert.Equal(0, outcome.Result.Error);
            AssertNothingLost(outcome);
        });

    [LinuxFact(Reason)]
    public void Move_AnySpliceIsBroken_SaysSoUnlessNothingIsLeft() =>
        EveryCall(SystemCall.Splice, Errno.EPIPE, outcome =>
        {
            SpliceStatus expected = outcome.Failed && outcome.Left.Length > 0 ? SpliceStatus.Broken : SpliceStatus.EndOfFile;
            Assert.True(
                outcome.Result.Status == expected || (outcome.Failed && outcome.Result.Status == SpliceStatus.Broken), $"{outcome.Result}");
            Assert.Equal(0, outcome.Result.Error);
            AssertNothingLost(outcome);
        });

    [LinuxFact(Reason)]
    public void Move_AnyPollFails_TellsTheErrorOrGoesOnAndLosesNothing() =>
        EveryCall(SystemCall.Poll, Errno.ENOMEM, outcome =>
        {
            Assert.Contains(outcome.Result.Error, outcome.Failed ? (int[])[0, Errno.ENOMEM] : [0]);
            AssertNothingLost(outcome);
        });

    [LinuxFact(Reason)]
    public void TryMove_KernelContradictsPoll_IsToldToWait()
    {
        FaultyPosix<Scenario>.Plan = new FaultPlan { Calls = SystemCall.Splice, FailAt = 1, ForEver = true, Error = Errno.EAGAIN };
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        source.WriteEnd.WriteByte(1);
        SpliceRoute route = Route(source, destination, null, null);

        Assert.Equal(new SpliceResult(0, SpliceStatus.DestinationFull), PosixSplice<FaultyPosix<Scenario>>.TryMove(ref route, 1));
    }

    [LinuxFact(Reason)]
    public void TryMove_EachSide_IsToldWhoWaits()
    {
        FaultyPosix<Scenario>.Plan = new FaultPlan();
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        SpliceRoute route = Route(source, destination, null, null);

        Assert.Equal(SpliceStatus.SourceEmpty, PosixSplice<FaultyPosix<Scenario>>.TryMove(ref route, 1).Status);
        destination.WriteEnd.Write(new byte[4096]);
        source.WriteEnd.WriteByte(1);
        Assert.Equal(SpliceStatus.DestinationFull, PosixSplice<FaultyPosix<Scenario>>.TryMove(ref route, 1).Status);
        Assert.Equal(SpliceStatus.DestinationFull, PosixSplice<FaultyPosix<Scenario>>.TryTee(route, 1).Status);
        _ = source.ReadEnd.ReadByte();
        source.WriteEnd.Dispose();
        WorkerThread.SpinUntil(() => source.ReadEnd.IsOtherEndClosed, "the last writer's end");
        Assert.Equal(SpliceStatus.EndOfFile, PosixSplice<FaultyPosix<Scenario>>.TryMove(ref route, 1).Status);
        Assert.Equal(SpliceStatus.EndOfFile, PosixSplice<FaultyPosix<Scenario>>.TryTee(route, 1).Status);
    }

    [LinuxTheory(Reason)]
    [InlineData(true)]
    [InlineData(false)]
    public void Move_ClosedList_DoesNotBlock(bool ofSource)
    {
        FaultyPosix<Scenario>.Plan = new FaultPlan();
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        BlockedThreads closed = new();
        closed.Close();
        SpliceRoute route = ofSource ? Route(source, destination, closed, null) : Route(source, destination, null, closed);

        SpliceStatus status = PosixSplice<FaultyPosix<Scenario>>.Move(ref route, 1).Status;
        SpliceStatus waited = PosixSplice<FaultyPosix<Scenario>>.Wait(route, SpliceStatus.SourceEmpty).Status;

        Assert.Equal(ofSource ? SpliceStatus.SourceClosed : SpliceStatus.DestinationClosed, status);
        Assert.Equal(status, waited);
    }

    [LinuxTheory(Reason)]
    [InlineData(Errno.EINTR, 0)]
    [InlineData(Errno.EAGAIN, 0)]
    [InlineData(Errno.EIO, Errno.EIO)]
    public void TryTee_FirstCallFails_TriesAgainOrTells(int errno, int expected)
    {
        FaultyPosix<Scenario>.Plan = new FaultPlan { Calls = SystemCall.Tee, FailAt = 1, Error = errno };
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        source.WriteEnd.Write(s_sent.AsSpan(0, 100));

        SpliceResult result = PosixSplice<FaultyPosix<Scenario>>.TryTee(Route(source, destination, null, null), 50);

        Assert.Equal(expected, result.Error);
        Assert.Equal(expected == 0 ? 50 : 0, result.Count);
        Assert.Equal(100, source.ReadEnd.BytesAvailable);
        Assert.Equal(result.Count, destination.ReadEnd.BytesAvailable);
    }

    private static void AssertNothingLost(Outcome outcome)
    {
        Assert.Equal(outcome.Received.Length, outcome.Result.Count);
        Assert.Equal(s_sent, (byte[])[.. outcome.Received, .. outcome.Left]);
    }

    private static void EveryCall(SystemCall calls, int errno, Action<Outcome> check)
    {
        int failures = 0;
        for (int at = 1; at < MostCalls; at++)
        {
            Outcome outcome = Move(new FaultPlan { Calls = calls, FailAt = at, Error = errno });
            failures += outcome.Failed ? 1 : 0;
            check(outcome);
        }

        // Some of them hit, and the last ones came after the last call.
        Assert.InRange(failures, 1, MostCalls - 2);
    }

    /// <summary>Moves until end of file or an error, and reads what was left.</summary>
    private static Outcome Move(FaultPlan plan)
    {
        FaultyPosix<Scenario>.Plan = plan;
        using AnonymousPipe source = AnonymousPipe.Create(8192);
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        byte[] received = [];
        WorkerThread writer = WorkerThread.Start(() =>
        {
            // The first look finds nothing, and so waits.
            WorkerThread.SpinUntil(() => plan.Count > 0, "the first call");
            source.WriteEnd.Write(s_sent);
            source.WriteEnd.Dispose();
        });
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(destination.ReadEnd));
        SpliceRoute route = Route(source, destination, new BlockedThreads(), new BlockedThreads());

        SpliceResult result = PosixSplice<FaultyPosix<Scenario>>.Move(ref route, long.MaxValue);

        destination.WriteEnd.Dispose();
        byte[] left = Pattern.ReadToEnd(source.ReadEnd);
        Assert.Null(writer.Join());
        Assert.Null(reader.Join());
        return new Outcome(result, received, left, plan.Failed > 0);
    }

    private static SpliceRoute Route(AnonymousPipe source, AnonymousPipe destination, BlockedThreads? atSource, BlockedThreads? atDestination) => new()
    {
        Source = DescriptorCalls.Number(source.ReadEnd),
        Destination = DescriptorCalls.Number(destination.WriteEnd),
        SourceBlocked = atSource,
        DestinationBlocked = atDestination,
    };

    private sealed record Outcome(SpliceResult Result, byte[] Received, byte[] Left, bool Failed);

    /// <summary>Tells the faults of these tests from those of others.</summary>
    private readonly struct Scenario;
}
