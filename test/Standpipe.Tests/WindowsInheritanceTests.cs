using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests;

/// <summary>What a child inherits on Windows, asked of the child: a handle has the value there that it has here.</summary>
[Collection(LeakCheckDefinition.Name)]
public class WindowsInheritanceTests : IClassFixture<LeakCheck>
{
    private const string Reason = "Handles of Windows; see InheritanceTests.";
    private const string Opened = "opened";
    private const string NotThere = "ArgumentException";
    private const int Starters = 4;
    private const int Rounds = 5;

    [WindowsTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(HandleInheritance.Listed, false, NotThere)]
    [InlineData(HandleInheritance.Listed, true, Opened)]
    [InlineData(HandleInheritance.AllInheritable, false, NotThere)]
    [InlineData(HandleInheritance.AllInheritable, true, Opened)]
    [InlineData(HandleInheritance.Everything, false, NotThere)]
    public async Task Start_EndThatIsNotInheritable_GoesIfListed(HandleInheritance inheritance, bool listed, string said)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Equal(said, await AskAsync(pipe.ReadEnd.ChildValue, inheritance, listed ? pipe.ReadEnd.Share() : null));
        Assert.True(DescriptorCalls.IsCloseOnExec(pipe.ReadEnd));
    }

    [WindowsTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(HandleInheritance.Listed, NotThere)]
    [InlineData(HandleInheritance.AllInheritable, Opened)]
    [InlineData(HandleInheritance.Everything, Opened)]
    public async Task Start_InheritableEnd_GoesUnlessOnlyTheListDoes(HandleInheritance inheritance, string said)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(inheritability: HandleInheritability.Inheritable);

        Assert.Equal(said, await AskAsync(pipe.ReadEnd.ChildValue, inheritance, listed: null));
        Assert.True(DescriptorCalls.IsCloseOnExec(pipe.ReadEnd));
    }

    [WindowsTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(HandleInheritance.Listed, NotThere)]
    [InlineData(HandleInheritance.AllInheritable, NotThere)]
    [InlineData(HandleInheritance.Everything, Opened)]
    public async Task Start_ForeignInheritableHandle_GoesWithEverything(HandleInheritance inheritance, string said)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle foreign = new(DescriptorCalls.Duplicate(pipe.ReadEnd.SafeFileHandle), ownsHandle: true);

        Assert.Equal(said, await AskAsync($"{foreign.DangerousGetHandle()}", inheritance, listed: null));
        Assert.False(DescriptorCalls.IsCloseOnExec((int)foreign.DangerousGetHandle()));
    }

    [WindowsFact(Reason)]
    public void As_AnotherValue_IsRefused()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int own = DescriptorCalls.Number(pipe.ReadEnd);

        _ = Assert.Throws<PlatformNotSupportedException>(() => pipe.ReadEnd.As(own + 4));

        Assert.Equal(pipe.ReadEnd.ChildValue, pipe.ReadEnd.As(own).ChildValue);
    }

    [WindowsFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_ManyAtOnce_NoneHoldsAnothersEnds()
    {
        await Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Child.OnThreadAsync(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                using AnonymousPipe output = AnonymousPipe.Create();
                using AnonymousPipe given = AnonymousPipe.Create();
                ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "copy-end", given.ReadEnd.ChildValue)
                {
                    StandardInput = ChildInput.Null,
                    StandardOutput = output.WriteEnd,
                    InheritedHandles = { given.ReadEnd },
                });
                given.WriteEnd.Write("through"u8);
                given.WriteEnd.Dispose();
                byte[] bytes = new byte[7];
                output.ReadEnd.ReadExactly(bytes);
                Assert.True(child.WaitForExit().IsSuccess);

                // At once, however many of the other threads' children run.
                Assert.True(output.ReadEnd.IsOtherEndClosed);
                Assert.True(child.TryWaitForExit(TimeSpan.Zero, out ExitStatus? _));
                child.Dispose();
            }

            return true;
        })));
    }

    [WindowsFact(Reason, Timeout = Child.HangGuard)]
    public async Task Signal_OtherThanKill_IsRefusedAndKillExitsWith137()
    {
        using ChildProcess child = ChildProcess.Start(Child.Holding());
        await Child.AwaitReadyAsync(child);

        _ = Assert.Throws<PlatformNotSupportedException>(() => child.Signal(PosixSignal.SIGTERM));
        _ = await Assert.ThrowsAsync<PlatformNotSupportedException>(
            () => child.TerminateAsync(TimeSpan.Zero, cancellationToken: TestContext.Current.CancellationToken));
        Assert.False(child.HasExited);
        Assert.True(child.Kill());

        ExitStatus status = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(137, status.Code);
        Assert.Null(status.Signal);
        Assert.False(child.Kill());
    }

    private static async Task<string> AskAsync(string value, HandleInheritance inheritance, InheritedHandle? listed)
    {
        ChildProcessOptions options = new(TestChildProgram.Path, "open-end", "read", value)
        {
            StandardOutput = ChildOutput.Capture,
            Inheritance = inheritance,
        };
        if (listed is not null)
        {
            options.InheritedHandles.Add(listed);
        }

        return (await Child.RunAsync(options)).StandardOutput!.Text;
    }
}
