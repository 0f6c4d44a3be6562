namespace Standpipe.Tests.Pipes;

/// <summary>Where what awaits a pipe goes on.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class InlineContinuationTests : IClassFixture<LeakCheck>
{
    private const string ReadinessThread = "Standpipe readiness";

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_Pending_GoesOnWhereTheEndAllows(bool allow)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.AllowSynchronousContinuations = allow;
        TaskCompletionSource<string?> where = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = ReadAsync();

        pipe.WriteEnd.WriteByte(1);

        await reader;
        Assert.Equal(allow && OperatingSystem.IsLinux(), await where.Task == ReadinessThread);

        async Task ReadAsync()
        {
            Assert.Equal(1, await pipe.ReadEnd.ReadAsync(new byte[1], TestContext.Current.CancellationToken).ConfigureAwait(false));
            where.SetResult(Thread.CurrentThread.Name);
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
