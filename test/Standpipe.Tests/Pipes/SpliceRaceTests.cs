namespace Standpipe.Tests.Pipes;

/// <summary>What ends a transfer at a moment that nobody chose.</summary>
[Collection(LeakCheckDefinition.Name)]
public class SpliceRaceTests : IClassFixture<LeakCheck>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20_260_801)]
    [InlineData(7)]
    [InlineData(99)]
    public async Task SpliceToAsync_CancelledAtRandomMoments_LosesNoByte(int seed)
    {
        using AnonymousPipe source = AnonymousPipe.Create(8192);
        using AnonymousPipe destination = AnonymousPipe.Create(4096);
        byte[] sent = Pattern.Bytes(OperatingSystem.IsWindows() ? 100_000 : 2_000_000);
        byte[] received = [];
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        WorkerThread writer = WorkerThread.Start(() =>
        {
            WriteInPieces(source.WriteEnd, sent, new Random(seed + 1));
            source.WriteEnd.Dispose();
        });
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(destination.ReadEnd));
        Random random = new(seed);
        long moved = 0;
        int cancelled = 0;
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
            int count = random.Next(1, 100_000);
            try
            {
                long step = await source.ReadEnd.SpliceToAsync(destination.WriteEnd, count, cancellation.Token);
                moved += step;
                ended = step < count;
            }
            catch (PipeWriteCanceledException exception)
            {
                Assert.Equal(cancellation.Token, exception.CancellationToken);
                moved += exception.BytesWritten;
                cancelled++;
            }

            await cancel;
        }

        destination.WriteEnd.Dispose();
        Assert.Null(writer.Join());
        Assert.Null(reader.Join());
        Assert.True(sent.AsSpan().SequenceEqual(received), $"seed {seed}: {received.Length} bytes after {cancelled} cancellations");
        Assert.Equal(sent.Length, moved);
    }

    [Theory]
    [InlineData(false, 11)]
    [InlineData(true, 12)]
    public async Task SpliceTo_ReaderGoesAtARandomMoment_TellsExactlyWhatWentIn(bool async, int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        byte[] sent = Pattern.Bytes(60_000);
        for (int i = 0; i < 100; i++)
        {
            using AnonymousPipe source = AnonymousPipe.Create();
            using AnonymousPipe destination = AnonymousPipe.Create(4096);
            source.WriteEnd.Write(sent);
            source.WriteEnd.Dispose();
            int length = random.Next(sent.Length - 8192);
            byte[] received = new byte[length];
            WorkerThread reader = WorkerThread.Start(() =>
            {
                destination.ReadEnd.ReadExactly(received);
                destination.ReadEnd.Dispose();
            });

            PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(
                () => async
                    ? source.ReadEnd.SpliceToAsync(destination.WriteEnd, cancellationToken: Token)
                    : Task.FromResult(source.ReadEnd.SpliceTo(destination.WriteEnd)));

            Assert.Null(reader.Join());
            Assert.InRange(exception.BytesWritten, length, sent.Length);
            Assert.Equal(sent[..length], received);
            Assert.Equal(sent[(int)exception.BytesWritten..], Pattern.ReadToEnd(source.ReadEnd));
        }
    }

    [Fact]
    public void SpliceTo_DisposeRacingWithItsStart_NeverStrandsIt()
    {
        for (int i = 0; i < 500; i++)
        {
            using AnonymousPipe source = AnonymousPipe.Create();
            using AnonymousPipe destination = AnonymousPipe.Create();
            using Barrier together = new(2);
            WorkerThread mover = WorkerThread.Start(() =>
            {
                together.SignalAndWait(Token);
                source.ReadEnd.SpliceTo(destination.WriteEnd);
            });

            together.SignalAndWait(Token);
            Thread.SpinWait(i % 400);
            PipeEnd end = OperatingSystem.IsWindows() || i % 2 == 0 ? source.ReadEnd : destination.WriteEnd;
            end.Dispose();

            Assert.IsType<ObjectDisposedException>(mover.Join());
        }
    }

    private static void WriteInPieces(PipeWriteEnd end, byte[] bytes, Random random)
    {
        for (int done = 0; done < bytes.Length;)
        {
            int count = Math.Min(bytes.Length - done, random.Next(1, 9000));
            end.Write(bytes.AsSpan(done, count));
            done += count;
        }
    }
}
