using System.IO.Pipes;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests.Pipes;

/// <summary>Streams of all kinds as the other side of a copy: what the kernel moves and what is copied is the same.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class CopyTests : IClassFixture<LeakCheck>, IDisposable
{
    private const int Size = 400_003;

    private static readonly byte[] s_sent = Pattern.Bytes(Size);

    private readonly ScratchDirectory _directory = new();

    public static TheoryData<int, bool, bool> FileStreams()
    {
        TheoryData<int, bool, bool> data = [];
        foreach (int bufferSize in new[] { 0, 4096, 100_000 })
        {
            foreach (bool async in new[] { false, true })
            {
                data.Add(bufferSize, false, async);
                data.Add(bufferSize, true, async);
            }
        }

        return data;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(FileStreams))]
    public async Task CopyTo_FileStream_GoesOnWhereTheStreamIs(int bufferSize, bool asyncStream, bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using FileStream file = new(_directory["f"], FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize, asyncStream);
        file.Write([1, 2, 3]);
        WorkerThread writer = Feed(pipe);

        await CopyTo(async, pipe.ReadEnd, file);

        Assert.Null(writer.Join());
        Assert.Equal(Size + 3, file.Position);
        Assert.Equal(Size + 3, file.Length);
        file.Write([4, 5]);
        file.Position = 2;
        Assert.Equal(3, file.ReadByte());
        Assert.Equal(s_sent[0], file.ReadByte());
        await file.FlushAsync(Token);
        Assert.Equal([1, 2, 3, .. s_sent, 4, 5], ReadShared(_directory["f"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyTo_FileStream_TheDescriptorIsWhereTheStreamIs(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using FileStream file = new(_directory["f"], FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        WorkerThread writer = Feed(pipe);
        await CopyTo(async, pipe.ReadEnd, file);
        Assert.Null(writer.Join());

        // Whoever else has the open file, a child say, goes on there once it was asked for.
        using SafeFileHandle borrowed = new(file.SafeFileHandle.DangerousGetHandle(), ownsHandle: false);
        using AnonymousPipe other = AnonymousPipe.Create();
        other.WriteEnd.Write([9]);
        other.WriteEnd.Dispose();
        Assert.Equal(1, other.ReadEnd.SpliceTo(borrowed));

        Assert.Equal([.. s_sent, 9], ReadShared(_directory["f"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyTo_FileStreamThatAppends_Appends(bool async)
    {
        File.WriteAllBytes(_directory["f"], [1, 2]);
        using (FileStream file = new(_directory["f"], FileMode.Append))
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            WorkerThread writer = Feed(pipe);
            await CopyTo(async, pipe.ReadEnd, file);
            Assert.Null(writer.Join());
            file.WriteByte(3);
        }

        Assert.Equal([1, 2, .. s_sent, 3], File.ReadAllBytes(_directory["f"]));
    }

    [LinuxTheory("The descriptor is opened to append by open(2).")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyTo_FileStreamOverAnAppendingDescriptor_Appends(bool async)
    {
        File.WriteAllBytes(_directory["f"], [1, 2]);
        using (FileStream file = new(DescriptorCalls.OpenToAppend(_directory["f"]), FileAccess.Write))
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            WorkerThread writer = Feed(pipe);
            await CopyTo(async, pipe.ReadEnd, file);
            Assert.Null(writer.Join());
        }

        Assert.Equal([1, 2, .. s_sent], File.ReadAllBytes(_directory["f"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyTo_PipeWriteEnd_CopiesEveryByte(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe other = AnonymousPipe.Create(4096);
        byte[] received = [];
        WorkerThread writer = Feed(pipe);
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(other.ReadEnd));

        await CopyTo(async, pipe.ReadEnd, other.WriteEnd);

        other.WriteEnd.Dispose();
        Assert.Null(writer.Join());
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_AnonymousPipeStreams_CopiesEveryByteBothWays(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe last = AnonymousPipe.Create();
        using AnonymousPipeServerStream server = new(PipeDirection.Out);
        using AnonymousPipeClientStream client = new(PipeDirection.In, server.ClientSafePipeHandle);
        byte[] received = [];
        WorkerThread writer = Feed(pipe);
        WorkerThread middle = WorkerThread.Start(() =>
        {
            last.WriteEnd.CopyFrom(client);
            last.WriteEnd.Dispose();
        });
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(last.ReadEnd));

        await CopyTo(async, pipe.ReadEnd, server);

        await server.DisposeAsync();
        Assert.Null(writer.Join());
        Assert.Null(middle.Join());
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received));
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 0)]
    [InlineData(false, true, 20_000)]
    [InlineData(true, false, 20_000)]
    public async Task Copy_NetworkStreams_CopiesEveryByteBothWays(bool async, bool nonBlocking, int timeout)
    {
        using SocketPair sockets = new(AddressFamily.InterNetwork);
        using NetworkStream near = new(sockets.Near, ownsSocket: false);
        using NetworkStream far = new(sockets.Far, ownsSocket: false);
        sockets.Near.SendTimeout = timeout;
        sockets.Far.ReceiveTimeout = timeout;
        if (nonBlocking)
        {
            // What makes .NET's sockets non-blocking: an asynchronous operation.
            await near.WriteAsync(ReadOnlyMemory<byte>.Empty, Token);
        }

        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe last = AnonymousPipe.Create();
        byte[] received = [];
        WorkerThread writer = Feed(pipe);
        WorkerThread middle = WorkerThread.Start(() =>
        {
            last.WriteEnd.CopyFrom(far);
            last.WriteEnd.Dispose();
        });
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(last.ReadEnd));

        await CopyTo(async, pipe.ReadEnd, near);

        sockets.Near.Shutdown(SocketShutdown.Send);
        Assert.Null(writer.Join());
        Assert.Null(middle.Join());
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CopyTo_StreamThatDerivesFromFileStream_IsWrittenThroughItsOwnMembers(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using CountingFileStream file = new(_directory["f"]);
        WorkerThread writer = Feed(pipe);

        await CopyTo(async, pipe.ReadEnd, file);

        Assert.Null(writer.Join());
        Assert.Equal(Size, file.Count);
    }

    [LinuxTheory("The counters are Linux's.")]
    [InlineData("file")]
    [InlineData("pipe")]
    [InlineData("socket")]
    [InlineData("memory")]
    public async Task CopyTo_WhatTheKernelMoves_IsNotReadByThisProcess(string kind)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe other = AnonymousPipe.Create();
        using SocketPair sockets = new(AddressFamily.InterNetwork);
        await using Stream destination = kind switch
        {
            "file" => File.Create(_directory["f"]),
            "pipe" => other.WriteEnd,
            "socket" => new NetworkStream(sockets.Near),
            _ => new MemoryStream(),
        };

        // What makes .NET's sockets non-blocking: an asynchronous operation.
        await destination.WriteAsync(ReadOnlyMemory<byte>.Empty, Token);
        await pipe.WriteEnd.WriteAsync(s_sent.AsMemory(0, 50_000), Token);
        await pipe.WriteEnd.DisposeAsync();
        long read = 0;
        long written = 0;
        WorkerThread mover = WorkerThread.Start(() =>
        {
            (long readBefore, long writtenBefore) = ThreadIo.Count();
            pipe.ReadEnd.CopyTo(destination);
            (long readAfter, long writtenAfter) = ThreadIo.Count();
            (read, written) = (readAfter - readBefore, writtenAfter - writtenBefore);
        });

        Assert.Null(mover.Join());

        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {read} read, {written} written");
        Assert.Equal(kind is "memory" or "file", read >= 50_000);
        Assert.True(kind == "file" || written < 50_000, $"{written} written");
    }

    [Fact]
    public async Task Copy_Arguments_AreChecked()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using MemoryStream readOnly = new([1], writable: false);
        MemoryStream disposed = new();
        await disposed.DisposeAsync();

        Assert.Throws<ArgumentNullException>(() => pipe.ReadEnd.CopyTo(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.CopyTo(Stream.Null, 0));
        Assert.Throws<NotSupportedException>(() => pipe.ReadEnd.CopyTo(readOnly));
        Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.CopyTo(disposed));
        await Assert.ThrowsAsync<NotSupportedException>(() => pipe.ReadEnd.CopyToAsync(readOnly, Token));
        Assert.Throws<ArgumentNullException>(() => pipe.WriteEnd.CopyFrom(null!));
        Assert.Throws<NotSupportedException>(() => pipe.WriteEnd.CopyFrom(pipe.WriteEnd));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipe.ReadEnd.CopyToAsync(Stream.Null, new CancellationToken(canceled: true)));
        pipe.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.CopyTo(Stream.Null));
        Assert.Throws<ObjectDisposedException>(() => pipe.WriteEnd.CopyFrom(Stream.Null));
    }

    private static byte[] ReadShared(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Pattern.ReadToEnd(file);
    }

    private static WorkerThread Feed(AnonymousPipe pipe) => WorkerThread.Start(() =>
    {
        pipe.WriteEnd.Write(s_sent);
        pipe.WriteEnd.Dispose();
    });

    private static async Task CopyTo(bool async, PipeReadEnd source, Stream destination)
    {
        if (async)
        {
            await source.CopyToAsync(destination, Token);
        }
        else
        {
            source.CopyTo(destination);
        }
    }

    private sealed class CountingFileStream(string path) : FileStream(path, FileMode.Create)
    {
        internal long Count { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
