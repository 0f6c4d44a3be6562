using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Standpipe.Tests.Pipes;

/// <summary>Many reads that wait: what they cost, and that their operations are used again.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class PendingReadTests : IClassFixture<LeakCheck>
{
    private const string Linux = "On Windows every wait has a thread: anonymous pipes know no overlapped I/O.";
    private const int Many = 1_000;
    private const int Waves = 20;

    // What the runtime itself may allocate on the way: a thread, a segment of a queue. A byte a read would be 20,000.
    private const long Slack = 8_192;

    [LinuxFact(Linux, Timeout = 60_000)]
    public async Task ReadAsync_ManyPending_HaveNoThreads()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        Task<int> warm = first.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
        first.WriteEnd.WriteByte(1);
        _ = await warm;
        int before = Threads();
        AnonymousPipe[] pipes = [.. Enumerable.Range(0, Many).Select(_ => AnonymousPipe.Create(4096))];

        Task<int>[] reads = [.. pipes.Select(pipe => pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask())];

        Assert.InRange(Threads() - before, int.MinValue, 3);
        Assert.All(reads, read => Assert.False(read.IsCompleted));
        foreach (AnonymousPipe pipe in pipes)
        {
            pipe.WriteEnd.WriteByte(1);
        }

        Assert.All(await Task.WhenAll(reads), count => Assert.Equal(1, count));
        Array.ForEach(pipes, pipe => pipe.Dispose());
    }

    [LinuxFact(Linux)]
    public void ReadAsync_InSteadyState_AllocatesNothing()
    {
        // The continuation runs on the readiness thread, and this thread spins: nobody else has a part in it.
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        byte[] buffer = new byte[1];
        int done = 0;
        Action count = () => Volatile.Write(ref done, done + 1);
        long least = long.MaxValue;
        for (int wave = 0; wave < Waves; wave++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Many; i++)
            {
                Volatile.Write(ref done, 0);
                ValueTask<int> read = pipe.ReadEnd.ReadAsync(buffer);
                ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter awaiter =
                    read.ConfigureAwait(false).GetAwaiter();
                Assert.False(awaiter.IsCompleted);
                awaiter.UnsafeOnCompleted(count);
                pipe.WriteEnd.WriteByte(1);
                while (Volatile.Read(ref done) == 0)
                {
                    Thread.SpinWait(1);
                }

                _ = awaiter.GetResult();
            }

            // Other tests may allocate at the same time: the quietest wave counts.
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.InRange(least, 0, Slack);
    }

    [LinuxTheory(Linux)]
    [InlineData(false)]
    [InlineData(true)]
    [SuppressMessage("Reliability", "CA2012", Justification = "An await would allocate; each result is taken once.")]
    public void SequencesAndLists_OfOneSegmentInSteadyState_AllocateNothing(bool write)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        pipe.WriteEnd.AllowSynchronousContinuations = true;
        byte[] page = new byte[4096];
        Memory<byte>[] list = [page];
        ReadOnlySequence<byte> sequence = new(page);
        int done = 0;
        Action count = () => Volatile.Write(ref done, done + 1);
        if (write)
        {
            pipe.WriteEnd.Write(page);
        }

        long least = long.MaxValue;
        for (int wave = 0; wave < Waves; wave++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Many; i++)
            {
                Volatile.Write(ref done, 0);
                if (write)
                {
                    WriteOnce();
                }
                else
                {
                    ReadOnce();
                }
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.InRange(least, 0, Slack);

        void WriteOnce()
        {
            ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter = pipe.WriteEnd.WriteAsync(sequence).ConfigureAwait(false).GetAwaiter();
            Assert.False(awaiter.IsCompleted);
            awaiter.UnsafeOnCompleted(count);
            pipe.ReadEnd.ReadExactly(page);
            Spin();
            awaiter.GetResult();
        }

        void ReadOnce()
        {
            ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter awaiter = pipe.ReadEnd.ReadAsync(list).ConfigureAwait(false).GetAwaiter();
            Assert.False(awaiter.IsCompleted);
            awaiter.UnsafeOnCompleted(count);
            pipe.WriteEnd.WriteByte(1);
            Spin();
            _ = awaiter.GetResult();
        }

        void Spin()
        {
            while (Volatile.Read(ref done) == 0)
            {
                Thread.SpinWait(1);
            }
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_AwaitedTwice_IsRefusedAndHarmsNoOther()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ValueTask<int> first = pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken);
        pipe.WriteEnd.WriteByte(1);
        Assert.Equal(1, await first);
        byte[] buffer = new byte[1];
        ValueTask<int> second = pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken);

        // Once more is once too often, and by now the operation may be the second's.
        _ = Assert.ThrowsAny<InvalidOperationException>(() => first.GetAwaiter().GetResult());

        pipe.WriteEnd.WriteByte(2);
        Assert.Equal(1, await second);
        Assert.Equal(2, buffer[0]);
    }

    [Fact]
    public void ReadAsync_ResultTakenByTwoThreadsAtOnce_IsGivenToOneAndItsOperationGivenBackOnce()
    {
        const int Races = 3_000;
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ValueTask<int> read = default;
        int given = 0;
        using Barrier together = new(3);
        WorkerThread[] takers = [.. Enumerable.Range(0, 2).Select(_ => WorkerThread.Start(() =>
        {
            for (int i = 0; i < Races; i++)
            {
                together.SignalAndWait();
                try
                {
                    Assert.Equal(1, read.GetAwaiter().GetResult());
                    _ = Interlocked.Increment(ref given);
                }
                catch (InvalidOperationException)
                {
                    // The other was first.
                }

                together.SignalAndWait();
            }
        }))];
        for (int i = 0; i < Races; i++)
        {
            read = pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken);
            Assert.False(read.IsCompleted);
            pipe.WriteEnd.WriteByte(1);
            WorkerThread.SpinUntil(() => read.IsCompleted, "the byte");
            together.SignalAndWait(TestContext.Current.CancellationToken);
            together.SignalAndWait(TestContext.Current.CancellationToken);
            Assert.Equal(i + 1, given);
        }

        Assert.All(takers, taker => Assert.Null(taker.Join()));
    }

    [LinuxFact(Linux, Timeout = 30_000)]
    public async Task WriteAsync_Cancelled_TellsHowMuchWentIn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using CancellationTokenSource source = new();
        Task write = pipe.WriteEnd.WriteAsync(new byte[10_000], source.Token).AsTask();

        await source.CancelAsync();

        PipeWriteCanceledException exception = await Assert.ThrowsAsync<PipeWriteCanceledException>(() => write);
        Assert.Equal(4096, exception.BytesWritten);
        Assert.Equal(4096, pipe.ReadEnd.BytesAvailable);
        Assert.True(write.IsCanceled);
    }

    [Theory]
    [InlineData(PipeWaitStrategy.Block)]
    [InlineData(PipeWaitStrategy.AdaptiveSpin)]
    public void WaitStrategy_Set_IsRead(PipeWaitStrategy strategy)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Assert.Equal(PipeWaitStrategy.Block, pipe.ReadEnd.WaitStrategy);

        pipe.ReadEnd.WaitStrategy = strategy;

        Assert.Equal(strategy, pipe.ReadEnd.WaitStrategy);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.WaitStrategy = (PipeWaitStrategy)7);
        Assert.Equal(strategy, pipe.ReadEnd.WaitStrategy);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AdaptiveSpin_RequestAndReply_EveryByteComesInOrder(bool async)
    {
        using AnonymousPipe request = AnonymousPipe.Create();
        using AnonymousPipe reply = AnonymousPipe.Create();
        request.ReadEnd.WaitStrategy = PipeWaitStrategy.AdaptiveSpin;
        reply.ReadEnd.WaitStrategy = PipeWaitStrategy.AdaptiveSpin;
        WorkerThread server = WorkerThread.Start(() =>
        {
            for (int value = request.ReadEnd.ReadByte(); value >= 0; value = request.ReadEnd.ReadByte())
            {
                reply.WriteEnd.WriteByte((byte)(value + 1));
            }
        });
        byte[] buffer = new byte[1];

        for (int i = 0; i < 3_000; i++)
        {
            request.WriteEnd.WriteByte((byte)i);
            int count = async
                ? await reply.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken)
                : reply.ReadEnd.Read(buffer.AsSpan());
            Assert.Equal((1, (byte)(i + 1)), (count, buffer[0]));
        }

        request.WriteEnd.Dispose();
        Assert.Null(server.Join());
    }

    private static int Threads() =>
        int.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith("Threads:", StringComparison.Ordinal))["Threads:".Length..],
            CultureInfo.InvariantCulture);
}
