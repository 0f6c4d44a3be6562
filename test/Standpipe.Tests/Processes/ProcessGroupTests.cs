using System.Runtime.InteropServices;

namespace Standpipe.Tests;

[Collection("Processes")]
public class ProcessGroupTests
{
    [LinuxTheory("Groups and sessions by number are those of Linux.", Timeout = Child.HangGuard)]
    [InlineData(ProcessGroupMode.Inherit)]
    [InlineData(ProcessGroupMode.New)]
    [InlineData(ProcessGroupMode.NewSession)]
    public async Task ProcessGroup_AsAsked_IsTheChilds(ProcessGroupMode mode)
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "group")
        {
            StandardOutput = ChildOutput.Capture,
            ProcessGroup = mode,
        });
        string[] fields = (await child.WaitForResultAsync(TestContext.Current.CancellationToken)).StandardOutput!.Text.Split(' ');

        string[] own = await OwnAsync();
        string id = $"{child.Id}";
        Assert.Equal(id, fields[0]);
        Assert.Equal(mode == ProcessGroupMode.Inherit ? own[0] : id, fields[1]);
        Assert.Equal(mode == ProcessGroupMode.NewSession ? id : own[1], fields[2]);
    }

    [Fact]
    public void GroupScope_WithoutAGroup_IsRefused()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Pipe });

        _ = Assert.Throws<InvalidOperationException>(() => child.Kill(SignalScope.Group));
        _ = Assert.Throws<InvalidOperationException>(() => child.Signal(PosixSignal.SIGTERM, SignalScope.Group));
        _ = Assert.Throws<InvalidOperationException>(() => child.Terminate(TimeSpan.Zero, SignalScope.Group));
        Assert.False(child.HasExited);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(ProcessGroupMode.New)]
    [InlineData(ProcessGroupMode.NewSession)]
    public async Task Kill_Group_ReachesTheGrandchild(ProcessGroupMode mode)
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        using ChildProcess child = await StartAsync(until, output, mode, stay: true);

        Assert.True(child.Kill(SignalScope.Group));

        await AssertEndedAsync(output);
        Assert.Equal(Child.Killed, child.WaitForExit().ToString());
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Kill_ProcessOnly_LeavesTheGrandchild()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        using ChildProcess child = await StartAsync(until, output, ProcessGroupMode.New, stay: true);

        Assert.True(child.Kill());

        _ = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(until.WriteEnd.IsOtherEndClosed);
        Assert.True(child.Kill(SignalScope.Group));
        await AssertEndedAsync(output);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(ProcessGroupMode.New)]
    [InlineData(ProcessGroupMode.NewSession)]
    public async Task Kill_GroupWhoseLeaderIsGone_ReachesTheGrandchild(ProcessGroupMode mode)
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        using ChildProcess child = await StartAsync(until, output, mode, stay: false);
        Assert.True((await child.WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);

        Assert.False(child.Kill());
        Assert.True(child.Kill(SignalScope.Group));

        await AssertEndedAsync(output);
    }

    [LinuxTheory("Windows has no signals: a process cannot be asked to end.", Timeout = Child.HangGuard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminate_Group_EndsWhenTheLastMemberHas(bool asynchronously)
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        using ChildProcess child = await StartAsync(until, output, ProcessGroupMode.New, stay: true);

        ExitStatus status = asynchronously
            ? await child.TerminateAsync(Timeout.InfiniteTimeSpan, SignalScope.Group, TestContext.Current.CancellationToken)
            : await Child.OnThreadAsync(() => child.Terminate(Timeout.InfiniteTimeSpan, SignalScope.Group));

        Assert.Equal("SIGTERM", status.ToString());
        Assert.True(until.WriteEnd.IsOtherEndClosed);
        await AssertEndedAsync(output);
    }

    [LinuxTheory("Windows has no signals: a process cannot be asked to end.", Timeout = Child.HangGuard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminate_GroupWithAMemberThatIgnoresIt_KillsThatAfterTheGrace(bool asynchronously)
    {
        TimeSpan grace = TimeSpan.FromMilliseconds(30);
        using AnonymousPipe output = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "run", TestChildProgram.Path, "ignore-term")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = output.WriteEnd,
            ProcessGroup = ProcessGroupMode.New,
        });
        Assert.Equal('r', output.ReadEnd.ReadByte());

        _ = asynchronously
            ? await child.TerminateAsync(grace, SignalScope.Group, TestContext.Current.CancellationToken)
            : await Child.OnThreadAsync(() => child.Terminate(grace, SignalScope.Group));

        await AssertEndedAsync(output);
    }

    private static async Task<ChildProcess> StartAsync(
        AnonymousPipe until, AnonymousPipe output, ProcessGroupMode mode, bool stay)
    {
        string[] arguments = stay ? ["stay"] : [];
        ChildProcess child = ChildProcess.Start(
            new ChildProcessOptions(TestChildProgram.Path, ["grandchild", "g", until.ReadEnd.ChildValue, .. arguments])
            {
                StandardInput = ChildInput.Pipe,
                StandardOutput = output.WriteEnd,
                InheritedHandles = { until.ReadEnd },
                ProcessGroup = mode,
            });
        await output.ReadEnd.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
        return child;
    }

    /// <summary>End of file: whoever held the write end is gone.</summary>
    private static Task AssertEndedAsync(AnonymousPipe output) =>
        output.ReadEnd.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

    private static async Task<string[]> OwnAsync()
    {
        string stat = await File.ReadAllTextAsync("/proc/self/stat", TestContext.Current.CancellationToken);
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2..4];
    }
}
