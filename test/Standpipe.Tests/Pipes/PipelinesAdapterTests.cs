using System.Buffers;
using System.IO.Pipelines;

namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public class PipelinesAdapterTests : IClassFixture<LeakCheck>
{
    private const int Page = 4096;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Adapters_EndDisposedOf_Throw()
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.AsPipeReader());
        Assert.Throws<ObjectDisposedException>(() => pipe.WriteEnd.AsPipeWriter());
    }

    [Theory(Timeout = 60_000)]
    [InlineData(100, 10)]
    [InlineData(1_000_000, 3000)]
    [InlineData(1_000_000, 100_000)]
    public async Task Transfer_AnySizes_IsWhole(int size, int part)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] sent = Pattern.Bytes(size);
        Task<byte[]> reading = ReadToEndAsync(pipe.ReadEnd.AsPipeReader());
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();

        for (int at = 0; at < size; at += part)
        {
            ReadOnlyMemory<byte> bytes = sent.AsMemory(at, Math.Min(part, size - at));
            if (at % 3 == 0)
            {
                _ = await writer.WriteAsync(bytes, Token);
            }
            else
            {
                bytes.CopyTo(writer.GetMemory(bytes.Length));
                writer.Advance(bytes.Length);
            }
        }

        // What is not flushed yet goes with the end.
        await writer.CompleteAsync();
        Assert.Equal(sent, await reading);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Complete_Both_CloseTheirEndsUnlessTheyAreToStay(bool leaveOpen, bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter(leaveOpen);
        PipeReader reader = pipe.ReadEnd.AsPipeReader(leaveOpen);
        writer.Write<byte>([1, 2]);

        for (int i = 0; i < 2; i++)
        {
            await CompleteAsync(writer, async);
        }

        Assert.Equal(leaveOpen, pipe.WriteEnd.CanWrite);
        ReadResult result = await reader.ReadAtLeastAsync(2, Token);
        Assert.Equal((byte[])[1, 2], result.Buffer.ToArray());
        await reader.CompleteAsync();
        Assert.Equal(leaveOpen, pipe.ReadEnd.CanRead);
        Assert.Throws<InvalidOperationException>(() => writer.GetMemory());
        Assert.Throws<InvalidOperationException>(() => writer.Advance(0));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => _ = await writer.FlushAsync(Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => _ = await writer.WriteAsync(new byte[1], Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complete_WithAnException_GivesUpWhatWasNotFlushed(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        writer.Write<byte>([1, 2]);
        _ = await writer.FlushAsync(Token);
        writer.Write<byte>([3]);

        await CompleteAsync(writer, async, new IOException("Something else went wrong."));

        Assert.Equal([1, 2], Pattern.ReadToEnd(pipe.ReadEnd));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200_000)]
    public async Task FlushAsync_NoReader_IsCompleted(int size)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        writer.Write(new byte[size]);
        LeaveReader(pipe);

        for (int i = 0; i < 2; i++)
        {
            FlushResult result = await writer.FlushAsync(Token);
            Assert.True(result.IsCompleted);
            Assert.False(result.IsCanceled);
            Assert.Equal(0, writer.UnflushedBytes);
            Assert.True((await writer.WriteAsync(new byte[size], Token)).IsCompleted);
            writer.Write(new byte[size]);
        }

        // That these are lost has been said.
        await writer.CompleteAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complete_OnlyThenWithoutAReader_Throws(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        writer.Write(new byte[10]);
        LeaveReader(pipe);

        _ = await Assert.ThrowsAsync<PipeBrokenException>(() => CompleteAsync(writer, async));

        Assert.False(pipe.WriteEnd.CanWrite);
        await CompleteAsync(writer, async);
    }

    [Fact]
    public void GetMemory_AnySize_HasIt()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();

        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(1));
        Assert.True(writer.GetMemory().Length >= 1);
        Assert.True(writer.GetSpan(10).Length >= 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.GetMemory(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(10_000_000));
        Assert.True(writer.CanGetUnflushedBytes);
        writer.Advance(10);
        Assert.True(writer.GetMemory(1_000_000).Length >= 1_000_000);
        writer.Advance(5);
        Assert.Equal(15, writer.UnflushedBytes);
        writer.Complete();
        Assert.Equal(15, Pattern.ReadToEnd(pipe.ReadEnd).Length);
    }

    [Fact(Timeout = 30_000)]
    public async Task CancelPendingFlush_NonePending_CancelsTheNext()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        writer.Write<byte>([1]);
        writer.CancelPendingFlush();

        FlushResult first = await writer.FlushAsync(Token);
        Assert.True(first.IsCanceled);
        Assert.Equal(1, writer.UnflushedBytes);
        Assert.False((await writer.FlushAsync(Token)).IsCanceled);

        Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
        await writer.CompleteAsync();
    }

    [LinuxTheory("Windows' pipe tells of no room.")]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Flush_CancelledInTheMiddle_GoesOnFromThere(bool byToken, bool borrowed)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Page);
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        byte[] sent = Pattern.Bytes(50_000);
        using CancellationTokenSource source = new();
        writer.Write(sent.AsSpan(0, 3000));
        byte[] rest = sent[3000..];
        ValueTask<FlushResult> flush;
        if (borrowed)
        {
            flush = writer.WriteAsync(rest, source.Token);
        }
        else
        {
            writer.Write(rest);
            flush = writer.FlushAsync(source.Token);
        }

        Task<FlushResult> pending = flush.AsTask();
        Assert.False(pending.IsCompleted);
        if (byToken)
        {
            await source.CancelAsync();
            Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending)).CancellationToken);
        }
        else
        {
            writer.CancelPendingFlush();
            Assert.True((await pending).IsCanceled);
        }

        // The caller's memory is the caller's again.
        Array.Clear(rest);
        int there = pipe.ReadEnd.BytesAvailable;
        Assert.InRange(there, 3000, Page);
        Assert.Equal(sent.Length - there, writer.UnflushedBytes);
        Task<byte[]> reading = ReadToEndAsync(pipe.ReadEnd.AsPipeReader());
        Assert.False((await writer.FlushAsync(Token)).IsCanceled);
        await writer.CompleteAsync();
        Assert.Equal(sent, await reading);
    }

    [Fact(Timeout = 60_000)]
    public async Task WriteAsync_CancelledAsItBegins_KeepsNoneOfTheCallersMemory()
    {
        const int Races = 20_000;
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        byte[] bytes = new byte[Page];
        byte[] received = new byte[Page];
        CancellationTokenSource source = new();
        int begun = 0;
        int cancelled = 0;
        WorkerThread canceller = WorkerThread.Start(() =>
        {
            for (int i = 1; i <= Races; i++)
            {
                SpinUntil(ref begun, i);
                source.Cancel();
                Volatile.Write(ref cancelled, i);
            }
        });
        for (int i = 1; i <= Races; i++)
        {
            source = new CancellationTokenSource();
            bytes.AsSpan().Fill(Value(i));
            Volatile.Write(ref begun, i);
            Thread.SpinWait(i % 20);
            try
            {
                Assert.False((await writer.WriteAsync(bytes, source.Token)).IsCanceled);
            }
            catch (OperationCanceledException)
            {
                // Before it began: then nothing is kept. After that: then all of it is, but not where it was.
            }

            Array.Clear(bytes);
            _ = await writer.FlushAsync(Token);
            SpinUntil(ref cancelled, i);
            if (pipe.ReadEnd.BytesAvailable > 0)
            {
                pipe.ReadEnd.ReadExactly(received);
                Assert.False(received.AsSpan().ContainsAnyExcept(Value(i)), $"write {i}: {received[0]}");
            }

            source.Dispose();
        }

        Assert.Null(canceller.Join());

        static byte Value(int i) => (byte)((i % byte.MaxValue) + 1);

        // Without ever sleeping: the two are to meet within nanoseconds.
        static void SpinUntil(ref int number, int value)
        {
            SpinWait spin = default;
            while (Volatile.Read(ref number) != value)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_Cancelled_LosesNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeReader reader = pipe.ReadEnd.AsPipeReader();
        using CancellationTokenSource source = new();
        Task<ReadResult> first = reader.ReadAsync(source.Token).AsTask();
        await source.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Task<ReadResult> second = reader.ReadAsync(Token).AsTask();
        reader.CancelPendingRead();
        Assert.True((await second).IsCanceled);
        reader.AdvanceTo((await second).Buffer.Start);

        pipe.WriteEnd.Write([1, 2, 3]);

        ReadResult result = await reader.ReadAtLeastAsync(3, Token);
        Assert.Equal([1, 2, 3], result.Buffer.ToArray());
        await reader.CompleteAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task FlushAsync_EndDisposedOfMeanwhile_Throws()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(Page);
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        Task<FlushResult> pending = writer.WriteAsync(new byte[10_000], Token).AsTask();
        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable > 0, "the first bytes");

        pipe.WriteEnd.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => pending);
        await writer.CompleteAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task FlushAsync_CancelledAtRandom_LosesAndDoublesNothing()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        using AnonymousPipe pipe = AnonymousPipe.Create(Page * 4);
        byte[] sent = Pattern.Bytes(2_000_000);
        Task<byte[]> reading = Task.Run(() => ReadToEndAsync(pipe.ReadEnd.AsPipeReader()), Token);
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        int done = 0;
        while (done < sent.Length)
        {
            int length = Math.Min(random.Next(1, random.Next(2) == 0 ? 500 : 60_000), sent.Length - done);
            using CancellationTokenSource source = new();
            byte[] bytes = sent.AsSpan(done, length).ToArray();
            ValueTask<FlushResult> flush;
            if (random.Next(2) == 0)
            {
                flush = writer.WriteAsync(bytes, source.Token);
            }
            else
            {
                writer.Write(bytes);
                flush = writer.FlushAsync(source.Token);
            }

            done += length;
            Task<FlushResult> pending = flush.AsTask();
            Thread.SpinWait(random.Next(2000));
            if (random.Next(2) == 0)
            {
                writer.CancelPendingFlush();
            }
            else
            {
                await source.CancelAsync();
            }

            try
            {
                _ = await pending;
            }
            catch (OperationCanceledException exception)
            {
                Assert.Equal(source.Token, exception.CancellationToken);
            }

            Array.Clear(bytes);
        }

        await writer.CompleteAsync();
        byte[] received = await reading;
        Assert.True(sent.AsSpan().SequenceEqual(received), $"seed {seed}");
    }

    private static async Task<byte[]> ReadToEndAsync(PipeReader reader)
    {
        using MemoryStream all = new();
        await reader.CopyToAsync(all, Token);
        await reader.CompleteAsync();
        return all.ToArray();
    }

    private static void LeaveReader(AnonymousPipe pipe)
    {
        pipe.ReadEnd.Dispose();
        WorkerThread.SpinUntil(() => pipe.WriteEnd.IsOtherEndClosed, "the last reader's end");
    }

    private static async Task CompleteAsync(PipeWriter writer, bool async, Exception? exception = null)
    {
        if (async)
        {
            await writer.CompleteAsync(exception);
        }
        else
        {
            writer.Complete(exception);
        }
    }
}
