namespace Standpipe.Tests.Pipes;

/// <summary>The same bytes for several.</summary>
[Collection(LeakCheckDefinition.Name)]
public class TeeTests : IClassFixture<LeakCheck>
{
    private const string Paces = "On Windows a writer to a full pipe waits inside the system, and all the others with it.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Size => OperatingSystem.IsWindows() ? 100_003 : 1_000_003;

    [Fact]
    public void Tee_WhatIsThere_IsDuplicatedAndStays()
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        Assert.Equal(0, OperatingSystem.IsWindows() ? 0 : source.ReadEnd.Tee(destination.WriteEnd, 10));
        source.WriteEnd.Write([1, 2, 3]);

        Assert.Equal(0, source.ReadEnd.Tee(destination.WriteEnd, 0));
        Assert.Equal(2, source.ReadEnd.Tee(destination.WriteEnd, 2));
        Assert.Equal(3, source.ReadEnd.Tee(destination.WriteEnd, 100));

        source.WriteEnd.Dispose();
        destination.WriteEnd.Dispose();
        Assert.Equal([1, 2, 1, 2, 3], Pattern.ReadToEnd(destination.ReadEnd));
        Assert.Equal([1, 2, 3], Pattern.ReadToEnd(source.ReadEnd));
        Assert.Throws<ObjectDisposedException>(() => source.ReadEnd.Tee(destination.WriteEnd, 1));
    }

    [LinuxFact("On Windows it waits for room.")]
    public void Tee_NoRoom_IsNothing()
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        destination.WriteEnd.Write(new byte[4096]);
        source.WriteEnd.WriteByte(1);

        Assert.Equal(0, source.ReadEnd.Tee(destination.WriteEnd, 1));
        Assert.Throws<ArgumentException>(() => source.ReadEnd.Tee(source.WriteEnd, 1));
    }

    [Fact]
    public void Tee_NobodyReadsThere_IsBroken()
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe destination = AnonymousPipe.Create();
        source.WriteEnd.WriteByte(1);
        destination.ReadEnd.Dispose();
        WorkerThread.SpinUntil(() => destination.WriteEnd.IsOtherEndClosed, "the last reader's end");

        Assert.Throws<PipeBrokenException>(() => source.ReadEnd.Tee(destination.WriteEnd, 1));
        Assert.Equal(1, source.ReadEnd.BytesAvailable);
    }

    [Theory]
    [InlineData(false, 65_536)]
    [InlineData(true, 65_536)]
    [InlineData(false, 65_536, 4096)]
    [InlineData(true, 65_536, 4096)]
    [InlineData(false, 4096, 65_536, 8192, 4096, 131_072)]
    [InlineData(true, 4096, 65_536, 8192, 4096, 131_072)]
    public async Task TeeTo_UnequalPipesAndReaders_AllGetEveryByte(bool async, params int[] capacities)
    {
        using Fan fan = new(capacities);
        byte[] sent = Pattern.Bytes(Size);
        WorkerThread writer = fan.Feed(sent, seed: capacities.Length);
        fan.StartReading();

        TeeResult result = await Tee(async, fan.Source.ReadEnd, fan.WriteEnds);

        fan.CloseWriteEnds();
        Assert.Null(writer.Join());
        Assert.Empty(result.BrokenDestinations);
        Assert.Equal(Size, result.BytesRead);
        Assert.All(result.BytesWritten, count => Assert.Equal(Size, count));
        Assert.All(fan.Received(), bytes => Assert.True(sent.AsSpan().SequenceEqual(bytes)));
    }

    [LinuxTheory(Paces)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TeeTo_OneIsFull_TheOtherIsAheadByOnePipeAtMost(bool async)
    {
        using Fan fan = new(1 << 20, 4096);
        WorkerThread writer = fan.Feed(Pattern.Bytes(Size), seed: 1);
        Task<TeeResult> tee = Begin(async, fan.Source.ReadEnd, fan.WriteEnds);
        AnonymousPipe fast = fan.Destinations[0];
        WorkerThread.SpinUntil(() => fast.ReadEnd.BytesAvailable > 4096, "the lead");
        writer.WaitUntilBlocked();

        Assert.InRange(fast.ReadEnd.BytesAvailable, 4097, fan.Source.Capacity + (2 * 4096));
        Assert.False(tee.IsCompleted);

        fan.StartReading();
        TeeResult result = await tee;
        fan.CloseWriteEnds();
        Assert.Equal(Size, result.BytesRead);
        Assert.All(fan.Received(), bytes => Assert.True(Pattern.Bytes(Size).AsSpan().SequenceEqual(bytes)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TeeTo_Count_LeavesTheRestInTheSource(bool async)
    {
        using Fan fan = new(65_536, 65_536);
        byte[] sent = Pattern.Bytes(9000);
        fan.Source.WriteEnd.Write(sent);
        fan.Source.WriteEnd.Dispose();

        Assert.Equal(0, (await Tee(async, fan.Source.ReadEnd, fan.WriteEnds, 0)).BytesRead);
        Assert.Equal(5000, (await Tee(async, fan.Source.ReadEnd, fan.WriteEnds, 5000)).BytesRead);
        Assert.Equal(4000, (await Tee(async, fan.Source.ReadEnd, fan.WriteEnds, 5000)).BytesRead);

        fan.StartReading();
        fan.CloseWriteEnds();
        Assert.All(fan.Received(), bytes => Assert.Equal(sent, bytes));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public async Task TeeTo_OneBreaks_TheOthersGetEverything(bool async, int broken)
    {
        for (int round = 0; round < 20; round++)
        {
            using Fan fan = new(4096, 65_536, 8192);
            byte[] sent = Pattern.Bytes(100_003);
            WorkerThread writer = fan.Feed(sent, seed: round);
            WorkerThread leaver = fan.StartReading(leaver: broken, leavesAfter: round * 2000);

            TeeResult result = await Tee(async, fan.Source.ReadEnd, fan.WriteEnds);

            fan.CloseWriteEnds();
            Assert.Null(writer.Join());
            Assert.Null(leaver.Join());
            Assert.Equal([fan.WriteEnds[broken]], result.BrokenDestinations);
            Assert.InRange(result.BytesWritten[broken], round * 2000, sent.Length);
            Assert.Equal(sent.Length, result.BytesRead);
            byte[][] received = fan.Received();
            Assert.Equal(sent[..(round * 2000)], received[broken]);
            Assert.All(Enumerable.Range(0, 3).Where(i => i != broken), i => Assert.True(sent.AsSpan().SequenceEqual(received[i])));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TeeTo_AllBreak_IsBroken(bool async)
    {
        using Fan fan = new(4096, 4096);
        fan.Source.WriteEnd.Write(Pattern.Bytes(20_000));
        foreach (AnonymousPipe destination in fan.Destinations)
        {
            destination.ReadEnd.Dispose();
            WorkerThread.SpinUntil(() => destination.WriteEnd.IsOtherEndClosed, "the last reader's end");
        }

        PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(() => Tee(async, fan.Source.ReadEnd, fan.WriteEnds));

        Assert.Equal(0, exception.BytesWritten);
        Assert.Equal(20_000, fan.Source.ReadEnd.BytesAvailable);
    }

    [LinuxTheory("Windows tells of a reader's going only when something is written.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TeeTo_AllBreakWhileTheSourceIsEmpty_IsBroken(bool async)
    {
        using Fan fan = new(4096, 4096);
        Task<TeeResult> tee = Begin(async, fan.Source.ReadEnd, fan.WriteEnds);
        fan.Source.WriteEnd.WriteByte(1);
        Assert.Equal(1, fan.Destinations[0].ReadEnd.ReadByte());
        Assert.Equal(1, fan.Destinations[1].ReadEnd.ReadByte());

        fan.Destinations[0].ReadEnd.Dispose();
        fan.Destinations[1].ReadEnd.Dispose();

        Assert.Equal(1, (await Assert.ThrowsAsync<PipeBrokenException>(() => tee)).BytesWritten);
    }

    [LinuxTheory(Paces)]
    [InlineData(false, true, 0)]
    [InlineData(false, true, 1)]
    [InlineData(false, true, 2)]
    [InlineData(false, false, 0)]
    [InlineData(false, false, 1)]
    [InlineData(false, false, 2)]
    [InlineData(true, true, 0)]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 0)]
    [InlineData(true, false, 1)]
    [InlineData(true, false, 2)]
    public async Task TeeTo_AnEndDisposedOf_Ends(bool async, bool empty, int which)
    {
        using Fan fan = new(4096, 65_536);
        fan.Source.WriteEnd.Write(new byte[empty ? 0 : 20_000]);
        Task<TeeResult> tee = Task.FromCanceled<TeeResult>(new CancellationToken(canceled: true));
        WorkerThread? mover = null;
        if (async)
        {
            tee = fan.Source.ReadEnd.TeeToAsync(fan.WriteEnds, cancellationToken: Token);
        }
        else
        {
            mover = WorkerThread.Start(() => fan.Source.ReadEnd.TeeTo(fan.WriteEnds));
            mover.WaitUntilBlocked();
        }

        PipeEnd end = which == 0 ? fan.Source.ReadEnd : fan.WriteEnds[which - 1];
        end.Dispose();

        Exception? exception = mover is null ? await Record.ExceptionAsync(() => tee) : mover.Join();
        Assert.IsType<ObjectDisposedException>(exception);
    }

    [LinuxTheory(Paces)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public async Task TeeToAsync_CancelledAtRandomMoments_CanGoOnWithoutLossOrDoubling(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        using Fan fan = new(4096, 65_536, 8192);
        byte[] sent = Pattern.Bytes(Size);
        WorkerThread writer = fan.Feed(sent, seed);
        fan.StartReading();
        bool ended = false;
        while (!ended)
        {
            using CancellationTokenSource cancellation = new();
            int spins = random.Next(30_000);
            Task cancel = Task.Run(
                () =>
                {
                    Thread.SpinWait(spins);
                    cancellation.Cancel();
                },
                Token);
            try
            {
                _ = await fan.Source.ReadEnd.TeeToAsync(fan.WriteEnds, cancellationToken: cancellation.Token);
                ended = true;
            }
            catch (TeeCanceledException exception)
            {
                await LevelAsync(fan, exception.Result!);
            }

            await cancel;
        }

        fan.CloseWriteEnds();
        Assert.Null(writer.Join());
        Assert.All(fan.Received(), bytes => Assert.True(sent.AsSpan().SequenceEqual(bytes), $"seed {seed}: {bytes.Length} bytes"));
    }

    [Fact]
    public async Task TeeToAsync_TwoToTheSameEndsInOtherOrders_DoNotWaitForEachOther()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        using Fan fan = new(65_536, 65_536);
        Task<TeeResult> one = first.ReadEnd.TeeToAsync(fan.WriteEnds, 1, Token);
        Task<TeeResult> two = second.ReadEnd.TeeToAsync([.. fan.WriteEnds.Reverse()], 1, Token);

        second.WriteEnd.WriteByte(2);
        first.WriteEnd.WriteByte(1);

        await one;
        await two;
        fan.StartReading();
        fan.CloseWriteEnds();
        Assert.All(fan.Received(), bytes => Assert.Equal([1, 2], bytes));
    }

    [Fact]
    public async Task TeeTo_Arguments_AreChecked()
    {
        using Fan fan = new(4096, 4096);
        PipeReadEnd source = fan.Source.ReadEnd;

        Assert.Throws<ArgumentNullException>(() => source.TeeTo(null!));
        Assert.Throws<ArgumentException>(() => source.TeeTo([]));
        Assert.Throws<ArgumentException>(() => source.TeeTo([fan.WriteEnds[0], fan.WriteEnds[0]]));
        Assert.Throws<ArgumentException>(() => source.TeeTo([fan.WriteEnds[0], null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.TeeTo(fan.WriteEnds, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Tee(fan.WriteEnds[0], -1));
        TeeCanceledException exception = await Assert.ThrowsAsync<TeeCanceledException>(
            () => source.TeeToAsync(fan.WriteEnds, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal(0, exception.Result!.BytesRead);
        fan.WriteEnds[1].Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.TeeTo(fan.WriteEnds));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => source.TeeToAsync(fan.WriteEnds, cancellationToken: Token));
    }

    /// <summary>Gives those that are behind what the others have already, as <see cref="TeeCanceledException.Result"/> has it.</summary>
    private static async Task LevelAsync(Fan fan, TeeResult result)
    {
        long[] written = [.. result.BytesWritten];
        while (written.Distinct().Count() > 1)
        {
            long least = written.Min();
            long next = written.Where(count => count > least).Min();
            int[] behind = [.. Enumerable.Range(0, written.Length).Where(i => written[i] == least)];
            TeeResult step = await fan.Source.ReadEnd.TeeToAsync([.. behind.Select(i => fan.WriteEnds[i])], next - least, Token);
            Assert.Equal(next - least, step.BytesRead);
            Array.ForEach(behind, i => written[i] = next);
        }
    }

    private static async Task<TeeResult> Tee(bool async, PipeReadEnd source, PipeWriteEnd[] destinations, long count = long.MaxValue) =>
        async ? await source.TeeToAsync(destinations, count, Token) : source.TeeTo(destinations, count);

    private static Task<TeeResult> Begin(bool async, PipeReadEnd source, PipeWriteEnd[] destinations) => async
        ? source.TeeToAsync(destinations, cancellationToken: Token)
        : Task.Factory.StartNew(() => source.TeeTo(destinations), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
