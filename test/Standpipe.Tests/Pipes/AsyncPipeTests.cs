using System.Globalization;

namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public class AsyncPipeTests : IClassFixture<LeakCheck>
{
    [Fact]
    public async Task ReadAsync_DataIsThere_CompletesAtOnce()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[10];
        pipe.WriteEnd.Write("abc"u8);

        ValueTask<int> read = pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken);

        Assert.True(read.IsCompletedSuccessfully);
        Assert.Equal(3, await read);
        Assert.Equal("abc"u8, buffer.AsSpan(0, 3));
    }

    [LinuxFact("Windows does not tell whether there is room: every asynchronous write takes a thread.")]
    public async Task WriteAsync_RoomIsThere_CompletesAtOnce()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        ValueTask write = pipe.WriteEnd.WriteAsync("abc"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.True(write.IsCompletedSuccessfully);
        await write;
        Assert.Equal(3, pipe.ReadEnd.BytesAvailable);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_Empty_CompletesWithTheFirstByte()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[10];
        Task<int> read = pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        Assert.False(read.IsCompleted);

        pipe.WriteEnd.WriteByte(9);

        Assert.Equal(1, await read);
        Assert.Equal(9, buffer[0]);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_WritersLeave_GivesTheDataThenEndOfFile()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[10];
        Task<int> pending = pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        pipe.WriteEnd.WriteByte(1);
        Assert.Equal(1, await pending);
        pending = pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        Assert.False(pending.IsCompleted);

        pipe.WriteEnd.Dispose();

        Assert.Equal(0, await pending);
        Assert.Equal(0, await pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken));
        Assert.Equal(0, await pipe.ReadEnd.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_EmptyBuffer_WaitsForDataAndTakesNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Task<int> read = pipe.ReadEnd.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken).AsTask();
        Assert.False(read.IsCompleted);

        pipe.WriteEnd.WriteByte(1);

        Assert.Equal(0, await read);
        Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAsync_LargerThanThePipe_CompletesWithTheLastByte()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        byte[] sent = Pattern.Bytes(1 << 20);
        byte[] received = new byte[sent.Length];
        Task write = pipe.WriteEnd.WriteAsync(sent, TestContext.Current.CancellationToken).AsTask();

        // What is left is one byte more than the pipe holds.
        int left = pipe.Capacity + 1;
        await pipe.ReadEnd.ReadExactlyAsync(received.AsMemory(0, sent.Length - left), TestContext.Current.CancellationToken);
        Assert.False(write.IsCompleted);
        await pipe.ReadEnd.ReadExactlyAsync(received.AsMemory(sent.Length - left), TestContext.Current.CancellationToken);

        await write;
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAsync_NoReader_ThrowsWithNothingWritten()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.Dispose();

        PipeBrokenException some = await Assert.ThrowsAsync<PipeBrokenException>(() => pipe.WriteEnd.WriteAsync(new byte[10], TestContext.Current.CancellationToken).AsTask());
        PipeBrokenException none = await Assert.ThrowsAsync<PipeBrokenException>(() => pipe.WriteEnd.WriteAsync(ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(0, some.BytesWritten);
        Assert.Equal(0, none.BytesWritten);
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAsync_ReaderLeavesInMidWrite_TellsWhatWentIn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        Task write = pipe.WriteEnd.WriteAsync(new byte[10_000], TestContext.Current.CancellationToken).AsTask();
        pipe.ReadEnd.ReadExactly(new byte[4096]);

        // Windows counts what a blocked writer offers.
        WorkerThread.SpinUntil(
            () => pipe.ReadEnd.BytesAvailable is int count && (OperatingSystem.IsWindows() ? count > 4096 : count == 4096), "the second page");

        pipe.ReadEnd.Dispose();

        PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(() => write);
        Assert.Equal(8192, exception.BytesWritten);
        Assert.Contains("8192 of 10000", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAsync_NothingIntoAFullPipe_Completes()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        pipe.WriteEnd.Write(new byte[4096]);

        await pipe.WriteEnd.WriteAsync(ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken);

        Assert.Equal(4096, pipe.ReadEnd.BytesAvailable);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_SeveralPending_AreServedInOrder()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[][] buffers = [.. Enumerable.Range(0, 50).Select(_ => new byte[1])];
        Task<int>[] reads = [.. buffers.Select(buffer => pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask())];

        for (byte value = 0; value < buffers.Length; value++)
        {
            pipe.WriteEnd.WriteByte(value);
        }

        Assert.All(await Task.WhenAll(reads), count => Assert.Equal(1, count));
        Assert.Equal(Enumerable.Range(0, 50), buffers.Select(buffer => (int)buffer[0]));
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAsync_SeveralLarge_GoInWholeAndInOrder()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        const int Size = 100_000;
        Task[] writes = [.. Enumerable.Range(0, 8).Select(i => pipe.WriteEnd.WriteAsync(Filled(i, Size), TestContext.Current.CancellationToken).AsTask())];
        byte[] received = new byte[8 * Size];

        await pipe.ReadEnd.ReadExactlyAsync(received, TestContext.Current.CancellationToken);

        await Task.WhenAll(writes);
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(-1, received.AsSpan(i * Size, Size).IndexOfAnyExcept((byte)i));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task CopyToAsync_ThroughTwoPipes_IsWhole()
    {
        using AnonymousPipe first = AnonymousPipe.Create(4096);
        using AnonymousPipe second = AnonymousPipe.Create();
        byte[] sent = Pattern.Bytes(1_000_003);
        using MemoryStream received = new();

        Task write = WriteAndCloseAsync(first.WriteEnd, sent);
        Task middle = CopyAndCloseAsync(first.ReadEnd, second.WriteEnd);
        await second.ReadEnd.CopyToAsync(received, TestContext.Current.CancellationToken);
        await Task.WhenAll(write, middle);

        Assert.True(sent.AsSpan().SequenceEqual(received.ToArray()));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAndReadAsync_Mixed_LoseNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[1];
        Task<int> pending = pipe.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        int value = -1;
        WorkerThread reader = WorkerThread.Start(() => value = pipe.ReadEnd.ReadByte());
        reader.WaitUntilBlocked();

        pipe.WriteEnd.WriteByte(1);
        pipe.WriteEnd.WriteByte(2);

        Assert.Null(reader.Join());
        Assert.Equal(1, await pending);
        Assert.Equal([1, 2], new[] { value, buffer[0] }.Order());
    }

    [Fact(Timeout = 30_000)]
    public async Task WriteAndWriteAsync_Mixed_LoseNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        Task pending = pipe.WriteEnd.WriteAsync(Filled(1, 10_000), TestContext.Current.CancellationToken).AsTask();
        WorkerThread writer = WorkerThread.Start(() => pipe.WriteEnd.Write(Filled(2, 10_000)));
        byte[] received = new byte[20_000];

        await pipe.ReadEnd.ReadExactlyAsync(received, TestContext.Current.CancellationToken);

        await pending;
        Assert.Null(writer.Join());
        Assert.Equal(10_000, received.Count(value => value == 1));
        Assert.Equal(10_000, received.Count(value => value == 2));
    }

    [LinuxFact("On Windows every wait has a thread: anonymous pipes know no overlapped I/O.", Timeout = 60_000)]
    public async Task ReadAsync_ThousandPending_NeedNoThreadEach()
    {
        const int Count = 1000;
        AnonymousPipe[] pipes = [.. Enumerable.Range(0, Count).Select(_ => AnonymousPipe.Create(4096))];
        byte[][] buffers = [.. pipes.Select(_ => new byte[1])];
        int before = Threads();

        Task<int>[] reads = [.. pipes.Select((pipe, i) => pipe.ReadEnd.ReadAsync(buffers[i], TestContext.Current.CancellationToken).AsTask())];
        int during = Threads();
        Assert.All(reads, read => Assert.False(read.IsCompleted));
        for (int i = 0; i < Count; i++)
        {
            pipes[i].WriteEnd.WriteByte((byte)i);
        }

        _ = await Task.WhenAll(reads);
        Assert.True(during - before < 20, $"{before} threads before, {during} during");
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (int)(byte)i), buffers.Select(buffer => (int)buffer[0]));
        Array.ForEach(pipes, pipe => pipe.Dispose());
    }

    private static int Threads() =>
        int.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("Threads:", StringComparison.Ordinal))[8..], CultureInfo.InvariantCulture);

    private static byte[] Filled(int value, int count)
    {
        byte[] bytes = new byte[count];
        Array.Fill(bytes, (byte)value);
        return bytes;
    }

    private static async Task WriteAndCloseAsync(PipeWriteEnd end, byte[] bytes)
    {
        await end.WriteAsync(bytes, TestContext.Current.CancellationToken);
        await end.DisposeAsync();
    }

    private static async Task CopyAndCloseAsync(PipeReadEnd from, PipeWriteEnd to)
    {
        await from.CopyToAsync(to, TestContext.Current.CancellationToken);
        await to.DisposeAsync();
    }
}
