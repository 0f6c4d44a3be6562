using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests;

[Collection("Processes")]
public sealed class StandardHandlesTests : IDisposable
{
    private readonly SafeFileHandle?[] _before = [StandardHandles.Input, StandardHandles.Output, StandardHandles.Error];

    public void Dispose()
    {
        (StandardHandles.Input, StandardHandles.Output, StandardHandles.Error) = (_before[0], _before[1], _before[2]);
    }

    [LinuxFact("Standard handles of Windows have any value.")]
    public void Handles_AtTheBeginning_AreTheDescriptorsOfTheirNumbers()
    {
        SafeFileHandle?[] handles = [StandardHandles.Input, StandardHandles.Output, StandardHandles.Error];

        Assert.Equal([0, 1, 2], handles.Select(handle => (int)handle!.DangerousGetHandle()));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Set_AllThree_AreWhatTheNextChildGets()
    {
        using ScratchDirectory scratch = new();
        await File.WriteAllTextAsync(scratch["in"], "content", TestContext.Current.CancellationToken);
        using SafeFileHandle input = Redirection.OpenRead(scratch["in"]);
        using SafeFileHandle output = Redirection.Create(scratch["out"]);
        using SafeFileHandle error = Redirection.Create(scratch["err"]);
        string[] before = OwnStandardFiles();

        (StandardHandles.Input, StandardHandles.Output, StandardHandles.Error) = (input, output, error);
        _ = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "tee"));

        Assert.Same(input, StandardHandles.Input);
        Assert.Same(output, StandardHandles.Output);
        Assert.Same(error, StandardHandles.Error);
        Assert.Equal("content", scratch.Read("out"));
        Assert.Equal("content", scratch.Read("err"));
        Assert.Equal(before, OwnStandardFiles());
        Assert.False(input.IsClosed || output.IsClosed || error.IsClosed);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Set_ToAnother_LeavesARunningChildItsOwn()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        ChildProcessOptions options = new(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Pipe };
        StandardHandles.Output = first.WriteEnd.SafeFileHandle;
        using ChildProcess earlier = ChildProcess.Start(options);

        StandardHandles.Output = second.WriteEnd.SafeFileHandle;
        using ChildProcess later = ChildProcess.Start(options);
        earlier.StandardInput!.WriteByte(1);
        later.StandardInput!.WriteByte(2);

        byte[] read = new byte[1];
        await first.ReadEnd.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(1, read[0]);
        await second.ReadEnd.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(2, read[0]);
    }

    [Fact]
    public void Set_ClosedHandle_IsFoundOutAtTheStart()
    {
        SafeFileHandle closed = Redirection.OpenRead(TestChildProgram.Path);
        closed.Dispose();

        StandardHandles.Error = closed;

        _ = Assert.Throws<ObjectDisposedException>(() => ChildProcess.Start(Cat.Program, Cat.Arguments));
    }

    [LinuxFact("What a child has is looked up in its /proc.", Timeout = Child.HangGuard)]
    public async Task Set_Null_StartsChildrenWithoutIt()
    {
        StandardHandles.Input = null;
        StandardHandles.Error = null;

        ChildResult result = await Child.RunAsync(
            new ChildProcessOptions(TestChildProgram.Path, "fds") { StandardOutput = ChildOutput.Capture });

        Assert.Equal([1], InheritedDescriptors.Numbers(result.StandardOutput!.Text));
    }

    [LinuxTheory("What a child has is looked up in its /proc.", Timeout = Child.HangGuard)]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("0", "1")]
    [InlineData("0", "2")]
    [InlineData("1", "2")]
    [InlineData("0", "1", "2")]
    public async Task Start_FromAProcessWithoutSomeOfThem_GivesTheRestAndNothingElse(params string[] closed)
    {
        using AnonymousPipe report = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(
            new ChildProcessOptions(TestChildProgram.Path, ["start-without-standard-handles", .. closed])
            {
                StandardInput = ChildInput.Null,
                StandardOutput = ChildOutput.Null,
                StandardError = ChildOutput.Null,
                InheritedHandles = { report.WriteEnd.As(9) },
            });

        using StreamReader reader = new(report.ReadEnd);
        string text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        // Output is captured, so it is there in any case.
        int[] expected = [.. Enumerable.Range(0, 3).Where(fd => fd == 1 || !closed.Contains($"{fd}"))];
        Assert.Equal(expected, InheritedDescriptors.Numbers(text));
        Assert.Contains("1 pipe:", text, StringComparison.Ordinal);
        Assert.True((await child.WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);
    }

    private static string[] OwnStandardFiles() =>
        OperatingSystem.IsWindows() ? [] : [.. Enumerable.Range(0, 3).Select(fd => new FileInfo($"/proc/self/fd/{fd}").LinkTarget ?? "closed")];
}
