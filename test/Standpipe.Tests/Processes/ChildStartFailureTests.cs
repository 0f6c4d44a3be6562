namespace Standpipe.Tests;

public class ChildStartFailureTests
{
    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_MissingFile_IsNotFound()
    {
        AssertFails(new ChildProcessOptions("/nonexistent/tool"), ChildStartFailure.NotFound, "ENOENT, 2", "/nonexistent/tool");
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_FileAsDirectory_IsNotFound()
    {
        AssertFails(new ChildProcessOptions("/dev/null/tool"), ChildStartFailure.NotFound, "ENOTDIR, 20", "/dev/null/tool");
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_FileWithoutExecuteBit_IsNotExecutable()
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch["tool"], "#!/bin/cat\n");

        AssertFails(new ChildProcessOptions(scratch["tool"]), ChildStartFailure.NotExecutable, "EACCES, 13", scratch["tool"]);
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_Device_IsNotExecutable()
    {
        AssertFails(new ChildProcessOptions("/dev/null"), ChildStartFailure.NotExecutable, "EACCES, 13", "/dev/null");
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_Directory_IsDirectory()
    {
        AssertFails(new ChildProcessOptions("/usr/bin/"), ChildStartFailure.IsDirectory, "EISDIR, 21", "/usr/bin/");
    }

    [LinuxTheory("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    [InlineData("echo a shell would run this\n")]
    [InlineData("")]
    public void Start_TextWithoutInterpreter_IsBadFormat(string content)
    {
        using ScratchDirectory scratch = new();
        string path = scratch.Executable("tool", content);

        AssertFails(new ChildProcessOptions(path), ChildStartFailure.BadFormat, "ENOEXEC, 8", path);
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_ScriptWithMissingInterpreter_SaysThatTheInterpreterIsMissing()
    {
        using ScratchDirectory scratch = new();
        string path = scratch.Executable("tool", "#!/nonexistent/interpreter\n");

        ChildStartException exception =
            AssertFails(new ChildProcessOptions(path), ChildStartFailure.NotFound, "ENOENT, 2", path);

        Assert.Contains("interpreter", exception.Message, StringComparison.Ordinal);
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_HugeArgument_IsArgumentListTooLong()
    {
        ChildProcessOptions options = new(TestChildProgram.Path, new string('x', 1 << 20));

        AssertFails(options, ChildStartFailure.ArgumentListTooLong, "E2BIG, 7", TestChildProgram.Path);
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    public void Start_ManyArguments_IsArgumentListTooLong()
    {
        ChildProcessOptions options = new(TestChildProgram.Path, Enumerable.Repeat(new string('x', 1000), 10_000));

        AssertFails(options, ChildStartFailure.ArgumentListTooLong, "E2BIG, 7", TestChildProgram.Path);
    }

    [LinuxTheory("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    [InlineData("/nonexistent/directory", "ENOENT, 2")]
    [InlineData("/dev/null", "ENOTDIR, 20")]
    public void Start_WorkingDirectoryThatIsNone_NamesIt(string directory, string error)
    {
        ChildProcessOptions options = new(TestChildProgram.Path, "cwd") { WorkingDirectory = directory };

        ChildStartException exception = Assert.Throws<ChildStartException>(() => ChildProcess.Start(options));

        Assert.Equal(ChildStartFailure.WorkingDirectory, exception.Failure);
        Assert.Contains(TestChildProgram.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{directory}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(error, exception.Message, StringComparison.Ordinal);
    }

    [LinuxTheory("Paths, errors and limits are those of Linux; see WindowsProgramTests.")]
    [InlineData(1 << 24)]
    [InlineData(int.MaxValue)]
    public void Start_DescriptorBeyondTheLimit_IsTooManyDescriptors(int number)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ChildProcessOptions options = new(TestChildProgram.Path, "exit", "0") { InheritedHandles = { pipe.ReadEnd.As(number) } };

        AssertFails(options, ChildStartFailure.TooManyDescriptors, "EBADF, 9", TestChildProgram.Path);
        Assert.True(pipe.ReadEnd.CanRead);
    }

    [LinuxFact("Paths, errors and limits are those of Linux; see WindowsProgramTests.", Timeout = Child.HangGuard)]
    public async Task Start_FewDescriptorsLeft_FailsCleanlyUntilThereAreEnough()
    {
        string[] attempts = (await Child.OutputAsync("start-with-few-descriptors")).TrimEnd().Split('\n');

        // From plenty to none: first it works, then it fails for one of the two reasons, and never anything else.
        string[] failures = [.. attempts.SkipWhile(attempt => attempt == "exit 0")];
        Assert.Equal(13, attempts.Length);
        Assert.InRange(failures.Length, 1, 12);
        Assert.All(failures, failure => Assert.Contains(failure, new[] { "IOException", "TooManyDescriptors" }));
        Assert.Equal("IOException", failures[^1]);
    }

    [Fact]
    public void Start_Fails_LeavesWhatWouldHaveMovedOpen()
    {
        using AnonymousPipe input = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        using AnonymousPipe listed = AnonymousPipe.Create();
        ChildProcessOptions options = new(TestChildProgram.Path, new string('x', 1 << 20))
        {
            StandardInput = input.ReadEnd,
            StandardOutput = output.WriteEnd,
            StandardError = ChildOutput.StandardOutput,
            InheritedHandles = { listed.ReadEnd },
        };

        _ = Assert.Throws<ChildStartException>(() => ChildProcess.Start(options));

        input.WriteEnd.WriteByte(1);
        Assert.Equal(1, input.ReadEnd.ReadByte());
        output.WriteEnd.WriteByte(2);
        Assert.Equal(2, output.ReadEnd.ReadByte());
        listed.WriteEnd.WriteByte(3);
        Assert.Equal(3, listed.ReadEnd.ReadByte());
    }

    [Fact]
    public void Start_Fails_ClosesWhatItOpened()
    {
        using ScratchDirectory scratch = new();
        string file = scratch["output"];
        ChildProcessOptions options = new(TestChildProgram.Path, new string('x', 1 << 20))
        {
            StandardInput = ChildInput.FromText("text"),
            StandardOutput = ChildOutput.CreateFile(file),
            StandardError = ChildOutput.Capture,
        };

        _ = Assert.Throws<ChildStartException>(() => ChildProcess.Start(options));

        Assert.DoesNotContain(file, OpenFiles.Links());
    }

    private static ChildStartException AssertFails(
        ChildProcessOptions options, ChildStartFailure failure, string error, string tried)
    {
        ChildStartException exception = Assert.Throws<ChildStartException>(() => ChildProcess.Start(options));

        Assert.Equal(failure, exception.Failure);
        Assert.Equal(options.Program, exception.Program);
        Assert.Equal([tried], exception.Tried);
        Assert.StartsWith($"start '{options.Program}': ", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"({error})", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($", {exception.NativeErrorCode}).", exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
