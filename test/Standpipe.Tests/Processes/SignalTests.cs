using System.Runtime.InteropServices;

namespace Standpipe.Tests;

public class SignalTests
{
    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task Signal_NamedOrRaw_Arrives()
    {
        foreach ((PosixSignal signal, string name) in new[]
        {
            (PosixSignal.SIGTERM, "SIGTERM"), (PosixSignal.SIGHUP, "SIGHUP"), ((PosixSignal)10, "SIGUSR1"), ((PosixSignal)9, "SIGKILL"),
        })
        {
            using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Pipe });

            Assert.True(child.Signal(signal));
            Assert.Equal(name, (await child.WaitForExitAsync(TestContext.Current.CancellationToken)).ToString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(-100)]
    public void Signal_NoSuchNumber_IsRefused(int number)
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Pipe });

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => child.Signal((PosixSignal)number));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Kill_ChildThatIgnoresTerm_EndsIt()
    {
        using ChildProcess child = await StartIgnoringAsync();

        Assert.True(child.Kill());

        Assert.Equal(Child.Killed, (await child.WaitForExitAsync(TestContext.Current.CancellationToken)).ToString());
    }

    [LinuxTheory("Windows has no signals.", Timeout = Child.HangGuard)]
    [InlineData(0)]
    [InlineData(30)]
    public async Task Terminate_ChildThatIgnoresIt_KillsAfterTheGrace(int milliseconds)
    {
        TimeSpan grace = TimeSpan.FromMilliseconds(milliseconds);
        using ChildProcess first = await StartIgnoringAsync();
        using ChildProcess second = await StartIgnoringAsync();

        ExitStatus blocked = await Child.OnThreadAsync(() => first.Terminate(grace));
        ExitStatus waited = await second.TerminateAsync(grace, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Child.Killed, blocked.ToString());
        Assert.Equal(Child.Killed, waited.ToString());
    }

    [LinuxTheory("Windows has no signals.", Timeout = Child.HangGuard)]
    [InlineData(-1)]
    [InlineData(60_000)]
    public async Task Terminate_ChildThatHeeds_DoesNotKill(int milliseconds)
    {
        TimeSpan grace = TimeSpan.FromMilliseconds(milliseconds);
        using ChildProcess first = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Pipe });
        using ChildProcess second = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Pipe });

        ExitStatus blocked = await Child.OnThreadAsync(() => first.Terminate(grace));
        ExitStatus waited = await second.TerminateAsync(grace, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("SIGTERM", blocked.ToString());
        Assert.Equal("SIGTERM", waited.ToString());
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task TerminateAsync_Cancelled_KillsAtOnce()
    {
        using ChildProcess child = await StartIgnoringAsync();
        using CancellationTokenSource source = new();
        Task<ExitStatus> termination = child.TerminateAsync(Timeout.InfiniteTimeSpan, cancellationToken: source.Token);

        bool endedEarly = termination.IsCompleted;
        await source.CancelAsync();

        Assert.Equal(Child.Killed, (await termination).ToString());
        Assert.False(endedEarly);
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task Signal_ChildThatHasExited_ReachesNobody()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Null });
        _ = await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        // Reaped, so its number may be anybody's by now.
        Assert.Equal("exit 0", child.WaitForExit().ToString());
        Assert.False(child.Signal(PosixSignal.SIGTERM));
        Assert.False(child.Kill());
        Assert.Equal("exit 0", child.Terminate(TimeSpan.Zero).ToString());
        Assert.Equal("exit 0", (await child.TerminateAsync(TimeSpan.Zero, cancellationToken: TestContext.Current.CancellationToken)).ToString());
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task BrokenPipe_ReaderLeaves_EndsTheChildSilently()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("yes")
        {
            StandardOutput = pipe.WriteEnd,
            StandardError = ChildOutput.Capture,
        });
        await pipe.ReadEnd.ReadExactlyAsync(new byte[10], TestContext.Current.CancellationToken);

        pipe.ReadEnd.Dispose();

        ChildResult result = await child.WaitForResultAsync(TestContext.Current.CancellationToken);
        Assert.Equal("SIGPIPE", result.Status.ToString());
        Assert.Empty(result.StandardError!.Text);
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task IgnoreBrokenPipeSignal_ReaderLeaves_FailsTheWrite()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("yes")
        {
            StandardOutput = pipe.WriteEnd,
            StandardError = ChildOutput.Capture,
            IgnoreBrokenPipeSignal = true,
            Environment = { ["LC_ALL"] = "C" },
        });
        await pipe.ReadEnd.ReadExactlyAsync(new byte[10], TestContext.Current.CancellationToken);

        pipe.ReadEnd.Dispose();

        ChildResult result = await child.WaitForResultAsync(TestContext.Current.CancellationToken);
        Assert.Equal("exit 1", result.Status.ToString());
        Assert.Contains("Broken pipe", result.StandardError!.Text, StringComparison.Ordinal);
    }

    private static async Task<ChildProcess> StartIgnoringAsync()
    {
        ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "ignore-term")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        await Child.AwaitReadyAsync(child);
        return child;
    }
}
