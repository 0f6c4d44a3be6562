using System.Buffers;

namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public partial class VectoredTests : IClassFixture<LeakCheck>
{
    private const int Atomic = 4096;
    private const int MostSegments = 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Size, size of a segment: few and large, more than one call takes, one byte each.
    public static TheoryData<bool, int, int> Cuts => new()
    {
        { false, 100, 30 },
        { false, Atomic, 1 },
        { false, 1_000_003, 50_000 },
        { false, 300_000, 100 },
        { false, 5000, 1 },
        { true, 100, 30 },
        { true, Atomic, 1 },
        { true, 1_000_003, 50_000 },
        { true, 300_000, 100 },
        { true, 5000, 1 },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Cuts))]
    public async Task Write_ManySegments_ArriveWhole(bool async, int size, int segment)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        byte[] sent = Pattern.Bytes(size);
        ReadOnlySequence<byte> sequence = Segments.Sequence(Segments.Every(sent, segment));
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));

        await WriteAsync(pipe.WriteEnd, sequence, async);
        pipe.WriteEnd.Dispose();

        Assert.Null(reader.Join());
        Assert.Equal(sent, received);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Cuts))]
    public async Task Read_ManyBuffers_AreFilledInOrder(bool async, int size, int segment)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] sent = Pattern.Bytes(Math.Min(size, 65536));
        pipe.WriteEnd.Write(sent);
        pipe.WriteEnd.Dispose();
        byte[] received = new byte[sent.Length];
        int done = 0;
        int count;
        do
        {
            List<Memory<byte>> buffers = [Memory<byte>.Empty];
            for (int at = done; at < received.Length; at += segment)
            {
                buffers.Add(received.AsMemory(at, Math.Min(segment, received.Length - at)));
            }

            buffers.Add(new byte[1]);
            count = await ReadAsync(pipe.ReadEnd, buffers, async);
            done += count;

            // All that is there, if one call takes so many.
            Assert.True(count >= Math.Min(sent.Length, segment * MostSegments) || done == sent.Length || OperatingSystem.IsWindows(), $"{count}");
        }
        while (count > 0);

        Assert.Equal(sent, received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_LessThanThereIsRoom_LeavesTheRestOfTheBuffers(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write([1, 2, 3]);
        byte[] first = new byte[2];
        byte[] second = [9, 9];
        byte[] third = [9];

        Assert.Equal(3, await ReadAsync(pipe.ReadEnd, [first, Memory<byte>.Empty, second, third], async));

        Assert.Equal([1, 2], first);
        Assert.Equal([3, 9], second);
        Assert.Equal([9], third);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Read_NoRoom_WaitsAndTakesNothing(int buffers)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Memory<byte>[] none = new Memory<byte>[buffers];
        Task<int> pending = pipe.ReadEnd.ReadAsync(none, Token).AsTask();
        int count = -1;
        WorkerThread reader = WorkerThread.Start(() => count = pipe.ReadEnd.Read(none));
        reader.WaitUntilBlocked();
        Assert.False(pending.IsCompleted);

        pipe.WriteEnd.WriteByte(1);

        Assert.Equal(0, await pending);
        Assert.Null(reader.Join());
        Assert.Equal(0, count);
        Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_NothingInAnySegment_AsksForAReader(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ReadOnlySequence<byte>[] nothing =
            [ReadOnlySequence<byte>.Empty, Segments.Sequence([ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty])];
        foreach (ReadOnlySequence<byte> sequence in nothing)
        {
            await WriteAsync(pipe.WriteEnd, sequence, async);
        }

        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
        pipe.ReadEnd.Dispose();
        WorkerThread.SpinUntil(() => pipe.WriteEnd.IsOtherEndClosed, "the last reader's end");

        foreach (ReadOnlySequence<byte> sequence in nothing)
        {
            PipeBrokenException exception =
                await Assert.ThrowsAsync<PipeBrokenException>(() => WriteAsync(pipe.WriteEnd, sequence, async));
            Assert.Equal(0, exception.BytesWritten);
        }
    }

    [LinuxFact("Windows says nothing of how much room there is.")]
    public async Task WriteAsync_SmallSequenceThatDoesNotFit_GoesInWholeOrNotAtAll()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        pipe.WriteEnd.Write(new byte[Atomic - 10]);
        using CancellationTokenSource source = new();
        byte[] sent = Pattern.Bytes(11);
        Task write = pipe.WriteEnd.WriteAsync(Segments.Sequence(Segments.Every(sent, 2)), source.Token).AsTask();
        Assert.False(write.IsCompleted);
        Assert.Equal(Atomic - 10, pipe.ReadEnd.BytesAvailable);

        await source.CancelAsync();

        PipeWriteCanceledException exception = await Assert.ThrowsAsync<PipeWriteCanceledException>(() => write);
        Assert.Equal(0, exception.BytesWritten);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.True(write.IsCanceled);
        Assert.Equal(Atomic - 10, pipe.ReadEnd.BytesAvailable);
    }

    [Fact(Timeout = 60_000)]
    public async Task Write_SmallSequencesOfSeveralWriters_AreNeverMixed()
    {
        const int Writers = 3;
        const int Records = 100;
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        PipeWriteEnd[] ends = [pipe.WriteEnd, pipe.WriteEnd.Duplicate(), pipe.WriteEnd.Duplicate()];
        WorkerThread[] writers =
        [
            .. Enumerable.Range(0, Writers).Select(writer => WorkerThread.Start(() =>
            {
                // More segments than one call takes, as many bytes as stay together.
                byte[] record = new byte[Atomic];
                Array.Fill(record, (byte)(writer + 1));
                ReadOnlySequence<byte> sequence = Segments.Sequence(Segments.Every(record, 1 + writer));
                for (int i = 0; i < Records; i++)
                {
                    ends[writer].Write(sequence);
                }

                ends[writer].Dispose();
            })),
        ];

        byte[] received = new byte[Atomic];
        for (int i = 0; i < Writers * Records; i++)
        {
            await pipe.ReadEnd.ReadExactlyAsync(received, Token);
            Assert.Equal(-1, received.AsSpan().IndexOfAnyExcept(received[0]));
        }

        Assert.All(writers, writer => Assert.Null(writer.Join()));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAndWriteAsync_BesideOtherKinds_KeepTheirOrder()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        byte[] sent = Pattern.Bytes(40_000);
        byte[] received = new byte[40_000];
        List<Task> all = [];
        for (int at = 0; at < 40_000; at += 10_000)
        {
            all.Add(at % 20_000 == 0
                ? pipe.WriteEnd.WriteAsync(sent.AsMemory(at, 10_000), Token).AsTask()
                : pipe.WriteEnd.WriteAsync(Segments.Sequence(Segments.Every(sent.AsMemory(at, 10_000), 777)), Token).AsTask());
        }

        for (int at = 0; at < 40_000;)
        {
            at += await pipe.ReadEnd.ReadAsync([received.AsMemory(at, 1), received.AsMemory(at + 1)], Token);
        }

        await Task.WhenAll(all);
        Assert.Equal(sent, received);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(1100)]
    public async Task Write_CollectionsWhileItWaits_DoNotMoveWhatItReads(int segments)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        List<byte[]> pieces = [];
        for (int i = 0; i < segments; i++)
        {
            // Garbage between them, so that they would move.
            byte[] piece = new byte[10_000 / segments];
            Array.Fill(piece, (byte)i);
            pieces.Add(piece);
            _ = new byte[500];
        }

        byte[] expected = [.. pieces.SelectMany(piece => piece)];
        WorkerThread writer = WorkerThread.Start(
            () => pipe.WriteEnd.Write(Segments.Sequence(pieces.Select(piece => (ReadOnlyMemory<byte>)piece))));
        writer.WaitUntilBlocked();
        byte[] received = new byte[expected.Length];
        for (int done = 0; done < received.Length;)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            done += await pipe.ReadEnd.ReadAsync([received.AsMemory(done, Math.Min(1000, received.Length - done))], Token);
        }

        Assert.Null(writer.Join());
        Assert.Equal(expected, received);
    }

    [Fact]
    public async Task Read_NoList_Throws()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentNullException>(() => pipe.ReadEnd.Read((IReadOnlyList<Memory<byte>>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(
            async () => _ = await pipe.ReadEnd.ReadAsync((IReadOnlyList<Memory<byte>>)null!, Token));
    }

    /// <summary>Reads to the end into buffers of random sizes.</summary>
    private static void ReadCut(PipeReadEnd end, byte[] received, Random random)
    {
        int done = 0;
        while (true)
        {
            List<Memory<byte>> buffers = Segments.Random(new byte[random.Next(1, 40_000)], random, random.Next(2) == 0 ? 100 : 10_000);
            int count = random.Next(2) == 0
                ? end.Read(buffers)
                : end.ReadAsync(buffers, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (count == 0)
            {
                Assert.Equal(received.Length, done);
                return;
            }

            Segments.Join(buffers, count).CopyTo(received, done);
            done += count;
        }
    }

    private static void Use(AnonymousPipe pipe, bool write)
    {
        if (write)
        {
            pipe.WriteEnd.Write(Segments.Sequence(Segments.Every(new byte[10_000], 100)));
        }
        else
        {
            _ = pipe.ReadEnd.Read([new byte[1], new byte[1]]);
        }
    }

    private static async Task WriteAsync(PipeWriteEnd end, ReadOnlySequence<byte> sequence, bool async)
    {
        if (async)
        {
            await end.WriteAsync(sequence, Token);
        }
        else
        {
            end.Write(sequence);
        }
    }

    private static async Task<int> ReadAsync(PipeReadEnd end, IReadOnlyList<Memory<byte>> buffers, bool async) =>
        async ? await end.ReadAsync(buffers, Token) : end.Read(buffers);
}
