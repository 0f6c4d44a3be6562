namespace Standpipe.Tests;

public class PreparedChildTests
{
    [LinuxFact("What is open is looked up in /proc.", Timeout = Child.HangGuard)]
    public async Task Prepare_ProgramAndFiles_AreFoundAndOpenedBeforeTheStart()
    {
        using ScratchDirectory scratch = new();
        string file = scratch["output"];

        using PreparedChild prepared = ChildProcess.Prepare(new ChildProcessOptions("cat", "/dev/null")
        {
            StandardOutput = ChildOutput.CreateFile(file),
        });

        Assert.EndsWith("/cat", prepared.ProgramPath, StringComparison.Ordinal);
        Assert.Contains(file, OpenFiles.Links());
        using ChildProcess child = prepared.Start();
        Assert.DoesNotContain(file, OpenFiles.Links());
        Assert.True((await child.WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);
    }

    [Fact]
    public void Prepare_MissingProgram_OpensNothing()
    {
        using ScratchDirectory scratch = new();

        _ = Assert.Throws<ChildStartException>(() => ChildProcess.Prepare(
            new ChildProcessOptions("/nonexistent/tool") { StandardOutput = ChildOutput.CreateFile(scratch["output"]) }));

        Assert.False(File.Exists(scratch["output"]));
    }

    [Fact]
    public void Prepare_SecondFileMissing_ClosesTheFirst()
    {
        using ScratchDirectory scratch = new();

        _ = Assert.ThrowsAny<IOException>(() => ChildProcess.Prepare(new ChildProcessOptions(TestChildProgram.Path)
        {
            StandardOutput = ChildOutput.CreateFile(scratch["output"]),
            StandardError = ChildOutput.CreateFile(scratch["missing/error"]),
        }));

        Assert.DoesNotContain(scratch["output"], OpenFiles.Links());
    }

    [Fact]
    public void Start_Twice_IsRefused()
    {
        using PreparedChild prepared = ChildProcess.Prepare(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Null });
        using ChildProcess child = prepared.Start();

        _ = Assert.Throws<InvalidOperationException>(prepared.Start);
    }

    [Fact]
    public void Start_AfterDispose_IsRefused()
    {
        PreparedChild prepared = ChildProcess.Prepare(new ChildProcessOptions(Cat.Program, Cat.Arguments));
        prepared.Dispose();
        prepared.Dispose();

        _ = Assert.ThrowsAny<InvalidOperationException>(prepared.Start);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Dispose_AfterStart_LeavesTheChildAlone()
    {
        PreparedChild prepared = ChildProcess.Prepare(new ChildProcessOptions(Cat.Program, Cat.Arguments)
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        using ChildProcess child = prepared.Start();

        prepared.Dispose();

        child.StandardInput!.WriteByte((byte)'x');
        await Child.AwaitReadyAsync(child);
    }

    [Fact]
    public void Dispose_WithoutStart_ClosesOurEndsAndLeavesMovedOnes()
    {
        using ScratchDirectory scratch = new();
        using AnonymousPipe moved = AnonymousPipe.Create();
        PreparedChild prepared = ChildProcess.Prepare(new ChildProcessOptions(TestChildProgram.Path)
        {
            StandardInput = moved.ReadEnd,
            StandardOutput = ChildOutput.CreateFile(scratch["output"]),
            StandardError = ChildOutput.Capture,
        });

        prepared.Dispose();

        Assert.DoesNotContain(scratch["output"], OpenFiles.Links());
        Assert.True(moved.ReadEnd.CanRead);
    }
}
