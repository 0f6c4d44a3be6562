using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>The loops over several segments when each of their calls fails in turn, or moves but a little.</summary>
[SupportedOSPlatform("linux")]
public unsafe class PosixVectorFaultTests
{
    private const string Reason = "The system calls are those of Linux.";

    private const int Size = 20_000;

    // More calls than a transfer of Size bytes through one page makes.
    private const int MostCalls = 200;

    private static readonly byte[] s_sent = Pattern.Bytes(Size);

    // Of any size, the last to fill up.
    private static readonly int[] s_segments = [1, 4096, 7, 5000, 300, 1, 1, 8000, Size - 17_406];

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
    public void Write_ShortTransfers_GoOnInTheMiddleOfASegment(bool fallback, int longest)
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
    [InlineData(Errno.EINTR)]
    [InlineData(Errno.EAGAIN)]
    public void Write_AnyTransferInterruptedOrBlocked_NeverShows(int errno) => EveryCall(
        at => Write<WriteNoWait>(new FaultPlan { Calls = SystemCall.Transfers, FailAt = at, Error = errno }), new IoResult(Size, 0));

    [LinuxTheory(Reason)]
    [InlineData(Errno.EINTR)]
    [InlineData(Errno.EAGAIN)]
    public void Read_AnyTransferInterruptedOrBlocked_NeverShows(int errno) => EveryCall(
        at => Read<ReadNoWait>(new FaultPlan { Calls = SystemCall.Transfers, FailAt = at, Error = errno }), new IoResult(0, 0));

    [LinuxTheory(Reason)]
    [InlineData(Errno.EIO, SystemCall.Transfers)]
    [InlineData(Errno.ENOMEM, SystemCall.Poll)]
    public void Write_AnyCallFails_TellsTheErrorAndWhatWentIn(int errno, object calls)
    {
        int failures = 0;
        for (int at = 1; at < MostCalls; at++)
        {
            (IoResult result, byte[] received, FaultPlan plan) =
                Write<WriteNoWait>(new FaultPlan { Calls = (SystemCall)calls, FailAt = at, Error = errno });

            failures += plan.Failed;
            Assert.Equal(plan.Failed > 0 ? errno : 0, result.Error);
            Assert.Equal(received.Length, result.Count);
            Assert.Equal(s_sent[..received.Length], received);
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
        }

        Assert.InRange(failures, 1, MostCalls - 2);
    }

    [LinuxFact(Reason)]
    public void WriteAndRead_ClosedList_DoNotBlock()
    {
        FaultyPosix<WriteNoWait>.Plan = new FaultPlan();
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        BlockedThreads closed = new();
        closed.Close();
        int reader = DescriptorCalls.Number(pipe.ReadEnd);
        int writer = DescriptorCalls.Number(pipe.WriteEnd);

        IoResult write = Pinned(new byte[5000], vectors => PosixIo<FaultyPosix<WriteNoWait>>.WriteVectors(writer, vectors, closed));
        pipe.ReadEnd.ReadExactly(new byte[4096]);
        IoResult read = Pinned(new byte[5000], vectors => PosixIo<FaultyPosix<WriteNoWait>>.ReadVectors(reader, vectors, closed));

        Assert.Equal(new IoResult(4096, IoResult.Closed), write);
        Assert.Equal(new IoResult(0, IoResult.Closed), read);
    }

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

        Assert.InRange(failures, 1, MostCalls - 2);
    }

    private static (IoResult Result, byte[] Received, FaultPlan Plan) Write<TScenario>(FaultPlan plan)
        where TScenario : struct
    {
        FaultyPosix<TScenario>.Plan = plan;
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));

        IoResult result = Pinned(s_sent, vectors => PosixIo<FaultyPosix<TScenario>>.WriteVectors(
            DescriptorCalls.Number(pipe.WriteEnd), vectors, new BlockedThreads()));

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
            // The first read finds nothing, and so waits.
            WorkerThread.SpinUntil(() => plan.HasBegun, "the first call");
            pipe.WriteEnd.Write(s_sent);
            pipe.WriteEnd.Dispose();
        });
        BlockedThreads blocked = new();
        using MemoryStream received = new();
        byte[] buffer = new byte[Size];
        IoResult result;
        do
        {
            // A wait before each: whether a read has to wait by itself is up to the scheduler.
            result = PosixIo<FaultyPosix<TScenario>>.Read(DescriptorCalls.Number(pipe.ReadEnd), [], blocked);
            result = result.Error != 0
                ? result
                : Pinned(buffer, vectors => PosixIo<FaultyPosix<TScenario>>.ReadVectors(
                    DescriptorCalls.Number(pipe.ReadEnd), vectors, blocked));
            received.Write(buffer, 0, (int)result.Count);
        }
        while (result.Count > 0 && result.Error == 0);

        pipe.ReadEnd.Dispose();
        Assert.True(writer.Join() is null or PipeBrokenException);
        return (result, received.ToArray(), plan);
    }

    private delegate IoResult Transfer(Span<iovec> vectors);

    private static IoResult Pinned(byte[] bytes, Transfer transfer)
    {
        Span<iovec> vectors = stackalloc iovec[s_segments.Length];
        fixed (byte* pointer = bytes)
        {
            int at = 0;
            int count = 0;
            while (at < bytes.Length && count < s_segments.Length)
            {
                int length = Math.Min(s_segments[count], bytes.Length - at);
                vectors[count++] = new iovec { iov_base = pointer + at, iov_len = (nuint)length };
                at += length;
            }

            return transfer(vectors[..count]);
        }
    }

    private readonly struct WriteNoWait;

    private readonly struct WriteFallback;

    private readonly struct ReadNoWait;

    private readonly struct ReadFallback;
}
