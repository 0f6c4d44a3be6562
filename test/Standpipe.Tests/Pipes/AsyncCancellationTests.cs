namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public class AsyncCancellationTests : IClassFixture<LeakCheck>
{
    [Fact]
    public async Task ReadAsync_CancelledBefore_TakesNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.WriteByte(1);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => _ = await pipe.ReadEnd.ReadAsync(new byte[1], new CancellationToken(canceled: true)));

        Assert.True(exception.CancellationToken.IsCancellationRequested);
        Assert.Equal(1, pipe.ReadEnd.ReadByte());
    }

    [Fact]
    public async Task WriteAsync_CancelledBefore_WritesNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pipe.WriteEnd.WriteAsync(new byte[1], new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ReadAsync_CancelledDuring_LeavesThePipeUsable(int length)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using CancellationTokenSource source = new();
        Task<int> read = pipe.ReadEnd.ReadAsync(new byte[length], source.Token).AsTask();
        Assert.False(read.IsCompleted);

        await source.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.True(read.IsCanceled);
        byte[] buffer = new byte[1];
        Task<int> next = pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        pipe.WriteEnd.WriteByte(7);
        Assert.Equal(1, await next);
        Assert.Equal(7, buffer[0]);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_CancelledWhileInLine_LetsTheOthersGoOn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using CancellationTokenSource source = new();
        byte[] first = new byte[1];
        byte[] third = new byte[1];
        Task<int> head = pipe.ReadEnd.ReadAsync(first, TestContext.Current.CancellationToken).AsTask();
        Task<int> middle = pipe.ReadEnd.ReadAsync(new byte[1], source.Token).AsTask();
        Task<int> tail = pipe.ReadEnd.ReadAsync(third, TestContext.Current.CancellationToken).AsTask();

        await source.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => middle);
        Assert.False(head.IsCompleted);
        pipe.WriteEnd.Write([1, 3]);
        Assert.Equal(1, await head);
        Assert.Equal(1, await tail);
        Assert.Equal([1, 3], new[] { first[0], third[0] });
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAsync_CancelledDuring_TellsWhatWentInAndLeavesThePipeUsable()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using CancellationTokenSource source = new();
        byte[] sent = Pattern.Bytes(10_000);
        Task write = pipe.WriteEnd.WriteAsync(sent, source.Token).AsTask();
        while (pipe.ReadEnd.BytesAvailable < 4096)
        {
            await Task.Yield();
        }

        Assert.False(write.IsCompleted);

        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable >= 4096, "the first page");
        await source.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Contains("4096 of 10000", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4096, pipe.ReadEnd.BytesAvailable);
        byte[] received = new byte[10_000];
        Task rest = pipe.WriteEnd.WriteAsync(sent.AsMemory(4096), TestContext.Current.CancellationToken).AsTask();
        await pipe.ReadEnd.ReadExactlyAsync(received, TestContext.Current.CancellationToken);
        await rest;
        Assert.Equal(sent, received);
    }

    [Fact(Timeout = 60_000)]
    public async Task ReadAsync_CancelRacingWithData_LosesNoByte()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[1];
        int received = 0;
        for (int i = 0; i < 3000; i++)
        {
            using CancellationTokenSource source = new();
            Task<int> read = pipe.ReadEnd.ReadAsync(buffer, source.Token).AsTask();
            Task cancel = Task.Run(source.Cancel, TestContext.Current.CancellationToken);
            Thread.SpinWait(i % 200);
            pipe.WriteEnd.WriteByte((byte)i);

            try
            {
                Assert.Equal(1, await read);
            }
            catch (OperationCanceledException)
            {
                buffer[0] = (byte)pipe.ReadEnd.ReadByte();
            }

            Assert.Equal((byte)i, buffer[0]);
            received++;
            await cancel;
        }

        Assert.Equal(3000, received);
        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
    }

    [Fact(Timeout = 30_000)]
    public async Task FlushAsync_Cancelled_IsCancelled()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        await pipe.WriteEnd.FlushAsync(TestContext.Current.CancellationToken);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pipe.WriteEnd.FlushAsync(new CancellationToken(canceled: true)));
    }
}
