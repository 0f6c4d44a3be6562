using System.Buffers;

namespace Standpipe.Tests.Pipes;

public partial class VectoredTests
{
    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_ReaderLeaves_TellsWhatWentIn(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        ReadOnlySequence<byte> sequence = Segments.Sequence(Segments.Every(Pattern.Bytes(20_000), 999));
        WorkerThread reader = WorkerThread.Start(() =>
        {
            WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable >= Math.Min(Atomic, 999), "the first bytes");
            pipe.ReadEnd.Dispose();
        });

        PipeBrokenException exception =
            await Assert.ThrowsAsync<PipeBrokenException>(() => WriteAsync(pipe.WriteEnd, sequence, async));

        Assert.Null(reader.Join());
        Assert.InRange(exception.BytesWritten, OperatingSystem.IsWindows() ? 0 : Atomic, 19_999);
        Assert.Contains($"{exception.BytesWritten} of 20000", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAsync_CancelledBeforeOrInLine_WritesNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        ReadOnlySequence<byte> sequence = Segments.Sequence(Segments.Every(new byte[100], 7));
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pipe.WriteEnd.WriteAsync(sequence, new CancellationToken(canceled: true)).AsTask());
        using CancellationTokenSource source = new();
        Task first = pipe.WriteEnd.WriteAsync(new byte[3 * Atomic], Token).AsTask();
        Task second = pipe.WriteEnd.WriteAsync(sequence, source.Token).AsTask();

        await source.CancelAsync();

        Assert.Equal(0, (await Assert.ThrowsAsync<PipeWriteCanceledException>(() => second)).BytesWritten);
        await pipe.ReadEnd.ReadExactlyAsync(new byte[3 * Atomic], Token);
        await first;
        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_Cancelled_LeavesThePipeUsable()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using CancellationTokenSource source = new();
        Memory<byte>[] buffers = [new byte[1], new byte[1]];
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => _ = await pipe.ReadEnd.ReadAsync(buffers, new CancellationToken(canceled: true)));
        Task<int> read = pipe.ReadEnd.ReadAsync(buffers, source.Token).AsTask();

        await source.CancelAsync();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read)).CancellationToken);
        pipe.WriteEnd.Write([1, 2]);
        Assert.Equal(2, await pipe.ReadEnd.ReadAsync(buffers, Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_WhileBlocked_EndsTheCall(bool write)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        ReadOnlySequence<byte> sequence = Segments.Sequence(Segments.Every(Pattern.Bytes(10_000), 100));
        WorkerThread worker = WorkerThread.Start(() =>
        {
            if (write)
            {
                pipe.WriteEnd.Write(sequence);
            }
            else
            {
                _ = pipe.ReadEnd.Read([new byte[1], new byte[1]]);
            }
        });
        worker.WaitUntilBlocked();

        (write ? (PipeEnd)pipe.WriteEnd : pipe.ReadEnd).Dispose();

        Assert.IsType<ObjectDisposedException>(worker.Join());
        Assert.Throws<ObjectDisposedException>(() => Use(pipe, write));
    }

    [Fact(Timeout = 30_000)]
    public async Task Dispose_WhilePending_EndsThemAll()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic);
        ReadOnlySequence<byte> sequence = Segments.Sequence(Segments.Every(Pattern.Bytes(10_000), 100));
        Task read = pipe.ReadEnd.ReadAsync([new byte[1], new byte[1]], Token).AsTask();
        pipe.ReadEnd.Dispose();
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => read);

        using AnonymousPipe other = AnonymousPipe.Create(Atomic);
        Task first = other.WriteEnd.WriteAsync(sequence, Token).AsTask();
        Task second = other.WriteEnd.WriteAsync(sequence, Token).AsTask();
        WorkerThread.SpinUntil(() => other.ReadEnd.BytesAvailable > 0, "the first bytes");
        other.WriteEnd.Dispose();
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => first);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
    }

    [Fact(Timeout = 120_000)]
    public async Task WriteAsync_CancelledAtRandom_TellsExactlyWhatWentIn()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        using AnonymousPipe pipe = AnonymousPipe.Create(Atomic * 4);
        byte[] sent = Pattern.Bytes(2_000_000);
        byte[] received = new byte[sent.Length];
        WorkerThread reader = WorkerThread.Start(() => ReadCut(pipe.ReadEnd, received, new Random(seed + 1)));
        int done = 0;
        int cancelled = 0;
        while (done < sent.Length)
        {
            int length = Math.Min(random.Next(1, 50_000), sent.Length - done);
            ReadOnlySequence<byte> sequence = Segments.Sequence(
                Segments.Random(sent.AsSpan(done, length), random, random.Next(3) == 0 ? 40 : 9000).Select(piece => (ReadOnlyMemory<byte>)piece));
            using CancellationTokenSource source = new();
            Task write = pipe.WriteEnd.WriteAsync(sequence, source.Token).AsTask();
            Thread.SpinWait(random.Next(2000));
            await source.CancelAsync();
            try
            {
                await write;
                done += length;
            }
            catch (PipeWriteCanceledException exception)
            {
                Assert.Equal(source.Token, exception.CancellationToken);
                Assert.InRange(exception.BytesWritten, 0, length - 1);
                done += (int)exception.BytesWritten;
                cancelled++;
            }
        }

        pipe.WriteEnd.Dispose();
        Assert.Null(reader.Join());
        Assert.True(sent.AsSpan().SequenceEqual(received), $"seed {seed}");
        Assert.True(cancelled > 0, $"nothing was cancelled, seed {seed}");
    }
}
