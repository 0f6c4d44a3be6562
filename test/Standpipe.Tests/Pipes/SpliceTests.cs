namespace Standpipe.Tests.Pipes;

/// <summary>Bytes moved from one pipe to another.</summary>
[Collection(LeakCheckDefinition.Name)]
public class SpliceTests : IClassFixture<LeakCheck>
{
    private const int Large = 1_000_003;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool, int, int, int> Transfers()
    {
        TheoryData<bool, int, int, int> data = [];
        foreach (bool async in new[] { false, true })
        {
            foreach (int size in new[] { 0, 1, 4096, 4097, 65_536, OperatingSystem.IsWindows() ? 100_003 : Large })
            {
                data.Add(async, size, 4096, 65_536);
                data.Add(async, size, 65_536, 4096);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Transfers))]
    public async Task SpliceTo_UntilEndOfFile_MovesEveryByte(bool async, int size, int sourceCapacity, int destinationCapacity)
    {
        using AnonymousPipe source = AnonymousPipe.Create(sourceCapacity);
        using AnonymousPipe destination = AnonymousPipe.Create(destinationCapacity);
        byte[] sent = Pattern.Bytes(size);
        byte[] received = [];
        WorkerThread writer = WorkerThread.Start(() =>
        {
            source.WriteEnd.Write(sent);
            source.WriteEnd.Dispose();
        });
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(destination.ReadEnd));

        long moved = await Splice(async, source.ReadEnd, destination.WriteEnd);

        destination.WriteEnd.Dispose();
        Assert.Null(writer.Join());
        Assert.Null(reader.Join());
        Assert.Equal(size, moved);
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 5000)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 5000)]
    public async Task SpliceTo_Count_LeavesTheRestInTheSource(bool async, int count)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        byte[] sent = Pattern.Bytes(9000);
        source.WriteEnd.Write(sent);

        Assert.Equal(count, await Splice(async, source.ReadEnd, destination.WriteEnd, count));

        source.WriteEnd.Dispose();
        destination.WriteEnd.Dispose();
        Assert.Equal(sent[..count], Pattern.ReadToEnd(destination.ReadEnd));
        Assert.Equal(sent[count..], Pattern.ReadToEnd(source.ReadEnd));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_CountIsMoreThanThereIs_EndsAtEndOfFile(bool async)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        source.WriteEnd.Write([1, 2, 3]);
        source.WriteEnd.Dispose();

        Assert.Equal(3, await Splice(async, source.ReadEnd, destination.WriteEnd, 10));
        Assert.Equal(0, await Splice(async, source.ReadEnd, destination.WriteEnd, 10));
        Assert.Equal(3, destination.ReadEnd.BytesAvailable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_EndOfFileBehindAFullPipe_IsSeen(bool async)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        destination.WriteEnd.Write(new byte[4096]);
        source.WriteEnd.Dispose();
        WorkerThread.SpinUntil(() => source.ReadEnd.IsOtherEndClosed, "the last writer's end");

        Assert.Equal(0, await Splice(async, source.ReadEnd, destination.WriteEnd));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_NobodyReadsThere_IsBrokenAndTakesNothing(bool async)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        source.WriteEnd.Write([1, 2, 3]);
        destination.ReadEnd.Dispose();
        WorkerThread.SpinUntil(() => destination.WriteEnd.IsOtherEndClosed, "the last reader's end");

        PipeBrokenException exception =
            await Assert.ThrowsAsync<PipeBrokenException>(() => Splice(async, source.ReadEnd, destination.WriteEnd));

        Assert.Equal(0, exception.BytesWritten);
        Assert.Equal(3, source.ReadEnd.BytesAvailable);
    }

    [LinuxTheory("Windows tells of a reader's going only when something is written.")]
    [InlineData(false, 0)]
    [InlineData(false, 7)]
    [InlineData(true, 0)]
    [InlineData(true, 7)]
    public async Task SpliceTo_ReaderGoesWhileTheSourceIsEmpty_IsBroken(bool async, int moved)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        source.WriteEnd.Write(new byte[moved]);
        Task<long> splice = Begin(async, source.ReadEnd, destination.WriteEnd);
        await destination.ReadEnd.ReadExactlyAsync(new byte[moved], Token);

        destination.ReadEnd.Dispose();

        PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(() => splice);
        Assert.Equal(moved, exception.BytesWritten);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_ReaderGoesWhileThePipeIsFull_IsBrokenAndKeepsTheRest(bool async)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        byte[] sent = Pattern.Bytes(20_000);
        source.WriteEnd.Write(sent);
        source.WriteEnd.Dispose();
        Task<long> splice = Begin(async, source.ReadEnd, destination.WriteEnd);
        await destination.ReadEnd.ReadExactlyAsync(new byte[100], Token);

        destination.ReadEnd.Dispose();

        PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(() => splice);
        Assert.Equal(sent[(int)exception.BytesWritten..], Pattern.ReadToEnd(source.ReadEnd));
    }

    [LinuxTheory("On Windows a thread that waits for room does not know the source.")]
    [InlineData(true)]
    [InlineData(false)]
    public void SpliceTo_SourceDisposedOfWhileBlocked_Ends(bool empty)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        source.WriteEnd.Write(new byte[empty ? 0 : 20_000]);
        WorkerThread mover = WorkerThread.Start(() => source.ReadEnd.SpliceTo(destination.WriteEnd));
        mover.WaitUntilBlocked();

        source.ReadEnd.Dispose();

        Assert.Contains(nameof(PipeReadEnd), Assert.IsType<ObjectDisposedException>(mover.Join()).ObjectName, StringComparison.Ordinal);
        WorkerThread.SpinUntil(() => source.WriteEnd.IsOtherEndClosed, "the close of the descriptor");
    }

    [LinuxTheory("On Windows a thread that waits for the source does not know the destination.")]
    [InlineData(true)]
    [InlineData(false)]
    public void SpliceTo_DestinationDisposedOfWhileBlocked_Ends(bool empty)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        source.WriteEnd.Write(new byte[empty ? 0 : 20_000]);
        WorkerThread mover = WorkerThread.Start(() => source.ReadEnd.SpliceTo(destination.WriteEnd));
        mover.WaitUntilBlocked();

        destination.WriteEnd.Dispose();

        Assert.Contains(nameof(PipeWriteEnd), Assert.IsType<ObjectDisposedException>(mover.Join()).ObjectName, StringComparison.Ordinal);
        Assert.Equal(empty ? 0 : 4096, Pattern.ReadToEnd(destination.ReadEnd).Length);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task SpliceToAsync_AnEndDisposedOfWhilePending_Ends(bool empty, bool ofSource)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        source.WriteEnd.Write(new byte[empty ? 0 : 20_000]);
        Task<long> splice = source.ReadEnd.SpliceToAsync(destination.WriteEnd, cancellationToken: Token);
        Assert.False(splice.IsCompleted);

        ((PipeEnd)(ofSource ? source.ReadEnd : destination.WriteEnd)).Dispose();

        ObjectDisposedException exception = await Assert.ThrowsAsync<ObjectDisposedException>(() => splice);
        Assert.Contains(ofSource ? nameof(PipeReadEnd) : nameof(PipeWriteEnd), exception.ObjectName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpliceToAsync_TwoOfThem_TakeTurns()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        Task<long> one = first.ReadEnd.SpliceToAsync(destination.WriteEnd, 2, Token);
        Task<long> two = second.ReadEnd.SpliceToAsync(destination.WriteEnd, 2, Token);
        second.WriteEnd.Write([3, 4]);

        first.WriteEnd.WriteByte(1);
        first.WriteEnd.WriteByte(2);

        Assert.Equal(2, await one);
        Assert.Equal(2, await two);
        destination.WriteEnd.Dispose();
        Assert.Equal([1, 2, 3, 4], Pattern.ReadToEnd(destination.ReadEnd));
    }

    [Fact]
    public async Task SpliceToAsync_SourceDisposedOfWhileItWaitsForTheOthersTurn_Ends()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        Task<long> one = first.ReadEnd.SpliceToAsync(destination.WriteEnd, 1, Token);
        Task<long> two = second.ReadEnd.SpliceToAsync(destination.WriteEnd, 1, Token);

        second.ReadEnd.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => two);
        first.WriteEnd.WriteByte(1);
        Assert.Equal(1, await one);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_Arguments_AreChecked(bool async)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();

        await Assert.ThrowsAsync<ArgumentNullException>(() => Splice(async, source.ReadEnd, null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Splice(async, source.ReadEnd, destination.WriteEnd, -1));
        destination.WriteEnd.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Splice(async, source.ReadEnd, destination.WriteEnd));
        source.ReadEnd.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Splice(async, source.ReadEnd, destination.WriteEnd, 0));
    }

    [LinuxTheory("Windows does not tell that they are of one pipe.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_EndsOfOnePipe_IsRefused(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.WriteByte(1);

        await Assert.ThrowsAsync<ArgumentException>(() => Splice(async, pipe.ReadEnd, pipe.WriteEnd));

        Assert.Equal(1, pipe.ReadEnd.ReadByte());
    }

    [LinuxTheory("O_NONBLOCK is a property of descriptors.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_NonBlockingDescriptions_StillWaits(bool async)
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        DescriptorCalls.SetNonBlocking(source.ReadEnd);
        DescriptorCalls.SetNonBlocking(destination.WriteEnd);
        Task<long> splice = Begin(async, source.ReadEnd, destination.WriteEnd, 1);

        source.WriteEnd.WriteByte(9);

        Assert.Equal(1, await splice);
        Assert.Equal(9, destination.ReadEnd.ReadByte());
    }

    [Fact]
    public async Task SpliceToAsync_CancelledBefore_MovesNothing()
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        source.WriteEnd.WriteByte(1);

        PipeWriteCanceledException exception = await Assert.ThrowsAsync<PipeWriteCanceledException>(
            () => source.ReadEnd.SpliceToAsync(destination.WriteEnd, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(0, exception.BytesWritten);
        Assert.Equal(1, source.ReadEnd.BytesAvailable);
    }

    private static async Task<long> Splice(bool async, PipeReadEnd source, PipeWriteEnd destination, long count = long.MaxValue) =>
        async ? await source.SpliceToAsync(destination, count, Token) : source.SpliceTo(destination, count);

    /// <summary>Either form, pending: the blocking one on a thread of its own.</summary>
    private static Task<long> Begin(bool async, PipeReadEnd source, PipeWriteEnd destination, long count = long.MaxValue) => async
        ? source.SpliceToAsync(destination, count, Token)
        : Task.Factory.StartNew(() => source.SpliceTo(destination, count), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
