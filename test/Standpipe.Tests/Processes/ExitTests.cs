namespace Standpipe.Tests;

public class ExitTests
{
    [Theory(Timeout = Child.HangGuard)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(137)]
    [InlineData(255)]
    public async Task Status_ExitCode_IsThatCodeAndNoSignal(int code)
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "exit", $"{code}"));

        Assert.Equal(code, result.Status.Code);
        Assert.Null(result.Status.Signal);
        Assert.Null(result.Status.SignalName);
        Assert.Equal(code == 0, result.Status.IsSuccess);
        Assert.Equal(code, result.Status.ToShellCode());
        Assert.Equal($"exit {code}", result.Status.ToString());
        Assert.Equal(ExitStatus.FromCode(code), result.Status);
    }

    [LinuxTheory("Windows has no signals.", Timeout = Child.HangGuard)]
    [InlineData(1, "SIGHUP")]
    [InlineData(6, "SIGABRT")]
    [InlineData(9, "SIGKILL")]
    [InlineData(13, "SIGPIPE")]
    [InlineData(15, "SIGTERM")]
    [InlineData(40, "SIG40")]
    public async Task Status_Signal_IsThatSignalAndNoCode(int signal, string name)
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "raise", $"{signal}"));

        Assert.Null(result.Status.Code);
        Assert.Equal(signal, result.Status.Signal);
        Assert.Equal(name, result.Status.SignalName);
        Assert.False(result.Status.IsSuccess);
        Assert.Equal(128 + signal, result.Status.ToShellCode());
        Assert.Equal(result.Status.CoreDumped ? $"{name} (core dumped)" : name, result.Status.ToString());
        Assert.Equal(ExitStatus.FromSignal(signal), result.Status);
        Assert.NotEqual(ExitStatus.FromCode(128 + signal), result.Status);
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task CoreDumped_SignalThatLeavesNoCore_IsFalse()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "raise", "9"));

        Assert.False(result.Status.CoreDumped);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Usage_ChildThatComputes_TellsItsTime()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "burn", "300"));

        ResourceUsage usage = result.Status.Usage!;
        Assert.InRange(usage.UserTime, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(60));

        // Under Wine the beginning of a program alone can take the system as long.
        Assert.True(OperatingSystem.IsWindows() || usage.UserTime > usage.SystemTime);
    }

    [LinuxFact("Wine 8 forgets the memory of a process as it ends.", Timeout = Child.HangGuard)]
    public async Task Usage_ChildThatTakesMoreThanWe_TellsItsPeak()
    {
        long mebibytes = (Environment.WorkingSet >> 20) + 300;

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "fill-memory", $"{mebibytes}"));

        ResourceUsage usage = result.Status.Usage!;
        Assert.InRange(usage.PeakMemory, mebibytes << 20, (mebibytes + 300) << 20);
        Assert.False(usage.PeakMemoryIsUpperBound);
    }

    [LinuxFact("Windows counts a child its own memory alone.", Timeout = Child.HangGuard)]
    public async Task Usage_SmallChild_SaysThatThePeakIsABound()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Null });

        Assert.True(result.Status.Usage!.PeakMemoryIsUpperBound);
        Assert.InRange(result.Status.Usage.PeakMemory, 1, long.MaxValue);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task WaitForExit_FromManyThreads_TellsAllTheSame()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "hold", "9")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        await Child.AwaitReadyAsync(child);
        Task<ExitStatus>[] waits =
        [
            .. Enumerable.Range(0, 16).Select(_ => Child.OnThreadAsync(child.WaitForExit)),
            .. Enumerable.Range(0, 16).Select(_ => child.WaitForExitAsync(TestContext.Current.CancellationToken)),
        ];

        child.StandardInput!.Dispose();

        Assert.All(await Task.WhenAll(waits), status => Assert.Equal(9, status.Code));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task TryWaitForExit_ChildThatHolds_ComesBackWithoutAStatus()
    {
        using ChildProcess child = ChildProcess.Start(Child.Holding());
        await Child.AwaitReadyAsync(child);

        Assert.False(child.HasExited);
        Assert.False(child.TryWaitForExit(TimeSpan.Zero, out ExitStatus? status));
        Assert.Null(status);
        Assert.False(child.TryWaitForExit(TimeSpan.FromMilliseconds(5), out _));
        Assert.Null(await child.TryWaitForExitAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Null(await child.TryWaitForExitAsync(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken));
        Assert.False(child.HasExited);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(-1)]
    [InlineData(60_000)]
    public async Task TryWaitForExit_ChildThatEnds_TellsItsStatus(int milliseconds)
    {
        TimeSpan timeout = TimeSpan.FromMilliseconds(milliseconds);
        using ChildProcess child = ChildProcess.Start(TestChildProgram.Path, "exit", "6");

        ExitStatus? blocked = await Child.OnThreadAsync(() => child.TryWaitForExit(timeout, out ExitStatus? status) ? status : null);
        ExitStatus? waited = await child.TryWaitForExitAsync(timeout, TestContext.Current.CancellationToken);

        Assert.Equal(6, blocked?.Code);
        Assert.Equal(6, waited?.Code);
        Assert.True(child.HasExited);
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task TerminateAsync_TimesBeyondATimers_AreForEver()
    {
        using ChildProcess child = ChildProcess.Start("sleep", "1000");
        Task<ExitStatus?> tried = child.TryWaitForExitAsync(TimeSpan.MaxValue, TestContext.Current.CancellationToken);

        ExitStatus status = await child.TerminateAsync(TimeSpan.MaxValue, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(15, status.Signal);
        Assert.Equal(status, await tried);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task TryWaitForExit_NegativeTime_IsRefused()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Null });
        TimeSpan negative = TimeSpan.FromMilliseconds(-2);

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => child.TryWaitForExit(negative, out _));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => child.Terminate(negative));
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => child.TryWaitForExitAsync(negative, TestContext.Current.CancellationToken));
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => child.TerminateAsync(negative, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task WaitForExitAsync_Cancelled_LeavesTheChildAlone()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "hold", "8")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        await Child.AwaitReadyAsync(child);
        using CancellationTokenSource source = new();
        Task<ExitStatus> exit = child.WaitForExitAsync(source.Token);
        Task<ExitStatus?> tried = child.TryWaitForExitAsync(Timeout.InfiniteTimeSpan, source.Token);
        Task<ChildResult> result = child.WaitForResultAsync(source.Token);

        await source.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exit);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tried);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result);
        Assert.False(child.HasExited);
        child.StandardInput!.Dispose();
        Assert.Equal(8, (await child.WaitForExitAsync(TestContext.Current.CancellationToken)).Code);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(ChildDisposal.Kill)]
    [InlineData(ChildDisposal.Wait)]
    [InlineData(ChildDisposal.Leave)]
    public async Task RunAsync_Cancelled_KillsTheChild(ChildDisposal onDispose)
    {
        using AnonymousPipe input = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        using CancellationTokenSource source = new();
        Task<ChildResult> run = ChildProcess.RunAsync(
            new ChildProcessOptions(TestChildProgram.Path, "hold")
            {
                StandardInput = input.ReadEnd,
                StandardOutput = output.WriteEnd,
                OnDispose = onDispose,
            },
            source.Token);
        Assert.Equal('r', output.ReadEnd.ReadByte());

        await source.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(-1, output.ReadEnd.ReadByte());
    }

    [LinuxTheory("Only Linux shows who is there by a file.", Timeout = Child.HangGuard)]
    [InlineData(ChildDisposal.Kill)]
    [InlineData(ChildDisposal.Wait)]
    [InlineData(ChildDisposal.Leave)]
    public async Task RunAsync_Cancelled_ChildIsGone(ChildDisposal onDispose)
    {
        using AnonymousPipe output = AnonymousPipe.Create();
        using CancellationTokenSource source = new();
        Task<ChildResult> run = ChildProcess.RunAsync(
            new ChildProcessOptions("sh", "-c", "echo $$; exec sleep 1000") { StandardOutput = output.WriteEnd, OnDispose = onDispose }, source.Token);
        using StreamReader reader = new(output.ReadEnd);
        string directory = $"/proc/{await reader.ReadLineAsync(TestContext.Current.CancellationToken)}";
        Assert.True(Directory.Exists(directory));

        await source.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task RunAsync_CancelledBefore_StartsNothing()
    {
        using ScratchDirectory scratch = new();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChildProcess.RunAsync(
            new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardOutput = ChildOutput.CreateFile(scratch["out"]) }, new CancellationToken(canceled: true)));

        Assert.False(File.Exists(scratch["out"]));
    }
}
