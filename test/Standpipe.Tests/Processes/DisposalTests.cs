namespace Standpipe.Tests;

public class DisposalTests
{
    private const int Rounds = 300;

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_KillOnDispose_KillsAndWaits(bool asynchronously)
    {
        ChildProcess child = ChildProcess.Start(Child.Holding());
        await Child.AwaitReadyAsync(child);

        await DisposeAsync(child, asynchronously);

        Assert.True(child.HasExited);
        Assert.Equal(Child.Killed, child.WaitForExit().ToString());
        Assert.False(Directory.Exists($"/proc/{child.Id}"));
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_WaitOnDispose_WaitsForItsOwnEnd(bool asynchronously)
    {
        using AnonymousPipe input = AnonymousPipe.Create();
        ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "hold", "4")
        {
            StandardInput = input.ReadEnd,
            StandardOutput = ChildOutput.Pipe,
            OnDispose = ChildDisposal.Wait,
        });
        await Child.AwaitReadyAsync(child);

        Task disposal = Child.OnThreadAsync(() => DisposeAsync(child, asynchronously)).Unwrap();
        bool endedEarly = disposal.IsCompleted;
        input.WriteEnd.Dispose();
        await disposal;

        Assert.False(endedEarly);
        Assert.Equal(4, child.WaitForExit().Code);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_LeaveOnDispose_LetsItRunOnAndStillTellsItsEnd(bool asynchronously)
    {
        using AnonymousPipe input = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = input.ReadEnd,
            StandardOutput = output.WriteEnd,
            OnDispose = ChildDisposal.Leave,
        });

        await DisposeAsync(child, asynchronously);

        Assert.False(child.HasExited);
        input.WriteEnd.WriteByte((byte)'x');
        Assert.Equal('x', output.ReadEnd.ReadByte());
        input.WriteEnd.Dispose();
        Assert.True((await child.WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Dispose_GroupLeader_KillsTheGroup()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        ChildProcess child = ChildProcess.Start(
            new ChildProcessOptions(TestChildProgram.Path, "grandchild", "g", until.ReadEnd.ChildValue, "stay")
            {
                StandardInput = ChildInput.Pipe,
                StandardOutput = output.WriteEnd,
                InheritedHandles = { until.ReadEnd },
                ProcessGroup = ProcessGroupMode.New,
            });
        Assert.Equal('g', output.ReadEnd.ReadByte());

        child.Dispose();

        // End of file comes only once the grandchild is gone too.
        await output.ReadEnd.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Dispose_Pipes_AreClosed()
    {
        ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            StandardError = ChildOutput.Pipe,
        });

        await child.DisposeAsync();

        Assert.False(child.StandardInput!.CanWrite);
        Assert.False(child.StandardOutput!.CanRead);
        Assert.False(child.StandardError!.CanRead);
    }

    [Fact]
    public void Dispose_Twice_DoesNothingMore()
    {
        ChildProcess child = ChildProcess.Start(Child.Holding());

        child.Dispose();
        child.Dispose();

        Assert.Equal(Child.Killed, child.WaitForExit().ToString());
        Assert.False(child.Kill());
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Dispose_WhileAnotherThreadWaits_TellsTheWaiterTheEnd()
    {
        ChildProcess child = ChildProcess.Start(Child.Holding());
        await Child.AwaitReadyAsync(child);
        Task<ExitStatus> blocked = Child.OnThreadAsync(child.WaitForExit);
        Task<ExitStatus> waiting = child.WaitForExitAsync(TestContext.Current.CancellationToken);

        await child.DisposeAsync();

        Assert.Equal(Child.Killed, (await blocked).ToString());
        Assert.Equal(Child.Killed, (await waiting).ToString());
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Dispose_WhileACaptureIsAwaited_EndsTheWait()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        ChildProcess child = ChildProcess.Start(
            new ChildProcessOptions(TestChildProgram.Path, "grandchild", "text", until.ReadEnd.ChildValue)
            {
                StandardOutput = ChildOutput.Capture,
                InheritedHandles = { until.ReadEnd },
            });
        Task<ChildResult> result = child.WaitForResultAsync(TestContext.Current.CancellationToken);
        _ = await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        child.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => result);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(ChildDisposal.Kill)]
    [InlineData(ChildDisposal.Wait)]
    [InlineData(ChildDisposal.Leave)]
    public async Task Dispose_FromTwoThreadsWhileItEndsAndIsWaitedFor_NeverFails(ChildDisposal onDispose)
    {
        for (int i = 0; i < Rounds; i++)
        {
            ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments)
            {
                StandardInput = ChildInput.Null,
                StandardOutput = ChildOutput.Capture,
                OnDispose = onDispose,
            });
            await Task.WhenAll(
                Task.Run(child.Dispose, TestContext.Current.CancellationToken),
                Task.Run(() => child.DisposeAsync().AsTask(), TestContext.Current.CancellationToken),
                Task.Run(() => child.Kill(), TestContext.Current.CancellationToken),
                Task.Run(() => child.HasExited, TestContext.Current.CancellationToken));

            ExitStatus status = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.False(status.IsUnknown);
            Assert.True(child.HasExited);
        }
    }

    private static async Task DisposeAsync(ChildProcess child, bool asynchronously)
    {
        if (asynchronously)
        {
            await child.DisposeAsync();
        }
        else
        {
            child.Dispose();
        }
    }
}
