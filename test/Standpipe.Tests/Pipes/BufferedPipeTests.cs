namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public partial class BufferedPipeTests : IClassFixture<LeakCheck>
{
    private const int Page = 4096;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Buffered_NoSize_Throws(int size)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.Buffered(size));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.WriteEnd.Buffered(size));
    }

    [Fact]
    public void Buffered_EndDisposedOf_Throws()
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.Buffered());
        Assert.Throws<ObjectDisposedException>(() => pipe.WriteEnd.Buffered());
    }

    [Fact]
    public void Write_Small_StaysInTheBufferUntilItIsFlushed()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeWriter writer = pipe.WriteEnd.Buffered();

        writer.Write([1, 2, 3]);
        writer.WriteByte(4);

        Assert.Equal(4, writer.BytesBuffered);
        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
        writer.Flush();
        Assert.Equal(0, writer.BytesBuffered);
        Assert.Equal(4, pipe.ReadEnd.BytesAvailable);
        writer.Flush();
        Assert.Equal(4, pipe.ReadEnd.BytesAvailable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_DoesNotFit_PassesOnWhatWaitedAndStaysWhole(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeWriter writer = pipe.WriteEnd.Buffered(10);
        await WriteAsync(writer, Pattern.Bytes(6), async);

        await WriteAsync(writer, Pattern.Bytes(5), async);

        Assert.Equal(6, pipe.ReadEnd.BytesAvailable);
        Assert.Equal(5, writer.BytesBuffered);
        await WriteAsync(writer, Pattern.Bytes(5), async);
        Assert.Equal(10, writer.BytesBuffered);
        Assert.Equal(6, pipe.ReadEnd.BytesAvailable);
        await WriteAsync(writer, [], async);
        Assert.Equal(10, writer.BytesBuffered);
        await WriteAsync(writer, [1], async);
        Assert.Equal(16, pipe.ReadEnd.BytesAvailable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_OfTheBuffersSize_GoesStraight(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeWriter writer = pipe.WriteEnd.Buffered(10);
        await WriteAsync(writer, [1], async);

        await WriteAsync(writer, Pattern.Bytes(10), async);

        Assert.Equal(0, writer.BytesBuffered);
        Assert.Equal([1, .. Pattern.Bytes(10)], Read(pipe.ReadEnd, 11));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Dispose_BytesWait_PassesThemOn(bool leaveOpen, bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        BufferedPipeWriter writer = pipe.WriteEnd.Buffered(leaveOpen: leaveOpen);
        writer.Write([1, 2]);

        await DisposeAsync(writer, async);
        await DisposeAsync(writer, async);

        Assert.Equal(2, pipe.ReadEnd.BytesAvailable);
        Assert.Equal(leaveOpen, pipe.WriteEnd.CanWrite);
        Assert.Equal((false, 0), (writer.CanWrite, writer.BytesBuffered));
        Assert.Throws<ObjectDisposedException>(() => writer.WriteByte(1));
        Assert.Throws<ObjectDisposedException>(() => writer.Write([]));
        Assert.Throws<ObjectDisposedException>(writer.Flush);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.WriteAsync(new byte[1], Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.FlushAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_Reader_ClosesItsEndUnlessItIsToStay(bool leaveOpen)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write([1, 2]);
        BufferedPipeReader reader = pipe.ReadEnd.Buffered(leaveOpen: leaveOpen);
        Assert.Equal(1, reader.ReadByte());
        Assert.Equal(1, reader.BytesBuffered);

        reader.Dispose();
        reader.Dispose();

        Assert.Equal(leaveOpen, pipe.ReadEnd.CanRead);
        Assert.Equal((false, 0), (reader.CanRead, reader.BytesBuffered));
        Assert.Throws<ObjectDisposedException>(() => reader.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => reader.Read(new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => reader.Read(new byte[100_000]));
        Assert.Throws<ObjectDisposedException>(reader.Flush);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_MuchIsThere_IsOneCallForManyReads(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeReader reader = pipe.ReadEnd.Buffered(10);
        pipe.WriteEnd.Write(Pattern.Bytes(25));

        byte[] first = await ReadAsync(reader, 3, async);

        Assert.Equal(15, pipe.ReadEnd.BytesAvailable);
        Assert.Equal(7, reader.BytesBuffered);
        byte[] second = await ReadAsync(reader, 20, async);
        Assert.Equal(15, pipe.ReadEnd.BytesAvailable);

        // From here on straight: more than the buffer holds.
        byte[] third = await ReadAsync(reader, 20, async);
        Assert.Equal(0, reader.BytesBuffered);
        Assert.Equal((3, 7, 15), (first.Length, second.Length, third.Length));
        Assert.Equal(Pattern.Bytes(25), (byte[])[.. first, .. second, .. third]);
        pipe.WriteEnd.Dispose();
        Assert.Empty(await ReadAsync(reader, 1, async));
        Assert.Empty(await ReadAsync(reader, 20, async));
        Assert.Equal(-1, reader.ReadByte());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_IntoNothing_WaitsForAByte(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeReader reader = pipe.ReadEnd.Buffered();
        byte[] empty = [1];
        WorkerThread waiting = WorkerThread.Start(() => empty = ReadAsync(reader, 0, async).AsTask().GetAwaiter().GetResult());
        Assert.True(waiting.IsAlive);

        pipe.WriteEnd.WriteByte(5);

        Assert.Null(waiting.Join());
        Assert.Empty(empty);
        Assert.Equal(5, reader.ReadByte());
    }

    [Fact]
    public void Read_TiedWriterHoldsTheRequest_FlushesItBeforeWaiting()
    {
        using AnonymousPipe requests = AnonymousPipe.Create();
        using AnonymousPipe replies = AnonymousPipe.Create();
        WorkerThread server = WorkerThread.Start(() => Echo(requests.ReadEnd, replies.WriteEnd));
        using BufferedPipeWriter writer = requests.WriteEnd.Buffered();
        using BufferedPipeReader reader = replies.ReadEnd.Buffered();
        reader.TiedWriter = writer;

        for (int i = 0; i < 100; i++)
        {
            writer.WriteByte((byte)i);
            Assert.Equal(i, reader.ReadByte());
        }

        writer.Dispose();
        Assert.Equal(-1, reader.ReadByte());
        Assert.Null(server.Join());
    }

    [Theory(Timeout = 30_000)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task ReadAsync_TiedWriterHoldsTheRequest_FlushesItBeforeWaiting(int room)
    {
        using AnonymousPipe requests = AnonymousPipe.Create();
        using AnonymousPipe replies = AnonymousPipe.Create();
        WorkerThread server = WorkerThread.Start(() => Echo(requests.ReadEnd, replies.WriteEnd));
        await using BufferedPipeWriter writer = requests.WriteEnd.Buffered();
        await using BufferedPipeReader reader = replies.ReadEnd.Buffered();
        reader.TiedWriter = writer;
        byte[] reply = new byte[room];

        for (int i = 0; i < 100; i++)
        {
            await writer.WriteAsync(new byte[] { (byte)i }, Token);
            Assert.Equal(1, await reader.ReadAsync(reply, Token));
            Assert.Equal(i, reply[0]);
        }

        await writer.DisposeAsync();
        Assert.Equal(0, await reader.ReadAsync(reply, Token));
        Assert.Null(server.Join());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_InputIsThere_LeavesTheTiedWriterAlone(bool async)
    {
        using AnonymousPipe requests = AnonymousPipe.Create();
        using AnonymousPipe replies = AnonymousPipe.Create();
        using BufferedPipeWriter writer = requests.WriteEnd.Buffered();
        using BufferedPipeReader reader = replies.ReadEnd.Buffered(2);
        reader.TiedWriter = writer;
        writer.WriteByte(1);
        replies.WriteEnd.Write([1, 2, 3, 4]);

        Assert.Equal([1], await ReadAsync(reader, 1, async));
        Assert.Equal([2], await ReadAsync(reader, 1, async));
        Assert.Equal([3, 4], await ReadAsync(reader, 9, async));
        replies.WriteEnd.Dispose();
        Assert.Empty(await ReadAsync(reader, 9, async));

        Assert.Equal(1, writer.BytesBuffered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_TiedWriterIsBroken_ThrowsOnceThenReads(bool async)
    {
        using AnonymousPipe requests = AnonymousPipe.Create();
        using AnonymousPipe replies = AnonymousPipe.Create();
        using BufferedPipeWriter writer = requests.WriteEnd.Buffered();
        using BufferedPipeReader reader = replies.ReadEnd.Buffered();
        reader.TiedWriter = writer;
        writer.WriteByte(1);
        LeaveReader(requests);

        _ = await Assert.ThrowsAsync<PipeBrokenException>(async () => await ReadAsync(reader, 1, async));

        replies.WriteEnd.WriteByte(7);
        Assert.Equal([7], await ReadAsync(reader, 1, async));
    }

    [LinuxFact("On Windows every call to the pipe makes an object of its own.")]
    public void WriteAndReadByte_InTheBuffer_AllocateNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeWriter writer = pipe.WriteEnd.Buffered();
        using BufferedPipeReader reader = pipe.ReadEnd.Buffered();
        Transfer();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Transfer();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Transfer()
        {
            for (int i = 0; i < 3 * Page; i++)
            {
                writer.WriteByte((byte)i);
            }

            writer.Flush();
            for (int i = 0; i < 3 * Page; i++)
            {
                if (reader.ReadByte() != (byte)i)
                {
                    Assert.Fail($"byte {i}");
                }
            }
        }
    }

    [Fact]
    public async Task Write_RecordsOfSeveralWriters_AreNeverMixed()
    {
        const int Records = 2000;
        using AnonymousPipe pipe = AnonymousPipe.Create(Page);
        PipeWriteEnd[] ends = [pipe.WriteEnd, pipe.WriteEnd.Duplicate()];
        WorkerThread[] writers = [.. ends.Select((end, number) => WorkerThread.Start(() =>
        {
            Random random = new(number);
            using BufferedPipeWriter writer = end.Buffered();
            for (int i = 0; i < Records; i++)
            {
                // A length, and as many times the writer's mark.
                byte[] record = new byte[random.Next(2, 200)];
                Array.Fill(record, (byte)(250 + number));
                record[0] = (byte)record.Length;
                writer.Write(record);
            }
        }))];
        using BufferedPipeReader reader = pipe.ReadEnd.Buffered();

        for (int i = 0; i < Records * ends.Length; i++)
        {
            byte[] record = new byte[reader.ReadByte() - 1];
            await reader.ReadExactlyAsync(record, Token);
            Assert.Equal(-1, record.AsSpan().IndexOfAnyExcept(record[0]));
        }

        Assert.Equal(-1, reader.ReadByte());
        Assert.All(writers, writer => Assert.Null(writer.Join()));
    }

    private static void Echo(PipeReadEnd input, PipeWriteEnd output)
    {
        int value;
        while ((value = input.ReadByte()) >= 0)
        {
            output.WriteByte((byte)value);
        }

        output.Dispose();
    }

    private static void LeaveReader(AnonymousPipe pipe)
    {
        pipe.ReadEnd.Dispose();
        WorkerThread.SpinUntil(() => pipe.WriteEnd.IsOtherEndClosed, "the last reader's end");
    }

    private static byte[] Read(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static async ValueTask<byte[]> ReadAsync(BufferedPipeReader reader, int room, bool async)
    {
        byte[] buffer = new byte[room];
        return buffer[..(async ? await reader.ReadAsync(buffer, Token) : reader.Read(buffer))];
    }

    private static async Task WriteAsync(BufferedPipeWriter writer, byte[] bytes, bool async)
    {
        if (async)
        {
            await writer.WriteAsync(bytes, Token);
        }
        else
        {
            writer.Write(bytes);
        }
    }

    private static async Task DisposeAsync(BufferedPipeWriter writer, bool async)
    {
        if (async)
        {
            await writer.DisposeAsync();
        }
        else
        {
            writer.Dispose();
        }
    }
}
