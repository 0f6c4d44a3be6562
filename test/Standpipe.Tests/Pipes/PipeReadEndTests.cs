namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public class PipeReadEndTests : IClassFixture<LeakCheck>
{
    private static readonly Dictionary<string, Action<PipeReadEnd>> s_wrongDirection = new()
    {
        ["Write(byte[])"] = end => end.Write([1], 0, 1),
        ["Write(span)"] = end => end.Write([1]),
        ["Write(empty)"] = end => end.Write([]),
        ["WriteByte"] = end => end.WriteByte(1),
        ["WriteAsync(byte[])"] = end => _ = end.WriteAsync([1], 0, 1, CancellationToken.None),
        ["WriteAsync(memory)"] = end => _ = end.WriteAsync(new byte[1]).AsTask(),
        ["BeginWrite"] = end => _ = end.BeginWrite([1], 0, 1, null, null),
        ["Seek"] = end => end.Seek(0, SeekOrigin.Begin),
        ["Length"] = end => _ = end.Length,
        ["Position get"] = end => _ = end.Position,
        ["Position set"] = end => end.Position = 0,
        ["SetLength"] = end => end.SetLength(0),
    };

    private static readonly Dictionary<string, Action<PipeReadEnd>> s_members = new()
    {
        ["Read(byte[])"] = end => _ = end.Read(new byte[1], 0, 1),
        ["Read(span)"] = end => _ = end.Read(new byte[1].AsSpan()),
        ["Read(empty)"] = end => _ = end.Read([]),
        ["ReadByte"] = end => end.ReadByte(),
        ["ReadExactly"] = end => end.ReadExactly(new byte[1]),
        ["ReadAsync(byte[])"] = end => end.ReadAsync(new byte[1], 0, 1, CancellationToken.None).GetAwaiter().GetResult(),
        ["ReadAsync(memory)"] = end => end.ReadAsync(new byte[1]).AsTask().GetAwaiter().GetResult(),
        ["ReadAsync(empty)"] = end => end.ReadAsync(Memory<byte>.Empty).AsTask().GetAwaiter().GetResult(),
        ["BeginRead"] = end => _ = end.EndRead(end.BeginRead(new byte[1], 0, 1, null, null)),
        ["CopyTo"] = end => end.CopyTo(Stream.Null),
        ["CopyToAsync"] = end => end.CopyToAsync(Stream.Null).GetAwaiter().GetResult(),
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

    [Fact]
    public void Read_OneWriteIsThere_ReturnsWithoutFillingTheBuffer()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[100];
        pipe.WriteEnd.Write("abc"u8);

        Assert.Equal(3, pipe.ReadEnd.Read(buffer, 5, 95));

        Assert.Equal("abc"u8, buffer.AsSpan(5, 3));
        Assert.Equal(0, buffer[4] + buffer[8]);
    }

    [Fact]
    public void Read_Blocked_ReturnsAsSoonAsAByteComes()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[100];
        int count = -1;
        WorkerThread reader = WorkerThread.Start(() => count = pipe.ReadEnd.Read(buffer, 0, buffer.Length));
        reader.WaitUntilBlocked();

        pipe.WriteEnd.WriteByte(7);

        Assert.Null(reader.Join());
        Assert.Equal(1, count);
        Assert.Equal(7, buffer[0]);
    }

    [Fact]
    public void Read_SeveralWrites_JoinsThemAndLeavesTheRest()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[3];
        pipe.WriteEnd.Write("ab"u8);
        pipe.WriteEnd.Write("cd"u8);

        Assert.Equal(3, pipe.ReadEnd.Read(buffer));
        Assert.Equal("abc"u8, buffer);
        Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
        Assert.Equal('d', pipe.ReadEnd.ReadByte());
    }

    [Fact]
    public void Read_WritersGone_GivesTheDataFirstThenEndOfFileForEver()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[2];
        pipe.WriteEnd.Write("abc"u8);
        pipe.WriteEnd.Dispose();

        Assert.Equal(2, pipe.ReadEnd.Read(buffer));
        Assert.Equal(1, pipe.ReadEnd.Read(buffer));
        Assert.Equal(0, pipe.ReadEnd.Read(buffer));
        Assert.Equal(0, pipe.ReadEnd.Read(buffer));
        Assert.Equal(-1, pipe.ReadEnd.ReadByte());
        Assert.Equal(0, pipe.ReadEnd.Read([]));
        Assert.Throws<EndOfStreamException>(() => pipe.ReadEnd.ReadExactly(buffer));
    }

    [Fact]
    public void Read_DuplicateWriteEnd_KeepsEndOfFileAway()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeWriteEnd duplicate = pipe.WriteEnd.Duplicate();
        int result = -2;
        pipe.WriteEnd.Dispose();
        Assert.False(pipe.ReadEnd.IsOtherEndClosed);
        WorkerThread reader = WorkerThread.Start(() => result = pipe.ReadEnd.ReadByte());
        reader.WaitUntilBlocked();

        duplicate.Dispose();

        Assert.Null(reader.Join());
        Assert.Equal(-1, result);
        Assert.True(pipe.ReadEnd.IsOtherEndClosed);
    }

    [Fact]
    public void Read_EmptyBuffer_BlocksUntilDataAndTakesNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int result = -1;
        WorkerThread reader = WorkerThread.Start(() => result = pipe.ReadEnd.Read([]));
        reader.WaitUntilBlocked();

        pipe.WriteEnd.WriteByte(7);

        Assert.Null(reader.Join());
        Assert.Equal(0, result);
        Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
        Assert.Equal(7, pipe.ReadEnd.ReadByte());
    }

    [Fact]
    public void ReadExactly_DataInPieces_WaitsForAll()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] buffer = new byte[6];
        WorkerThread reader = WorkerThread.Start(() => pipe.ReadEnd.ReadExactly(buffer));
        pipe.WriteEnd.Write("abc"u8);
        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable == 0, "the first piece taken");
        reader.WaitUntilBlocked();

        pipe.WriteEnd.Write("def"u8);

        Assert.Null(reader.Join());
        Assert.Equal("abcdef"u8, buffer);
    }

    [Fact]
    public void ReadByte_EveryValue_IsItself()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        for (int value = 0; value < 256; value++)
        {
            pipe.WriteEnd.WriteByte((byte)value);
            Assert.Equal(value, pipe.ReadEnd.ReadByte());
        }
    }

    [Fact]
    public void Read_ArgumentsOutOfRange_Throw()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.WriteByte(1);

        Assert.Throws<ArgumentNullException>(() => pipe.ReadEnd.Read(null!, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.Read(new byte[4], -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.Read(new byte[4], 2, 3));
        Assert.Throws<ArgumentNullException>(() => { _ = pipe.ReadEnd.ReadAsync(null!, 0, 1, CancellationToken.None); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pipe.ReadEnd.ReadAsync(new byte[4], 2, 3, CancellationToken.None); });
        Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
    }

    [Fact]
    public void BytesAvailable_AfterWritesAndReads_Counts()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);

        pipe.WriteEnd.Write(Pattern.Bytes(1000));
        Assert.Equal(1000, pipe.ReadEnd.BytesAvailable);

        pipe.ReadEnd.ReadExactly(new byte[400]);
        Assert.Equal(600, pipe.ReadEnd.BytesAvailable);
    }

    [Fact]
    public void BytesAvailable_OfTheWriteEnd_IsTheSameWhereTheSystemTells()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write(Pattern.Bytes(1000));

        if (OperatingSystem.IsWindows())
        {
            Assert.Throws<PlatformNotSupportedException>(() => pipe.WriteEnd.BytesAvailable);
        }
        else
        {
            Assert.Equal(1000, pipe.WriteEnd.BytesAvailable);
        }
    }

    [Fact]
    public void IsOtherEndClosed_WriterGoneWithDataWaiting_IsTrue()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.WriteByte(1);
        Assert.False(pipe.ReadEnd.IsOtherEndClosed);

        pipe.WriteEnd.Dispose();

        Assert.True(pipe.ReadEnd.IsOtherEndClosed);
        Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
    }

    [Fact]
    public void CanRead_CanWrite_CanSeek_TellTheDirection()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        PipeReadEnd end = pipe.ReadEnd;
        Assert.True(end.CanRead);
        Assert.False(end.CanWrite);
        Assert.False(end.CanSeek);
        Assert.False(end.CanTimeout);

        end.Dispose();

        Assert.False(end.CanRead);
        Assert.False(end.CanWrite);
    }

    [Theory]
    [MemberData(nameof(WrongDirection))]
    public void Member_WrongDirection_IsNotSupported(string member)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<NotSupportedException>(() => s_wrongDirection[member](pipe.ReadEnd));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_AfterDispose_ThrowsObjectDisposed(string member)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.WriteByte(1);
        pipe.ReadEnd.Dispose();
        pipe.ReadEnd.Dispose();

        Assert.Throws<ObjectDisposedException>(() => s_members[member](pipe.ReadEnd));
    }

    [Theory]
    [InlineData(HandleInheritability.None, HandleInheritability.None)]
    [InlineData(HandleInheritability.None, HandleInheritability.Inheritable)]
    [InlineData(HandleInheritability.Inheritable, HandleInheritability.None)]
    [InlineData(HandleInheritability.Inheritable, HandleInheritability.Inheritable)]
    public void Duplicate_AnyInheritability_LivesOnItsOwn(HandleInheritability original, HandleInheritability copy)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(0, original);
        using PipeReadEnd duplicate = pipe.ReadEnd.Duplicate(copy);

        Assert.Equal(copy, duplicate.Inheritability);
        Assert.Equal(original, pipe.ReadEnd.Inheritability);
        Assert.True(DescriptorCalls.IsCloseOnExec(duplicate));
        Assert.NotEqual(pipe.ReadEnd.ChildValue, duplicate.ChildValue);
        pipe.ReadEnd.Dispose();
        Assert.False(pipe.WriteEnd.IsOtherEndClosed);
        pipe.WriteEnd.WriteByte(9);
        Assert.Equal(9, duplicate.ReadByte());
        duplicate.Dispose();
        Assert.True(pipe.WriteEnd.IsOtherEndClosed);
    }

    [Fact]
    public void Duplicate_UnknownInheritability_Throws()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.Duplicate((HandleInheritability)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.WriteEnd.Duplicate((HandleInheritability)9));
    }
}
