namespace Standpipe.Tests.Pipes;

public partial class BufferedPipeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Flush_NoReader_TellsWhatWentInOnce(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        BufferedPipeWriter writer = pipe.WriteEnd.Buffered();
        writer.Write(new byte[100]);
        LeaveReader(pipe);

        PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(
            async () => await (async ? writer.FlushAsync(Token) : Task.Run(writer.Flush, Token)));

        Assert.Equal(0, exception.BytesWritten);
        Assert.Contains("0 of 100", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, writer.BytesBuffered);
        await DisposeAsync(writer, async);
        Assert.False(pipe.WriteEnd.CanWrite);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_NoReader_TellsOnceAndClosesTheEnd(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        BufferedPipeWriter writer = pipe.WriteEnd.Buffered();
        writer.WriteByte(1);
        LeaveReader(pipe);

        _ = await Assert.ThrowsAsync<PipeBrokenException>(() => DisposeAsync(writer, async));

        Assert.False(pipe.WriteEnd.CanWrite);
        await DisposeAsync(writer, async);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 5)]
    [InlineData(false, 2 * Page)]
    [InlineData(true, 2 * Page)]
    public async Task Write_NoReader_CountsWhatWaitedAndItself(bool async, int size)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeWriter writer = pipe.WriteEnd.Buffered();
        writer.Write(new byte[Page - 1]);
        LeaveReader(pipe);

        PipeBrokenException exception =
            await Assert.ThrowsAsync<PipeBrokenException>(() => WriteAsync(writer, new byte[size], async));

        Assert.Equal(0, exception.BytesWritten);
        Assert.Contains($"0 of {Page - 1 + size}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, writer.BytesBuffered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_ReaderLeavesInTheMiddle_CountsWhatWaitedToo(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Page);
        using BufferedPipeWriter writer = pipe.WriteEnd.Buffered();
        writer.Write(new byte[100]);
        WorkerThread reader = WorkerThread.Start(() =>
        {
            // Those that waited, and some of the others.
            pipe.ReadEnd.ReadExactly(new byte[100 + Page]);
            pipe.ReadEnd.Dispose();
        });

        PipeBrokenException exception =
            await Assert.ThrowsAsync<PipeBrokenException>(() => WriteAsync(writer, new byte[10_000], async));

        Assert.Null(reader.Join());
        Assert.InRange(exception.BytesWritten, 100 + Page, 10_099);
        Assert.Contains($"{exception.BytesWritten} of 10100", exception.Message, StringComparison.Ordinal);
    }

    [LinuxFact("Windows' pipe tells of no room.")]
    public async Task FlushAsync_Cancelled_KeepsWhatIsNotInThePipe()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Page);
        BufferedPipeWriter writer = pipe.WriteEnd.Buffered(3 * Page);
        byte[] sent = Pattern.Bytes(3 * Page);
        writer.Write(sent.AsSpan(1));
        using CancellationTokenSource source = new();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.FlushAsync(new CancellationToken(canceled: true)));
        Assert.Equal(sent.Length - 1, writer.BytesBuffered);
        Task flush = writer.FlushAsync(source.Token);
        Assert.False(flush.IsCompleted);

        await source.CancelAsync();

        Assert.Equal(Page, (await Assert.ThrowsAsync<PipeWriteCanceledException>(() => flush)).BytesWritten);
        Assert.Equal((2 * Page) - 1, writer.BytesBuffered);
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));
        await writer.DisposeAsync();
        Assert.Null(reader.Join());
        Assert.Equal(sent[1..], received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_DisposedOfWhileACallWaits_EndsIt(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Page);
        BufferedPipeWriter writer = pipe.WriteEnd.Buffered(3 * Page);
        using BufferedPipeReader reader = pipe.ReadEnd.Buffered();
        writer.Write(new byte[(3 * Page) - 1]);
        Task flush = Task.Factory.StartNew(
            () => async ? writer.FlushAsync(Token) : Flush(writer), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable >= Page, "the first page");

        pipe.WriteEnd.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => flush);
        Assert.Equal(0, writer.BytesBuffered);
        await DisposeAsync(writer, async);
        Assert.Equal(Page, Pattern.ReadToEnd(reader).Length);

        static Task Flush(BufferedPipeWriter writer)
        {
            writer.Flush();
            return Task.CompletedTask;
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task WriteAsync_CancelledAtRandom_LosesAndDoublesNothing()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        using AnonymousPipe pipe = AnonymousPipe.Create(Page);
        byte[] sent = Pattern.Bytes(1_000_000);
        byte[] received = [];
        int room = random.Next(1, 9000);
        WorkerThread reading = WorkerThread.Start(() =>
        {
            using BufferedPipeReader reader = pipe.ReadEnd.Buffered(room);
            received = Pattern.ReadToEnd(reader);
        });
        BufferedPipeWriter writer = pipe.WriteEnd.Buffered(random.Next(1, 9000));
        int done = 0;
        while (done < sent.Length)
        {
            int length = Math.Min(random.Next(random.Next(2) == 0 ? 100 : 20_000), sent.Length - done);
            using CancellationTokenSource source = new();
            Task write = writer.WriteAsync(sent.AsMemory(done, length), source.Token).AsTask();
            Thread.SpinWait(random.Next(1000));
            await source.CancelAsync();
            try
            {
                await write;
                done += length;
            }
            catch (PipeWriteCanceledException exception)
            {
                Assert.InRange(exception.BytesWritten, 0, length);
                done += (int)exception.BytesWritten;
            }
        }

        await writer.DisposeAsync();
        Assert.Null(reading.Join());
        Assert.True(sent.AsSpan().SequenceEqual(received), $"seed {seed}");
    }
}
