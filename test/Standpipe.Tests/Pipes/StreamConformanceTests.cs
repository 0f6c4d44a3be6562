using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Tests.Pipes;

/// <summary>
/// Every way to read against every way to write, over every kind of stream that there is: the bytes arrive, in order, and then
/// end of file. A class for each kind says how it is made.
/// </summary>
[SuppressMessage("Performance", "CA1835", Justification = "The overloads are what is tested.")]
public abstract class StreamConformanceTests
{
    private const int Large = 1_000_003;
    private const int LargeOnWindows = 65536;   // under Wine each call is a trip to its server

    private static readonly int[] s_sizes = [1, 42, 4096, 4097, 65536, Large];
    private static readonly int[] s_capacities = [4096, 65536];

    [SuppressMessage("Design", "CA1034", Justification = "Only the theory's data.")]
    public enum Mode
    {
        Array,
        Span,
        Byte,
        AsyncArray,
        AsyncMemory,
        BeginEnd,
    }

    public static TheoryData<Mode, Mode, int, int> Matrix()
    {
        TheoryData<Mode, Mode, int, int> data = [];
        foreach (Mode read in Enum.GetValues<Mode>())
        {
            foreach (Mode write in Enum.GetValues<Mode>())
            {
                foreach (int size in s_sizes)
                {
                    // A million system calls each way tell no more than 65536 do.
                    if (size < (OperatingSystem.IsWindows() ? LargeOnWindows : Large) || (read != Mode.Byte && write != Mode.Byte))
                    {
                        Array.ForEach(s_capacities, capacity => data.Add(read, write, size, capacity));
                    }
                }
            }
        }

        return data;
    }

    /// <summary>Makes the stream that reads, which owns the end.</summary>
    protected abstract Stream Reader(PipeReadEnd readEnd);

    /// <summary>Makes the stream that writes, which owns the end.</summary>
    protected abstract Stream Writer(PipeWriteEnd writeEnd);

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Transfer_AnyModes_IsWhole(Mode read, Mode write, int size, int capacity)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(capacity);
        byte[] sent = Pattern.Bytes(size);
        byte[] received = new byte[size + 1];
        using Stream reader = Reader(pipe.ReadEnd);
        Stream writer = Writer(pipe.WriteEnd);

        Task writing = Task.Factory.StartNew(
            () => WriteAllAsync(writer, sent, write), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        int count = await ReadAllAsync(reader, received, read);
        await writing;

        Assert.Equal(size, count);
        Assert.True(sent.AsSpan().SequenceEqual(received.AsSpan(0, size)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyTo_AfterAByte_GivesTheRest(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] sent = Pattern.Bytes(60_000);
        using Stream reader = Reader(pipe.ReadEnd);
        Stream writer = Writer(pipe.WriteEnd);
        writer.Write(sent);
        writer.Dispose();
        using MemoryStream received = new();
        received.WriteByte((byte)reader.ReadByte());

        if (async)
        {
            await reader.CopyToAsync(received, TestContext.Current.CancellationToken);
        }
        else
        {
            reader.CopyTo(received);
        }

        // A read after that is not asked for: the framework's PipeReader gives what it had buffered once more.
        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public void Properties_Open_SayWhichWayItGoes()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using Stream reader = Reader(pipe.ReadEnd);
        using Stream writer = Writer(pipe.WriteEnd);

        Assert.Equal((true, false, false), (reader.CanRead, reader.CanWrite, reader.CanSeek));
        Assert.Equal((false, true, false), (writer.CanRead, writer.CanWrite, writer.CanSeek));
        Assert.Throws<NotSupportedException>(() => reader.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => writer.Read([1], 0, 1));
        foreach (Stream stream in (Stream[])[reader, writer])
        {
            Assert.Throws<NotSupportedException>(() => stream.Length);
            Assert.Throws<NotSupportedException>(() => stream.Position);
            Assert.Throws<NotSupportedException>(() => stream.Position = 0);
            Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
            Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
        }
    }

    private static async Task WriteAllAsync(Stream end, byte[] bytes, Mode mode)
    {
        // In two parts where that can be, so that offsets count.
        int half = bytes.Length / 2;
        foreach ((int offset, int count) in ((int, int)[])[(0, half), (half, bytes.Length - half)])
        {
            switch (mode)
            {
                case Mode.Array:
                    end.Write(bytes, offset, count);
                    break;
                case Mode.Span:
                    end.Write(bytes.AsSpan(offset, count));
                    break;
                case Mode.Byte:
                    WriteBytes(end, bytes.AsSpan(offset, count));
                    break;
                case Mode.AsyncArray:
                    await end.WriteAsync(bytes, offset, count, CancellationToken.None);
                    break;
                case Mode.AsyncMemory:
                    await end.WriteAsync(bytes.AsMemory(offset, count), CancellationToken.None);
                    break;
                default:
                    await Task.Factory.FromAsync(end.BeginWrite, end.EndWrite, bytes, offset, count, null);
                    break;
            }
        }

        await end.DisposeAsync();
    }

    private static void WriteBytes(Stream end, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            end.WriteByte(value);
        }
    }

    private static async Task<int> ReadAllAsync(Stream end, byte[] buffer, Mode mode)
    {
        int done = 0;
        while (true)
        {
            int count = await ReadOnceAsync(end, buffer, done, mode);
            if (count == 0)
            {
                return done;
            }

            done += count;
        }
    }

    private static async ValueTask<int> ReadOnceAsync(Stream end, byte[] buffer, int offset, Mode mode)
    {
        int count = buffer.Length - offset;
        switch (mode)
        {
            case Mode.Array:
                return end.Read(buffer, offset, count);
            case Mode.Span:
                return end.Read(buffer.AsSpan(offset, count));
            case Mode.Byte:
                int value = end.ReadByte();
                buffer[offset] = (byte)value;
                return value < 0 ? 0 : 1;
            case Mode.AsyncArray:
                return await end.ReadAsync(buffer, offset, count, CancellationToken.None);
            case Mode.AsyncMemory:
                return await end.ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None);
            default:
                return await Task<int>.Factory.FromAsync(end.BeginRead, end.EndRead, buffer, offset, count, null);
        }
    }
}
