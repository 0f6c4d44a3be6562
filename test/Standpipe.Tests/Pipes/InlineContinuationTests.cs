using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Standpipe.Tests.Pipes;

/// <summary>Where what awaits a pipe goes on.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class InlineContinuationTests : IClassFixture<LeakCheck>
{
    private const string Linux = "On Windows each wait has a thread of its own.";
    private const string Told = "Standpipe transfers";
    private const int Blocking = 4;

    [LinuxTheory(Linux, Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_OneOfTheThreadsAway_GoesOnInTheOtherOnlyIfInlineIsAllowed(bool awayByInline)
    {
        using AnonymousPipe blocking = AnonymousPipe.Create();
        using AnonymousPipe inline = AnonymousPipe.Create();
        using AnonymousPipe ordinary = AnonymousPipe.Create();
        using ManualResetEventSlim gate = new();
        blocking.ReadEnd.AllowSynchronousContinuations = awayByInline;
        inline.ReadEnd.AllowSynchronousContinuations = true;
        Task blocked = await BlockOneAsync(blocking, gate);

        string? whereInline = await WhereAsync(inline);
        string? whereOrdinary = await WhereAsync(ordinary);
        gate.Set();
        await blocked;

        Assert.Equal(Told, whereInline);
        Assert.NotEqual(Told, whereOrdinary);
    }

    [LinuxFact(Linux, Timeout = 30_000)]
    public async Task ReadAsync_OneOfTheThreadsBackAndTheOtherAwayByInline_DoesNotLeaveNobodyToBeTold()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe inline = AnonymousPipe.Create();
        using AnonymousPipe ordinary = AnonymousPipe.Create();
        using ManualResetEventSlim firstGate = new();
        using ManualResetEventSlim inlineGate = new();
        inline.ReadEnd.AllowSynchronousContinuations = true;
        Task firstBlocked = await BlockOneAsync(first, firstGate);
        Task inlineBlocked = await BlockOneAsync(inline, inlineGate);
        firstGate.Set();
        await firstBlocked;

        // Only the first can be told of this.
        string? where = await WhereAsync(ordinary);
        inlineGate.Set();
        await inlineBlocked;

        Assert.NotEqual(Told, where);
    }

    [Fact(Timeout = 30_000)]
    [SuppressMessage("Usage", "xUnit1030", Justification = "What follows the wait is the subject, and is no part of the test's own flow.")]
    [SuppressMessage("Usage", "xUnit1031", Justification = "It has completed.")]
    public async Task ReadAsync_ContinuationsThatChangeTheirThread_LeaveNothingToTheNext()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        AsyncLocal<int> local = new();

        // One more than there are threads that are told: one is met again.
        for (int i = 0; i < 3; i++)
        {
            TaskCompletionSource<(int Local, bool HasContext, bool IsBackground, ThreadPriority Priority)> met = new(TaskCreationOptions.RunContinuationsAsynchronously);
            ValueTask<int> read = pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken);
            ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter awaiter = read.ConfigureAwait(false).GetAwaiter();

            // Without the flow of a context: then what is set stays with the thread.
            awaiter.UnsafeOnCompleted(() =>
            {
                Thread thread = Thread.CurrentThread;
                (int, bool, bool, ThreadPriority) found = (local.Value, SynchronizationContext.Current is not null, thread.IsBackground, thread.Priority);
                local.Value = 7;
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                thread.IsBackground = false;
                thread.Priority = ThreadPriority.BelowNormal;
                met.SetResult(found);
            });
            pipe.WriteEnd.WriteByte(1);

            Assert.Equal((0, false, true, ThreadPriority.Normal), await met.Task);
            Assert.Equal(1, awaiter.GetResult());
        }
    }

    [LinuxFact(Linux, Timeout = Child.HangGuard)]
    public async Task ReadAsync_NothingElseToDo_GoesOnWithoutAnotherThread()
    {
        // In a process of its own: what other tests wait for could be in between.
        Assert.Equal($"100 of 100 in '{Told}'\n", await Child.OutputAsync("continue-where", "100"));
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

    /// <summary>Has what waits for a byte block one of the threads that are told, until the gate is opened.</summary>
    /// <returns>What is blocked.</returns>
    private static async Task<Task> BlockOneAsync(AnonymousPipe pipe, ManualResetEventSlim gate)
    {
        while (true)
        {
            TaskCompletionSource<bool> reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task blocked = ReadAndBlockAsync(reached);
            pipe.WriteEnd.WriteByte(1);
            if (await reached.Task)
            {
                return blocked;
            }

            // What other tests wait for was in between.
        }

        async Task ReadAndBlockAsync(TaskCompletionSource<bool> reached)
        {
            _ = await pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).ConfigureAwait(false);
            bool isTold = Thread.CurrentThread.Name == Told;
            reached.SetResult(isTold);
            if (isTold)
            {
                gate.Wait(TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>The thread in which who waits for a byte goes on.</summary>
    private static async Task<string?> WhereAsync(AnonymousPipe pipe)
    {
        Task<string?> where = NameAsync();
        pipe.WriteEnd.WriteByte(1);
        return await where;

        async Task<string?> NameAsync()
        {
            Assert.Equal(1, await pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).ConfigureAwait(false));
            return Thread.CurrentThread.Name;
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
