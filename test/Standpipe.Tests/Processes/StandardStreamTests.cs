using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests;

public class StandardStreamTests
{
    [Fact(Timeout = Child.HangGuard)]
    public async Task Null_AsInputAndOutput_IsEmptyAndSilent()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Null,
            StandardError = ChildOutput.Null,
        });

        Assert.True(result.Status.IsSuccess);
        Assert.Null(result.StandardOutput);
        Assert.Null(result.StandardError);
        Assert.Null(result.InputBytesWritten);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromFile_Input_IsTheFile()
    {
        using ScratchDirectory scratch = new();
        await File.WriteAllTextAsync(scratch["in"], "content", TestContext.Current.CancellationToken);

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.FromFile(scratch["in"]),
            StandardOutput = ChildOutput.Capture,
        });

        Assert.Equal("content", result.StandardOutput!.Text);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task CreateFile_FileThatExists_IsReplaced()
    {
        using ScratchDirectory scratch = new();
        await File.WriteAllTextAsync(scratch["out"], "longer than what comes", TestContext.Current.CancellationToken);

        _ = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "to-stderr", "error", "output")
        {
            StandardOutput = ChildOutput.CreateFile(scratch["out"]),
            StandardError = ChildOutput.CreateFile(scratch["err"]),
        });

        Assert.Equal("output", await File.ReadAllTextAsync(scratch["out"], TestContext.Current.CancellationToken));
        Assert.Equal("error", await File.ReadAllTextAsync(scratch["err"], TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task AppendFile_TwoChildrenAtOnce_OverwriteNothing()
    {
        using ScratchDirectory scratch = new();
        await File.WriteAllTextAsync(scratch["out"], "0", TestContext.Current.CancellationToken);
        ChildProcessOptions options = new(TestChildProgram.Path, "hold", "0")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.AppendFile(scratch["out"]),
        };

        // Both have the file open before either has written.
        using (ChildProcess first = ChildProcess.Start(options))
        using (ChildProcess second = ChildProcess.Start(options))
        {
            first.StandardInput!.Dispose();
            second.StandardInput!.Dispose();
            _ = await first.WaitForExitAsync(TestContext.Current.CancellationToken);
            _ = await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("0rr", await File.ReadAllTextAsync(scratch["out"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Start_FileThatCannotBeOpened_NamesIt()
    {
        AssertNames("/nonexistent/in", new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.FromFile("/nonexistent/in") });
        AssertNames("/nonexistent/out", new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardOutput = ChildOutput.CreateFile("/nonexistent/out") });
        AssertNames("/nonexistent/err", new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardError = ChildOutput.AppendFile("/nonexistent/err") });

        static void AssertNames(string path, ChildProcessOptions options)
        {
            IOException exception = Assert.ThrowsAny<IOException>(() => ChildProcess.Start(options));
            Assert.Contains($"'{path}'", exception.Message, StringComparison.Ordinal);
            Assert.Contains(OperatingSystem.IsWindows() ? "ERROR_PATH_NOT_FOUND" : "ENOENT", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task PipeEnds_GivenToAChild_MoveIntoIt()
    {
        using AnonymousPipe input = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();

        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = input.ReadEnd,
            StandardOutput = output.WriteEnd,
        });

        Assert.False(input.ReadEnd.CanRead);
        Assert.False(output.WriteEnd.CanWrite);
        input.WriteEnd.Write("through"u8);
        input.WriteEnd.Dispose();
        using StreamReader reader = new(output.ReadEnd);
        Assert.Equal("through", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task PipeEnd_AsOutputAndError_IsOneStreamInOrder()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "to-stderr", "first ", "second")
        {
            StandardOutput = pipe.WriteEnd,
            StandardError = pipe.WriteEnd,
        });

        using StreamReader reader = new(pipe.ReadEnd);
        Assert.Equal("first second", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromHandle_OurHandles_StayOurs()
    {
        using ScratchDirectory scratch = new();
        await File.WriteAllTextAsync(scratch["in"], "content", TestContext.Current.CancellationToken);
        using SafeFileHandle input = Redirection.OpenRead(scratch["in"]);
        using SafeFileHandle output = Redirection.Create(scratch["out"]);
        ChildProcessOptions options = new(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.FromHandle(input),
            StandardOutput = ChildOutput.FromHandle(output),
        };

        _ = await Child.RunAsync(options);
        _ = await Child.RunAsync(options);

        // One open file, so one position: the second child begins where the first ended.
        Assert.Equal("content", scratch.Read("out"));
        Assert.False(input.IsClosed || output.IsClosed);
    }

    [Fact]
    public void FromHandle_ClosedHandle_IsRefusedAtTheStart()
    {
        SafeFileHandle closed = Redirection.OpenRead(TestChildProgram.Path);
        closed.Dispose();

        _ = Assert.Throws<ObjectDisposedException>(
            () => ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.FromHandle(closed) }));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Pipe_AllThree_AreTheChilds()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            StandardError = ChildOutput.Pipe,
        });

        child.StandardInput!.Write("text"u8);
        child.StandardInput.Dispose();

        using StreamReader output = new(child.StandardOutput!);
        using StreamReader error = new(child.StandardError!);
        Assert.Equal("text", await output.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await error.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Pipe_NotAskedFor_IsNull()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Null });

        Assert.Null(child.StandardInput);
        Assert.Null(child.StandardOutput);
        Assert.Null(child.StandardError);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task StandardError_ToStandardOutput_KeepsTheOrder()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "to-stderr", "first ", "second")
        {
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.StandardOutput,
        });

        Assert.Equal("first second", result.StandardOutput!.Text);
        Assert.Null(result.StandardError);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task StandardOutput_ToStandardError_KeepsTheOrder()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "to-stderr", "first ", "second")
        {
            StandardOutput = ChildOutput.StandardError,
            StandardError = ChildOutput.Capture,
        });

        Assert.Equal("first second", result.StandardError!.Text);
        Assert.Null(result.StandardOutput);
    }

    [Fact]
    public void Outputs_EachTheOtherOrItself_AreRefused()
    {
        AssertRefused(ChildOutput.StandardError, ChildOutput.StandardOutput);
        AssertRefused(ChildOutput.StandardOutput, ChildOutput.Null);
        AssertRefused(ChildOutput.Null, ChildOutput.StandardError);

        static void AssertRefused(ChildOutput output, ChildOutput error) => Assert.Throws<ArgumentException>(
            () => ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardOutput = output, StandardError = error }));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Pipe_BetweenTwoChildren_CarriesAllAndEnds()
    {
        const int Count = 1_000_003;
        using AnonymousPipe between = AnonymousPipe.Create();

        using ChildProcess source = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "generate", $"{Count}")
        {
            StandardOutput = between.WriteEnd,
        });
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = between.ReadEnd,
            StandardOutput = ChildOutput.Capture,
        });

        Assert.True((await source.WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);
        Assert.Equal(Pattern.Bytes(Count), result.StandardOutput!.Bytes.Span);
    }
}
