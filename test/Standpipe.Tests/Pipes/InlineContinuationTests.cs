namespace Standpipe.Tests.Pipes;

/// <summary>Where what awaits a pipe goes on.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class InlineContinuationTests : IClassFixture<LeakCheck>
{
    private const int Blocking = 4;

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_PendingWithInlineAllowed_GoesOnInTheThreadThatWasTold()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        TaskCompletionSource<string?> where = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = ReadAsync();

        pipe.WriteEnd.WriteByte(1);

        await reader;
        Assert.Equal(OperatingSystem.IsLinux(), await where.Task == "Standpipe transfers");

        async Task ReadAsync()
        {
            Assert.Equal(1, await pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).ConfigureAwait(false));
            where.SetResult(Thread.CurrentThread.Name);
        }
    }

    [LinuxFact("On Windows each wait has a thread of its own.", Timeout = Child.HangGuard)]
    public async Task ReadAsync_NothingElseToDo_GoesOnWithoutAnotherThread()
    {
        // In a process of its own: what other tests wait for could be in between.
        Assert.Equal("100 of 100 in 'Standpipe transfers'\n", await Child.OutputAsync("continue-where", "100"));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_ContinuationsThatBlock_HoldUpNobodyElse()
    {
        AnonymousPipe[] pipes = [.. Enumerable.Range(0, Blocking + 1).Select(_ => AnonymousPipe.Create())];
        using CountdownEvent blocked = new(Blocking);
        using ManualResetEventSlim gate = new();
        Task[] readers = [.. pipes[..Blocking].Select(pipe => ReadAndBlockAsync(pipe.ReadEnd))];
        Task<int> last = pipes[^1].ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();

        foreach (AnonymousPipe pipe in pipes[..Blocking])
        {
            pipe.WriteEnd.WriteByte(1);
        }

        await Task.Run(() => blocked.Wait(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        pipes[^1].WriteEnd.WriteByte(1);
        Assert.Equal(1, await last);
        gate.Set();
        await Task.WhenAll(readers);
        Array.ForEach(pipes, pipe => pipe.Dispose());

        async Task ReadAndBlockAsync(PipeReadEnd end)
        {
            _ = await end.ReadAsync(new byte[1], TestContext.Current.CancellationToken).ConfigureAwait(false);
            _ = blocked.Signal();
            gate.Wait(TestContext.Current.CancellationToken);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_CancelledWithInlineAllowed_DoesNotGoOnInTheCancellingThread()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using CancellationTokenSource source = new();
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        int cancelling = Environment.CurrentManagedThreadId;
        bool isCancelling = true;
        TaskCompletionSource<bool> insideCancel = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = ReadAsync();

#pragma warning disable CA1849, VSTHRD103 // That Cancel itself runs no continuation is the question.
        source.Cancel();
#pragma warning restore CA1849, VSTHRD103
        Volatile.Write(ref isCancelling, false);

        Assert.False(await insideCancel.Task);
        await reader;

        async Task ReadAsync()
        {
            try
            {
                _ = await pipe.ReadEnd.ReadAsync(new byte[1], source.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                insideCancel.SetResult(Volatile.Read(ref isCancelling) && Environment.CurrentManagedThreadId == cancelling);
            }
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadAsync_AgainAndAgainInTheContinuation_GetsEveryByte()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        byte[] sent = Pattern.Bytes(200_000);
        Task<byte[]> reader = ReadToEndAsync(pipe.ReadEnd);

        await pipe.WriteEnd.WriteAsync(sent, TestContext.Current.CancellationToken);
        await pipe.WriteEnd.DisposeAsync();

        Assert.Equal(sent, await reader);
    }

    [Fact(Timeout = 30_000)]
    public async Task Dispose_InTheContinuation_IsAllowed()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        Task reader = ReadAndDisposeAsync();

        pipe.WriteEnd.WriteByte(1);

        await reader;
        WorkerThread.SpinUntil(() => pipe.WriteEnd.IsOtherEndClosed, "the close");

        async Task ReadAndDisposeAsync()
        {
            _ = await pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).ConfigureAwait(false);
            await pipe.ReadEnd.DisposeAsync();
        }
    }

    private static async Task<byte[]> ReadToEndAsync(PipeReadEnd end)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[1000];
        int count;
        while ((count = await end.ReadAsync(buffer, TestContext.Current.CancellationToken).ConfigureAwait(false)) > 0)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }
}
