using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>The read and write loops when each of their calls fails in turn.</summary>
[SupportedOSPlatform("linux")]
public class PosixIoFaultTests
{
    private const string Reason = "The system calls are those of Linux.";

    private const int Size = 20_000;

    // More calls than a transfer of Size bytes through one page makes.
    private const int MostCalls = 200;

    private static readonly byte[] s_sent = Pattern.Bytes(Size);

    public static TheoryData<bool, int> Modes => new()
    {
        { false, int.MaxValue },
        { false, 1000 },
        { false, 1 },
        { true, int.MaxValue },
        { true, 1000 },
        { true, 1 },
    };

    [LinuxTheory(Reason)]
    [MemberData(nameof(Modes))]
    public void Write_ShortTransfers_ArriveWhole(bool fallback, int longest)
    {
        (IoResult result, byte[] received, FaultPlan plan) = fallback
            ? Write<WriteFallback>(new FaultPlan { Calls = SystemCall.NoWait, FailAt = 1, ForEver = true, Error = Errno.ENOSYS, LongestTransfer = longest })
            : Write<WriteNoWait>(new FaultPlan { LongestTransfer = longest });

        Assert.Equal(new IoResult(Size, 0), result);
        Assert.Equal(s_sent, received);
        Assert.Equal(fallback, plan.Count <= 1);
    }

    [LinuxTheory(Reason)]
    [MemberData(nameof(Modes))]
    public void Read_ShortTransfers_ArriveWhole(bool fallback, int longest)
    {
        (IoResult result, byte[] received, FaultPlan plan) = fallback
            ? Read<ReadFallback>(new FaultPlan { Calls = SystemCall.NoWait, FailAt = 1, ForEver = true, Error = Errno.ENOSYS, LongestTransfer = longest })
            : Read<ReadNoWait>(new FaultPlan { LongestTransfer = longest });

        Assert.Equal(new IoResult(0, 0), result);
        Assert.Equal(s_sent, received);
        Assert.Equal(fallback, plan.Count <= 1);
    }

    [LinuxTheory(Reason)]
    [InlineData(int.MaxValue)]
    [InlineData(1000)]
    public void Write_AnEndThatRefusesNoWait_ArrivesWholeAndOthersAreNotTaken(int longest)
    {
        (IoResult result, byte[] received, FaultPlan plan) = Write<OneEndRefuses>(
            new FaultPlan { Calls = SystemCall.NoWait, FailAt = 1, ForEver = true, Error = Errno.EOPNOTSUPP, LongestTransfer = longest });

        Assert.Equal(new IoResult(Size, 0), result);
        Assert.Equal(s_sent, received);
        AssertAskedOnceForEachEnd(plan);
    }

    [LinuxTheory(Reason)]
    [InlineData(int.MaxValue)]
    [InlineData(1000)]
    public void Read_AnEndThatRefusesNoWait_ArrivesWholeAndOthersAreNotTaken(int longest)
    {
        (IoResult result, byte[] received, FaultPlan plan) = Read<OneEndRefuses>(
            new FaultPlan { Calls = SystemCall.NoWait, FailAt = 1, ForEver = true, Error = Errno.EOPNOTSUPP, LongestTransfer = longest });

        Assert.Equal(new IoResult(0, 0), result);
        Assert.Equal(s_sent, received);
        AssertAskedOnceForEachEnd(plan);
    }

    [LinuxTheory(Reason)]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_AnyCallInterrupted_NeverShows(bool fallback) =>
        EveryCall(at => fallback
            ? Write<WriteFallback>(AfterFallback<WriteFallback>(Interrupted(at)))
            : Write<WriteNoWait>(Interrupted(at)), new IoResult(Size, 0));

    [LinuxTheory(Reason)]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_AnyCallInterrupted_NeverShows(bool fallback) =>
        EveryCall(at => fallback
            ? Read<ReadFallback>(AfterFallback<ReadFallback>(Interrupted(at)))
            : Read<ReadNoWait>(Interrupted(at)), new IoResult(0, 0));

    [LinuxTheory(Reason)]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_AnyTransferWouldBlock_WaitsAndGoesOn(bool fallback) =>
        EveryCall(at => fallback
            ? Write<WriteFallback>(AfterFallback<WriteFallback>(WouldBlock(at)))
            : Write<WriteNoWait>(WouldBlock(at)), new IoResult(Size, 0));

    [LinuxTheory(Reason)]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_AnyTransferWouldBlock_WaitsAndGoesOn(bool fallback) =>
        EveryCall(at => fallback
            ? Read<ReadFallback>(AfterFallback<ReadFallback>(WouldBlock(at)))
            : Read<ReadNoWait>(WouldBlock(at)), new IoResult(0, 0));

    [LinuxTheory(Reason)]
    [InlineData(Errno.EIO)]
    [InlineData(Errno.ENOMEM)]
    public void Write_AnyTransferFails_TellsTheErrorAndWhatWentIn(int errno)
    {
        int failures = 0;
        for (int at = 1; at < MostCalls; at++)
        {
            (IoResult result, byte[] received, FaultPlan plan) =
                Write<WriteNoWait>(new FaultPlan { Calls = SystemCall.Transfers, FailAt = at, Error = errno });

            failures += plan.Failed;
            Assert.Equal(plan.Failed > 0 ? errno : 0, result.Error);
            Assert.Equal(received.Length, result.Count);
            Assert.Equal(s_sent[..received.Length], received);
        }

        Assert.InRange(failures, 1, MostCalls - 2);
    }

    [LinuxFact(Reason)]
    public void Write_AnyWaitFails_TellsTheErrorAndWhatWentIn()
    {
        int failures = 0;
        for (int at = 1; at < MostCalls; at++)
        {
            (IoResult result, byte[] received, FaultPlan plan) =
                Write<WriteNoWait>(new FaultPlan { Calls = SystemCall.Poll, FailAt = at, Error = Errno.ENOMEM });

            failures += plan.Failed;
            Assert.Equal(plan.Failed > 0 ? Errno.ENOMEM : 0, result.Error);
            Assert.Equal(received.Length, result.Count);
        }

        Assert.InRange(failures, 1, MostCalls - 2);
    }

    [LinuxTheory(Reason)]
    [InlineData(Errno.EIO, SystemCall.Transfers)]
    [InlineData(Errno.ENOMEM, SystemCall.Poll)]
    public void Read_AnyCallFails_TellsTheErrorAndLosesNothing(int errno, object calls)
    {
        int failures = 0;
        for (int at = 1; at < MostCalls; at++)
        {
            (IoResult result, byte[] received, FaultPlan plan) =
                Read<ReadNoWait>(new FaultPlan { Calls = (SystemCall)calls, FailAt = at, Error = errno });

            failures += plan.Failed;
            Assert.Equal(new IoResult(0, plan.Failed > 0 ? errno : 0), result);
            Assert.Equal(s_sent[..received.Length], received);
            Assert.Equal(plan.Failed > 0, received.Length < Size || result.Error != 0);
        }

        Assert.InRange(failures, 1, MostCalls - 2);
    }

    [LinuxFact(Reason)]
    public void Write_NoReaderInTheFallback_IsBroken()
    {
        FaultyPosix<WriteFallback>.Plan = AfterFallback<WriteFallback>(new FaultPlan());
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.Dispose();

        // A child that another test starts at this moment has a copy until its exec.
        WorkerThread.SpinUntil(() => pipe.WriteEnd.IsOtherEndClosed, "the last reader's end");
        int fd = DescriptorCalls.Number(pipe.WriteEnd);

        Assert.Equal(Errno.EPIPE, PosixIo<FaultyPosix<WriteFallback>>.Write(fd, new byte[10], new BlockedThreads()).Error);
        Assert.Equal(Errno.EPIPE, PosixIo<FaultyPosix<WriteFallback>>.Write(fd, [], new BlockedThreads()).Error);
    }

    [LinuxFact(Reason)]
    public void Try_NothingToMoveInTheFallback_WouldBlock()
    {
        FaultyPosix<ReadFallback>.Plan = AfterFallback<ReadFallback>(new FaultPlan());
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        int reader = DescriptorCalls.Number(pipe.ReadEnd);
        int writer = DescriptorCalls.Number(pipe.WriteEnd);

        Assert.Equal(IoResult.WouldBlock, PosixIo<FaultyPosix<ReadFallback>>.TryRead(reader, new byte[1]).Error);
        Assert.Equal(new IoResult(4096, 0), PosixIo<FaultyPosix<ReadFallback>>.TryWrite(writer, new byte[5000]));
        Assert.Equal(IoResult.WouldBlock, PosixIo<FaultyPosix<ReadFallback>>.TryWrite(writer, new byte[1]).Error);
        Assert.Equal(new IoResult(4096, 0), PosixIo<FaultyPosix<ReadFallback>>.TryRead(reader, new byte[5000]));
        pipe.WriteEnd.Dispose();
        Assert.Equal(new IoResult(0, 0), PosixIo<FaultyPosix<ReadFallback>>.TryRead(reader, new byte[1]));
    }

    [LinuxFact(Reason)]
    public void ReadAndWrite_ClosedList_DoNotBlock()
    {
        FaultyPosix<ReadNoWait>.Plan = new FaultPlan();
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        BlockedThreads closed = new();
        closed.Close();

        IoResult write = PosixIo<FaultyPosix<ReadNoWait>>.Write(DescriptorCalls.Number(pipe.WriteEnd), new byte[5000], closed);
        Assert.Equal(4096, pipe.ReadEnd.BytesAvailable);
        pipe.ReadEnd.ReadExactly(new byte[4096]);
        IoResult read = PosixIo<FaultyPosix<ReadNoWait>>.Read(DescriptorCalls.Number(pipe.ReadEnd), new byte[1], closed);

        Assert.Equal(new IoResult(4096, IoResult.Closed), write);
        Assert.Equal(new IoResult(0, IoResult.Closed), read);
    }

    /// <summary>It is a property of the end, which keeps it; another is asked.</summary>
    private static void AssertAskedOnceForEachEnd(FaultPlan plan)
    {
        Assert.Equal(1, plan.Count);
        using AnonymousPipe other = AnonymousPipe.Create();
        Assert.Equal(IoResult.WouldBlock, PosixIo<FaultyPosix<OneEndRefuses>>.TryRead(DescriptorCalls.Number(other.ReadEnd), new byte[1], new BlockedThreads()).Error);
        Assert.Equal(2, plan.Count);
    }

    private static FaultPlan Interrupted(int at) => new() { FailAt = at, Error = Errno.EINTR };

    private static FaultPlan WouldBlock(int at) => new() { Calls = SystemCall.Transfers, FailAt = at, Error = Errno.EAGAIN };

    private static void EveryCall(Func<int, (IoResult Result, byte[] Received, FaultPlan Plan)> transfer, IoResult expected)
    {
        int failures = 0;
        for (int at = 1; at < MostCalls; at++)
        {
            (IoResult result, byte[] received, FaultPlan plan) = transfer(at);

            failures += plan.Failed;
            Assert.Equal(expected, result);
            Assert.Equal(s_sent, received);
        }

        // Some of them hit, and the last ones came after the last call.
        Assert.InRange(failures, 1, MostCalls - 2);
    }

    /// <summary>Has the loops of a scenario learn that there is no RWF_NOWAIT, which they remember.</summary>
    private static FaultPlan AfterFallback<TScenario>(FaultPlan plan)
        where TScenario : struct
    {
        FaultyPosix<TScenario>.Plan = new FaultPlan { Calls = SystemCall.NoWait, FailAt = 1, ForEver = true, Error = Errno.ENOSYS };
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.WriteByte(1);
        Assert.Equal(new IoResult(1, 0), PosixIo<FaultyPosix<TScenario>>.TryRead(DescriptorCalls.Number(pipe.ReadEnd), new byte[1]));
        return plan;
    }

    private static (IoResult Result, byte[] Received, FaultPlan Plan) Write<TScenario>(FaultPlan plan)
        where TScenario : struct
    {
        FaultyPosix<TScenario>.Plan = plan;
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));

        IoResult result = PosixIo<FaultyPosix<TScenario>>.Write(DescriptorCalls.Number(pipe.WriteEnd), s_sent, new BlockedThreads());

        pipe.WriteEnd.Dispose();
        Assert.Null(reader.Join());
        return (result, received, plan);
    }

    /// <summary>Reads until end of file or an error.</summary>
    private static (IoResult Result, byte[] Received, FaultPlan Plan) Read<TScenario>(FaultPlan plan)
        where TScenario : struct
    {
        FaultyPosix<TScenario>.Plan = plan;
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        WorkerThread writer = WorkerThread.Start(() =>
        {
            pipe.WriteEnd.Write(s_sent);
            pipe.WriteEnd.Dispose();
        });
        BlockedThreads blocked = new();
        byte[] received = new byte[Size + 1];
        int done = 0;
        IoResult result;
        do
        {
            // An empty read now and then, which waits and takes nothing.
            result = PosixIo<FaultyPosix<TScenario>>.Read(DescriptorCalls.Number(pipe.ReadEnd), [], blocked);
            result = result.Error != 0
                ? result
                : PosixIo<FaultyPosix<TScenario>>.Read(DescriptorCalls.Number(pipe.ReadEnd), received.AsSpan(done), blocked);
            done += (int)result.Count;
        }
        while (result.Count > 0 && result.Error == 0);

        pipe.ReadEnd.Dispose();
        Assert.True(writer.Join() is null or PipeBrokenException);
        return (result, received[..done], plan);
    }

    private readonly struct OneEndRefuses;

    private readonly struct WriteNoWait;

    private readonly struct WriteFallback;

    private readonly struct ReadNoWait;

    private readonly struct ReadFallback;
}
