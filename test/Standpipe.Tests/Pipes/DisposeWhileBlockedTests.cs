namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public class DisposeWhileBlockedTests : IClassFixture<LeakCheck>
{
    private const int Races = 3000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void Dispose_ReadBlocked_EndsItWithObjectDisposed(int length)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        WorkerThread reader = WorkerThread.Start(() => _ = pipe.ReadEnd.Read(new byte[length].AsSpan()));
        reader.WaitUntilBlocked();

        pipe.ReadEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(reader.Join());
        Assert.True(pipe.WriteEnd.IsOtherEndClosed);
    }

    [Fact]
    public void Dispose_WriteBlocked_EndsItWithObjectDisposedAndKeepsWhatWentIn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        WorkerThread writer = WorkerThread.Start(() => pipe.WriteEnd.Write(Pattern.Bytes(10_000)));
        writer.WaitUntilBlocked();

        pipe.WriteEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(writer.Join());
        Assert.Equal(Pattern.Bytes(4096), Pattern.ReadToEnd(pipe.ReadEnd));
    }

    [Fact]
    public void Dispose_SeveralReadersBlocked_EndsThemAll()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        WorkerThread[] readers = [.. Enumerable.Range(0, 8).Select(_ => WorkerThread.Start(() => pipe.ReadEnd.ReadByte()))];
        Array.ForEach(readers, reader => reader.WaitUntilBlocked());

        pipe.ReadEnd.Dispose();

        Assert.All(readers, reader => Assert.IsType<ObjectDisposedException>(reader.Join()));
        Assert.True(pipe.WriteEnd.IsOtherEndClosed);
    }

    [Fact]
    public void Dispose_SeveralWritersBlocked_EndsThemAll()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        pipe.WriteEnd.Write(new byte[4096]);
        WorkerThread[] writers = [.. Enumerable.Range(0, 8).Select(_ => WorkerThread.Start(() => pipe.WriteEnd.WriteByte(1)))];
        Array.ForEach(writers, writer => writer.WaitUntilBlocked());

        pipe.WriteEnd.Dispose();

        Assert.All(writers, writer => Assert.IsType<ObjectDisposedException>(writer.Join()));
        Assert.Equal(4096, Pattern.ReadToEnd(pipe.ReadEnd).Length);
    }

    [LinuxTheory("On Windows an interrupt ends the wait for the other threads of the same end.")]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_BlockedThreadsAreInterrupted_EndsThemCleanlyAndTheInterruptStays(bool vectored)
    {
        using SemaphoreSlim never = new(0);
        for (int i = 0; i < 300; i++)
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            bool interruptsFirst = i > 0;   // code that runs for the first time waits for locks of the runtime, and is struck there
            int ended = 0;
            WorkerThread[] readers = [.. Enumerable.Range(0, 4).Select(_ => WorkerThread.Start(() =>
            {
                if (interruptsFirst)
                {
                    Thread.CurrentThread.Interrupt();
                }

                // Not Assert.Throws: it looks at the message, for which the runtime takes a lock.
                try
                {
                    _ = vectored ? pipe.ReadEnd.Read([new byte[1], new byte[1]]) : pipe.ReadEnd.ReadByte();
                }
                catch (ObjectDisposedException)
                {
                    _ = Interlocked.Increment(ref ended);
                }

                if (!interruptsFirst)
                {
                    Thread.CurrentThread.Interrupt();
                }

                never.Wait(CancellationToken.None);
            }))];
            Array.ForEach(readers, reader => reader.WaitUntilBlocked());

            pipe.ReadEnd.Dispose();

            Assert.All(readers, reader => Assert.IsType<ThreadInterruptedException>(reader.Join()));
            Assert.Equal(readers.Length, ended);
            Assert.True(pipe.WriteEnd.IsOtherEndClosed);
        }
    }

    [Fact]
    public void Dispose_FromTwoThreadsWhileOneReads_IsOneDispose()
    {
        for (int i = 0; i < 200; i++)
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            WorkerThread reader = WorkerThread.Start(() => pipe.ReadEnd.ReadByte());
            reader.WaitUntilBlocked();
            using Barrier together = new(2);

            WorkerThread[] disposers =
            [
                .. Enumerable.Range(0, 2).Select(_ => WorkerThread.Start(() =>
                {
                    together.SignalAndWait();
                    pipe.ReadEnd.Dispose();
                })),
            ];

            Assert.All(disposers, disposer => Assert.Null(disposer.Join()));
            Assert.IsType<ObjectDisposedException>(reader.Join());
        }
    }

    [Fact]
    public void Dispose_DuplicateBlocked_IsNotDisturbed()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using PipeReadEnd duplicate = pipe.ReadEnd.Duplicate();
        int value = -1;
        WorkerThread reader = WorkerThread.Start(() => value = duplicate.ReadByte());
        reader.WaitUntilBlocked();

        pipe.ReadEnd.Dispose();
        pipe.WriteEnd.WriteByte(6);

        Assert.Null(reader.Join());
        Assert.Equal(6, value);
    }

    [Fact]
    public void Read_OnAThreadThatWasWokenByDispose_BlocksAgainElsewhere()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        int value = -1;
        WorkerThread reader = WorkerThread.Start(() =>
        {
            Assert.Throws<ObjectDisposedException>(() => first.ReadEnd.ReadByte());
            value = second.ReadEnd.ReadByte();
        });
        reader.WaitUntilBlocked();
        first.ReadEnd.Dispose();
        WorkerThread.SpinUntil(() => first.WriteEnd.IsOtherEndClosed, "the first read's end");
        reader.WaitUntilBlocked();

        second.WriteEnd.WriteByte(2);

        Assert.Null(reader.Join());
        Assert.Equal(2, value);
    }

    [Fact]
    public async Task Dispose_ReadAsyncPending_EndsItWithObjectDisposed()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Task<int>[] reads = [.. Enumerable.Range(0, 4).Select(i => pipe.ReadEnd.ReadAsync(new byte[i], TestContext.Current.CancellationToken).AsTask())];
        Assert.All(reads, read => Assert.False(read.IsCompleted));

        pipe.ReadEnd.Dispose();

        foreach (Task<int> read in reads)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => read);
        }

        WorkerThread.SpinUntil(() => pipe.WriteEnd.IsOtherEndClosed, "the close of the descriptor");
    }

    [Fact]
    public async Task Dispose_WriteAsyncPending_EndsItWithObjectDisposedAndKeepsWhatWentIn()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        Task first = pipe.WriteEnd.WriteAsync(Pattern.Bytes(10_000), TestContext.Current.CancellationToken).AsTask();
        Task second = pipe.WriteEnd.WriteAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable >= 4096, "the first page");

        pipe.WriteEnd.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => first);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
        Assert.Equal(Pattern.Bytes(4096), Pattern.ReadToEnd(pipe.ReadEnd));
    }

    [Fact]
    public void Dispose_RacingWithTheStartOfARead_NeverStrandsIt()
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        int disposed = 0;
        using Barrier together = new(2);
        WorkerThread reader = WorkerThread.Start(() =>
        {
            for (int i = 0; i < Races; i++)
            {
                together.SignalAndWait();
                Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.ReadByte());
                together.SignalAndWait();
            }
        });
        WorkerThread disposer = WorkerThread.Start(() =>
        {
            for (int i = 0; i < Races; i++)
            {
                together.SignalAndWait();
                Thread.SpinWait(i % 400);
                pipe.ReadEnd.Dispose();
                disposed++;
                together.SignalAndWait();
                pipe.WriteEnd.Dispose();
                pipe = AnonymousPipe.Create();
            }
        });

        Assert.Null(disposer.Join());
        Assert.Null(reader.Join());
        pipe.Dispose();
        Assert.Equal(Races, disposed);
    }

    [Fact]
    public async Task Dispose_RacingWithTheStartOfAReadAsync_NeverStrandsIt()
    {
        for (int i = 0; i < Races; i++)
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            Task dispose = Task.Run(pipe.ReadEnd.Dispose, TestContext.Current.CancellationToken);
            Thread.SpinWait(i % 400);

            await Assert.ThrowsAsync<ObjectDisposedException>(
                async () => _ = await pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken));

            await dispose;
            WorkerThread.SpinUntil(() => pipe.WriteEnd.IsOtherEndClosed, "the close of the descriptor");
        }
    }
}
