namespace Standpipe.Tests;

public class ChildResultTests
{
    [Fact(Timeout = Child.HangGuard)]
    public async Task WaitForResult_SyncAndAsync_TellTheSame()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "generate", "5", "2")
        {
            StandardInput = ChildInput.FromText(string.Empty),
            StandardOutput = ChildOutput.Capture,
        });

        ChildResult blocked = await Child.OnThreadAsync(child.WaitForResult);
        ChildResult waited = await child.WaitForResultAsync(TestContext.Current.CancellationToken);

        Assert.All([blocked, waited], result =>
        {
            Assert.Equal(2, result.Status.Code);
            Assert.Equal(Pattern.Bytes(5), result.StandardOutput!.Bytes.Span);
            Assert.Null(result.StandardError);
            Assert.Equal(0, result.InputBytesWritten);
        });
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task EnsureSuccess_Code0_GivesTheResult()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "exit", "0"));

        Assert.Same(result, result.EnsureSuccess());
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task EnsureSuccess_OtherCode_NamesProgramAndCode()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "exit", "3"));

        ChildExitException exception = Assert.Throws<ChildExitException>(result.EnsureSuccess);

        Assert.Equal($"'{TestChildProgram.Path}' ended with exit 3", exception.Message);
        Assert.Equal(3, exception.Status?.Code);
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task EnsureSuccess_Signal_NamesTheSignal()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "raise", "15"));

        ChildExitException exception = Assert.Throws<ChildExitException>(result.EnsureSuccess);

        Assert.EndsWith(" ended with SIGTERM", exception.Message, StringComparison.Ordinal);
    }

    [LinuxFact("The child is a program of Linux.", Timeout = Child.HangGuard)]
    public async Task EnsureSuccess_CapturedError_QuotesItsEnd()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions("cat", "/nonexistent/file")
        {
            StandardError = ChildOutput.Capture,
            Environment = { ["LC_ALL"] = "C" },
        });

        ChildExitException exception = Assert.Throws<ChildExitException>(result.EnsureSuccess);

        Assert.Equal("'cat' ended with exit 1: cat: /nonexistent/file: No such file or directory", exception.Message);
    }

    [LinuxTheory("Windows has no signals; see ExitCurrentProcess_OfAWrapper_HasTheCode.", Timeout = Child.HangGuard)]
    [InlineData("exit", "7", "exit 7")]
    [InlineData("raise", "15", "SIGTERM")]
    [InlineData("raise", "13", "SIGPIPE")]
    [InlineData("raise", "9", "SIGKILL")]
    public async Task ExitCurrentProcess_OfAWrapper_EndsItAsTheChildEnded(string verb, string argument, string expected)
    {
        ChildResult result = await Child.RunAsync(
            new ChildProcessOptions(TestChildProgram.Path, "run", TestChildProgram.Path, verb, argument));

        Assert.Equal(expected, result.Status.ToString());
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData("0")]
    [InlineData("7")]
    public async Task ExitCurrentProcess_OfAWrapper_HasTheCode(string code)
    {
        ChildResult result = await Child.RunAsync(
            new ChildProcessOptions(TestChildProgram.Path, "run", TestChildProgram.Path, "exit", code));

        Assert.Equal($"exit {code}", result.Status.ToString());
    }

    [Fact]
    public void FromSignal_NotASignal_IsRefused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => ExitStatus.FromSignal(0));
    }
}
