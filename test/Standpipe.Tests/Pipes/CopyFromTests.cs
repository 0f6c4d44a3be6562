namespace Standpipe.Tests.Pipes;

/// <summary>Streams of all kinds as the source of a pipe's bytes.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class CopyFromTests : IClassFixture<LeakCheck>, IDisposable
{
    private const int Size = 400_003;

    private static readonly byte[] s_sent = Pattern.Bytes(Size);

    private readonly ScratchDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(CopyTests.FileStreams), MemberType = typeof(CopyTests))]
    public async Task CopyFrom_FileStream_BeginsWhereTheStreamIs(int bufferSize, bool asyncStream, bool async)
    {
        await File.WriteAllBytesAsync(_directory["f"], s_sent, Token);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using FileStream file = new(_directory["f"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize, asyncStream);
        Assert.Equal(s_sent[0], file.ReadByte());
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));

        Assert.Equal(Size - 1, await CopyFrom(async, pipe.WriteEnd, file));
        Assert.Equal(0, await CopyFrom(async, pipe.WriteEnd, file));

        pipe.WriteEnd.Dispose();
        Assert.Null(reader.Join());
        Assert.Equal(Size, file.Position);
        Assert.Equal(-1, file.ReadByte());
        file.Position = 1;
        Assert.Equal(s_sent[1], file.ReadByte());
        Assert.True(s_sent.AsSpan(1).SequenceEqual(received));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task CopyFrom_ReaderGoes_ThePositionIsBehindWhatWentIn(bool memory, bool async)
    {
        await File.WriteAllBytesAsync(_directory["f"], s_sent, Token);
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using Stream source = memory ? new MemoryStream(s_sent) : File.OpenRead(_directory["f"]);
        WorkerThread reader = WorkerThread.Start(() =>
        {
            pipe.ReadEnd.ReadExactly(new byte[10_000]);
            pipe.ReadEnd.Dispose();
        });

        PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(() => CopyFrom(async, pipe.WriteEnd, source));

        Assert.Null(reader.Join());
        Assert.InRange(exception.BytesWritten, 10_000, Size - 1);
        Assert.Equal(exception.BytesWritten, source.Position);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 6)]
    public async Task CopyFromAsync_CancelledAtRandomMoments_LosesNoByte(bool memory, int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await File.WriteAllBytesAsync(_directory["f"], s_sent, Token);
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using Stream source = memory ? new MemoryStream(s_sent) : File.OpenRead(_directory["f"]);
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));
        long moved = 0;
        for (bool ended = false; !ended;)
        {
            using CancellationTokenSource cancellation = new();
            int spins = random.Next(20_000);
            Task cancel = Task.Run(
                () =>
                {
                    Thread.SpinWait(spins);
                    cancellation.Cancel();
                },
                Token);
            try
            {
                moved += await pipe.WriteEnd.CopyFromAsync(source, cancellation.Token);
                ended = true;
            }
            catch (PipeWriteCanceledException exception)
            {
                moved += exception.BytesWritten;
                Assert.Equal(moved, source.Position);
            }

            await cancel;
        }

        pipe.WriteEnd.Dispose();
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received), $"seed {seed}: {received.Length} bytes");
        Assert.Equal(Size, moved);
    }

    [LinuxTheory("On Windows a read may have taken what a write that is ended has not told of.", Timeout = 60_000)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task CopyFrom_EndIsDisposedOf_ThePositionIsBehindWhatWentIn(bool memory, bool async)
    {
        await File.WriteAllBytesAsync(_directory["f"], s_sent, Token);
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using Stream source = memory ? new MemoryStream(s_sent) : File.OpenRead(_directory["f"]);
        Task<long> copy = async ? pipe.WriteEnd.CopyFromAsync(source, Token) : Child.OnThreadAsync(() => pipe.WriteEnd.CopyFrom(source));
        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable >= 4096, "the first page");

        pipe.WriteEnd.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => copy);
        byte[] received = Pattern.ReadToEnd(pipe.ReadEnd);
        Assert.Equal(s_sent[..received.Length], received);
        Assert.Equal(received.Length, source.Position);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_WhileTheSourceHeedsNoToken_EndsWhoIsInLineBehindTheCopy(bool segments)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using PendingStream source = new();
        Task<long> copy = pipe.WriteEnd.CopyFromAsync(source, Token);
        Task write = segments
            ? pipe.WriteEnd.WriteAsync(Segments.Sequence(Segments.Every(new byte[2], 1)), Token).AsTask()
            : pipe.WriteEnd.WriteAsync(new byte[1], Token).AsTask();
        Assert.False(write.IsCompleted);

        pipe.WriteEnd.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => write);
        Assert.False(copy.IsCompleted);
        source.Ended.SetResult(1);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => copy);
    }

    [Fact(Timeout = 60_000)]
    public async Task Dispose_WhileTheSourceReads_RunsNoneOfItsCallbacks()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int disposing = Environment.CurrentManagedThreadId;
        bool isDisposing = true;
        bool insideDispose = false;
        using PendingStream source = new()
        {
            Canceled = () => insideDispose = Volatile.Read(ref isDisposing) && Environment.CurrentManagedThreadId == disposing,
        };
        Task<long> copy = pipe.WriteEnd.CopyFromAsync(source, Token);

        pipe.WriteEnd.Dispose();
        Volatile.Write(ref isDisposing, false);

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => copy);
        Assert.False(insideDispose);
    }

    [LinuxFact("On Windows the bytes are copied.")]
    public void SpliceFrom_FileChangesBeforeItIsRead_TheReaderSeesTheChange()
    {
        File.WriteAllBytes(_directory["f"], new byte[4096]);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using FileStream file = new(_directory["f"], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        Assert.Equal(4096, pipe.WriteEnd.CopyFrom(file));

        file.Position = 0;
        file.WriteByte(7);

        Assert.Equal(7, pipe.ReadEnd.ReadByte());
    }

    private static async Task<long> CopyFrom(bool async, PipeWriteEnd destination, Stream source) =>
        async ? await destination.CopyFromAsync(source, Token) : destination.CopyFrom(source);

    /// <summary>A stream without a position, in whose one read nothing happens until the test, or with <see cref="Canceled"/> the token, ends it.</summary>
    private sealed class PendingStream : MemoryStream
    {
        public override bool CanSeek => false;

        internal Action? Canceled { get; init; }

        internal TaskCompletionSource<int> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using CancellationTokenRegistration registration = Canceled is null ? default : cancellationToken.Register(() =>
            {
                Canceled();
                _ = Ended.TrySetCanceled(cancellationToken);
            });
            return await Ended.Task;
        }
    }
}
