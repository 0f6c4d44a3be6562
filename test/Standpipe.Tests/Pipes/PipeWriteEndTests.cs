namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public class PipeWriteEndTests : IClassFixture<LeakCheck>
{
    private static readonly Dictionary<string, Action<PipeWriteEnd>> s_wrongDirection = new()
    {
        ["Read(byte[])"] = end => _ = end.Read(new byte[1], 0, 1),
        ["Read(span)"] = end => _ = end.Read(new byte[1].AsSpan()),
        ["Read(empty)"] = end => _ = end.Read([]),
        ["ReadByte"] = end => end.ReadByte(),
        ["ReadExactly"] = end => end.ReadExactly(new byte[1]),
        ["ReadAtLeast"] = end => end.ReadAtLeast(new byte[1], 1),
        ["ReadAsync(byte[])"] = end => _ = end.ReadAsync(new byte[1], 0, 1, CancellationToken.None),
        ["ReadAsync(memory)"] = end => _ = end.ReadAsync(new byte[1]).AsTask(),
        ["BeginRead"] = end => _ = end.BeginRead(new byte[1], 0, 1, null, null),
        ["CopyTo"] = end => end.CopyTo(Stream.Null),
        ["CopyToAsync"] = end => _ = end.CopyToAsync(Stream.Null),
        ["Seek"] = end => end.Seek(0, SeekOrigin.Begin),
        ["Length"] = end => _ = end.Length,
        ["Position get"] = end => _ = end.Position,
        ["Position set"] = end => end.Position = 0,
        ["SetLength"] = end => end.SetLength(0),
    };

    private static readonly Dictionary<string, Action<PipeWriteEnd>> s_members = new()
    {
        ["Write(byte[])"] = end => end.Write([1], 0, 1),
        ["Write(span)"] = end => end.Write([1]),
        ["Write(empty)"] = end => end.Write([]),
        ["WriteByte"] = end => end.WriteByte(1),
        ["WriteAsync(byte[])"] = end => end.WriteAsync([1], 0, 1, CancellationToken.None).GetAwaiter().GetResult(),
        ["WriteAsync(memory)"] = end => end.WriteAsync(new byte[1]).AsTask().GetAwaiter().GetResult(),
        ["WriteAsync(empty)"] = end => end.WriteAsync(ReadOnlyMemory<byte>.Empty).AsTask().GetAwaiter().GetResult(),
        ["BeginWrite"] = end => end.EndWrite(end.BeginWrite([1], 0, 1, null, null)),
        ["Flush"] = end => end.Flush(),
        ["FlushAsync"] = end => _ = end.FlushAsync(),
        ["Capacity get"] = end => _ = end.Capacity,
        ["Capacity set"] = end => end.Capacity = 4096,
        ["BytesAvailable"] = end => _ = end.BytesAvailable,
        ["IsOtherEndClosed"] = end => _ = end.IsOtherEndClosed,
        ["ChildValue"] = end => _ = end.ChildValue,
        ["Duplicate"] = end => end.Duplicate().Dispose(),
    };

    public static TheoryData<string> WrongDirection => [.. s_wrongDirection.Keys];

    public static TheoryData<string> Members => [.. s_members.Keys];

    [Theory]
    [InlineData(0, 1 << 20)]
    [InlineData(4096, 8 << 20)]
    public void Write_LargerThanThePipe_ArrivesWholeAndReturnsAtTheLastByte(int capacity, int size)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(capacity);
        byte[] sent = Pattern.Bytes(size);
        byte[] received = new byte[size];
        WorkerThread writer = WorkerThread.Start(() => pipe.WriteEnd.Write(sent));

        // What is left is one byte more than the pipe holds, so the write cannot be over.
        int left = pipe.Capacity + 1;
        pipe.ReadEnd.ReadExactly(received.AsSpan(0, size - left));
        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable > 0, "the next piece");
        writer.WaitUntilBlocked();
        pipe.ReadEnd.ReadExactly(received.AsSpan(size - left));

        Assert.Null(writer.Join());
        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public void Write_NoReader_ThrowsWithNothingWritten()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.Dispose();

        Assert.Equal(0, Assert.Throws<PipeBrokenException>(() => pipe.WriteEnd.Write(new byte[10])).BytesWritten);
        Assert.Equal(0, Assert.Throws<PipeBrokenException>(() => pipe.WriteEnd.Write(new byte[10], 2, 5)).BytesWritten);
        Assert.Equal(0, Assert.Throws<PipeBrokenException>(() => pipe.WriteEnd.WriteByte(1)).BytesWritten);
    }

    [Fact]
    public void Write_ReaderLeavesInMidWrite_TellsWhatWentIn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        WorkerThread writer = WorkerThread.Start(() => pipe.WriteEnd.Write(new byte[10_000]));
        pipe.ReadEnd.ReadExactly(new byte[4096]);

        // Windows counts what a blocked writer offers.
        WorkerThread.SpinUntil(
            () => pipe.ReadEnd.BytesAvailable is int count && (OperatingSystem.IsWindows() ? count > 4096 : count == 4096), "the second page");

        pipe.ReadEnd.Dispose();

        PipeBrokenException exception = Assert.IsType<PipeBrokenException>(writer.Join());
        Assert.Equal(8192, exception.BytesWritten);
        Assert.Contains("8192 of 10000", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_DuplicateReader_KeepsThePipeWhole()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using PipeReadEnd duplicate = pipe.ReadEnd.Duplicate();
        pipe.ReadEnd.Dispose();

        pipe.WriteEnd.WriteByte(5);

        Assert.Equal(5, duplicate.ReadByte());
    }

    [Fact]
    public void Write_NothingToAReader_PutsNothingIn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        pipe.WriteEnd.Write([]);

        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
    }

    [Fact]
    public void Write_NothingWithoutAReader_Throws()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.Dispose();

        Assert.Equal(0, Assert.Throws<PipeBrokenException>(() => pipe.WriteEnd.Write([])).BytesWritten);
    }

    [Fact]
    public void Write_NothingIntoAFullPipe_Returns()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        pipe.WriteEnd.Write(new byte[4096]);

        pipe.WriteEnd.Write([]);

        Assert.Equal(4096, pipe.ReadEnd.BytesAvailable);
    }

    [Fact]
    public void Write_OffsetAndCount_SendsThatPart()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        pipe.WriteEnd.Write("abcdef"u8.ToArray(), 2, 3);
        pipe.WriteEnd.Dispose();

        Assert.Equal("cde"u8, Pattern.ReadToEnd(pipe.ReadEnd));
    }

    [Fact]
    public void Write_ArgumentsOutOfRange_Throw()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentNullException>(() => pipe.WriteEnd.Write(null!, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.WriteEnd.Write(new byte[4], -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.WriteEnd.Write(new byte[4], 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pipe.WriteEnd.WriteAsync(new byte[4], 2, 3, CancellationToken.None); });
        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
    }

    [LinuxFact("On Windows a capacity is fixed when the pipe is made; see Capacity_GrownOnWindows_IsRefused.")]
    public void Capacity_Grown_WakesTheBlockedWriter()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        WorkerThread writer = WorkerThread.Start(() => pipe.WriteEnd.Write(new byte[8192]));
        writer.WaitUntilBlocked();
        Assert.Equal(4096, pipe.ReadEnd.BytesAvailable);

        pipe.ReadEnd.Capacity = 10_000;

        Assert.Null(writer.Join());
        Assert.Equal(8192, pipe.ReadEnd.BytesAvailable);
        Assert.Equal(16384, pipe.WriteEnd.Capacity);
        Assert.Equal(4096, pipe.Capacity);
    }

    [LinuxFact("On Windows a capacity is fixed when the pipe is made; see Capacity_GrownOnWindows_IsRefused.")]
    public void Capacity_BelowTheContent_NamesTheBytes()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write(new byte[10_000]);

        PipeCapacityException exception = Assert.Throws<PipeCapacityException>(() => pipe.WriteEnd.Capacity = 4096);

        Assert.Contains("10000 bytes wait", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4096, exception.RequestedCapacity);
        Assert.Equal(65536, pipe.WriteEnd.Capacity);
        Assert.Equal(10_000, pipe.ReadEnd.BytesAvailable);
    }

    [LinuxFact("On Windows a capacity is fixed when the pipe is made; see Capacity_GrownOnWindows_IsRefused.")]
    public void Capacity_Shrunk_TakesEffectForBothEnds()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        pipe.WriteEnd.Capacity = 1;

        Assert.Equal(4096, pipe.WriteEnd.Capacity);
        Assert.Equal(4096, pipe.ReadEnd.Capacity);
    }

    [WindowsFact("On Linux a capacity can be changed at any time.")]
    public void Capacity_GrownOnWindows_IsRefused()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(8192);

        PipeCapacityException exception = Assert.Throws<PipeCapacityException>(() => pipe.WriteEnd.Capacity = 8193);
        pipe.ReadEnd.Capacity = 1;

        Assert.Contains("keeps the capacity that it was made with", exception.Message, StringComparison.Ordinal);
        Assert.Equal(8193, exception.RequestedCapacity);
        Assert.Equal(8192, exception.Limit);
        Assert.Equal(8192, pipe.ReadEnd.Capacity);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Capacity_NotPositive_Throws(int capacity)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.WriteEnd.Capacity = capacity);
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.Capacity = capacity);
    }

    [Fact]
    public void IsOtherEndClosed_ReaderGone_IsTrue()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        Assert.False(pipe.WriteEnd.IsOtherEndClosed);
        pipe.WriteEnd.Write(new byte[4096]);
        Assert.False(pipe.WriteEnd.IsOtherEndClosed);

        pipe.ReadEnd.Dispose();

        Assert.True(pipe.WriteEnd.IsOtherEndClosed);
    }

    [Fact]
    public void CanRead_CanWrite_CanSeek_TellTheDirection()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriteEnd end = pipe.WriteEnd;
        Assert.False(end.CanRead);
        Assert.True(end.CanWrite);
        Assert.False(end.CanSeek);

        end.Dispose();

        Assert.False(end.CanRead);
        Assert.False(end.CanWrite);
    }

    [Theory]
    [MemberData(nameof(WrongDirection))]
    public void Member_WrongDirection_IsNotSupported(string member)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<NotSupportedException>(() => s_wrongDirection[member](pipe.WriteEnd));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_AfterDispose_ThrowsObjectDisposed(string member)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Dispose();
        pipe.WriteEnd.Dispose();

        Assert.Throws<ObjectDisposedException>(() => s_members[member](pipe.WriteEnd));
    }

    [Theory]
    [InlineData(HandleInheritability.None)]
    [InlineData(HandleInheritability.Inheritable)]
    public void Duplicate_AnyInheritability_LivesOnItsOwn(HandleInheritability inheritability)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using PipeWriteEnd duplicate = pipe.WriteEnd.Duplicate(inheritability);

        Assert.Equal(inheritability, duplicate.Inheritability);
        Assert.True(DescriptorCalls.IsCloseOnExec(duplicate));
        duplicate.Dispose();
        pipe.WriteEnd.WriteByte(3);
        Assert.Equal(3, pipe.ReadEnd.ReadByte());
        Assert.False(pipe.ReadEnd.IsOtherEndClosed);
    }
}
