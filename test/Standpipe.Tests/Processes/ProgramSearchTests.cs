namespace Standpipe.Tests;

public class ProgramSearchTests
{
    private const string Reason = "PATH and what may be executed are those of Linux; see WindowsProgramTests.";

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_NameWithChildsOwnPath_FindsItThere()
    {
        using ScratchDirectory scratch = new();
        _ = scratch.Link("only-here");
        ChildProcessOptions options = new("only-here", "exit", "7") { Environment = { ["PATH"] = scratch.Path } };

        ChildResult result = await Child.RunAsync(options);

        Assert.Equal(7, result.Status.Code);
        Assert.Equal(scratch["only-here"], options.FindProgram());
    }

    [LinuxFact(Reason)]
    public void FindProgram_ChildsOwnPath_DoesNotSearchOurs()
    {
        using ScratchDirectory scratch = new();
        ChildProcessOptions options = new("cat") { Environment = { ["PATH"] = scratch.Path } };

        ChildStartException exception = Assert.Throws<ChildStartException>(options.FindProgram);

        Assert.Equal(ChildStartFailure.NotFound, exception.Failure);
        Assert.Equal([scratch["cat"]], exception.Tried);
    }

    [LinuxTheory(Reason)]
    [InlineData(true)]
    [InlineData(false)]
    public void FindProgram_NoPath_SearchesTheSystemsDefault(bool cleared)
    {
        ChildProcessOptions options = new("cat") { ClearEnvironment = cleared };
        if (!cleared)
        {
            options.Environment["PATH"] = null;
        }

        Assert.Equal("/bin/cat", options.FindProgram());
    }

    [LinuxTheory(Reason)]
    [InlineData("")]
    [InlineData("/nonexistent:")]
    [InlineData(":/nonexistent")]
    [InlineData("/nonexistent::/nonexistent")]
    public async Task Start_EmptyElementInPath_IsTheCurrentDirectory(string path)
    {
        string name = $"standpipe-{Guid.NewGuid()}";
        _ = File.CreateSymbolicLink(name, TestChildProgram.Path);
        try
        {
            ChildProcessOptions options = new(name, "exit", "5") { Environment = { ["PATH"] = path } };

            ChildResult result = await Child.RunAsync(options);

            Assert.Equal(5, result.Status.Code);
            Assert.Equal($"./{name}", options.FindProgram());
        }
        finally
        {
            File.Delete(name);
        }
    }

    [LinuxFact(Reason)]
    public void FindProgram_NotExecutableFirst_FindsTheLaterOne()
    {
        using ScratchDirectory scratch = new();
        _ = scratch.Link("b/tool");
        _ = Directory.CreateDirectory(scratch["a"]);
        File.WriteAllText(scratch["a/tool"], string.Empty);
        ChildProcessOptions options = new("tool") { Environment = { ["PATH"] = $"{scratch["a"]}:{scratch["b"]}" } };

        Assert.Equal(scratch["b/tool"], options.FindProgram());
    }

    [LinuxFact(Reason)]
    public void FindProgram_DirectoryOfThatNameFirst_FindsTheLaterOne()
    {
        using ScratchDirectory scratch = new();
        _ = scratch.Link("b/tool");
        _ = Directory.CreateDirectory(scratch["a/tool"]);
        ChildProcessOptions options = new("tool") { Environment = { ["PATH"] = $"{scratch["a"]}:{scratch["b"]}" } };

        Assert.Equal(scratch["b/tool"], options.FindProgram());
    }

    [LinuxFact(Reason)]
    public void FindProgram_OnlyNotExecutableInPath_SaysNotExecutable()
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch["tool"], string.Empty);
        ChildProcessOptions options = new("tool")
        {
            Environment = { ["PATH"] = $"/nonexistent:{scratch.Path}:/nonexistent/too" },
        };

        ChildStartException exception = Assert.Throws<ChildStartException>(options.FindProgram);

        Assert.Equal(ChildStartFailure.NotExecutable, exception.Failure);
        Assert.Equal(["/nonexistent/tool", scratch["tool"], "/nonexistent/too/tool"], exception.Tried);
        Assert.Contains("EACCES", exception.Message, StringComparison.Ordinal);
    }

    [LinuxFact(Reason)]
    public void FindProgram_NowhereInPath_NamesWhatWasTriedInOrder()
    {
        ChildProcessOptions options = new("no-such-tool") { Environment = { ["PATH"] = "/bin:/dev/null:/nonexistent" } };

        ChildStartException exception = Assert.Throws<ChildStartException>(options.FindProgram);

        Assert.Equal(ChildStartFailure.NotFound, exception.Failure);
        Assert.Equal(2, exception.NativeErrorCode);
        Assert.Equal("no-such-tool", exception.Program);
        Assert.Equal(
            "start 'no-such-tool': no such program in PATH (ENOENT, 2); "
            + "tried /bin/no-such-tool, /dev/null/no-such-tool, /nonexistent/no-such-tool.",
            exception.Message);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_RelativePathWithWorkingDirectory_MeansOurDirectory()
    {
        using ScratchDirectory scratch = new();
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, TestChildProgram.Path);
        ChildProcessOptions options = new($"./{relative}", "cwd")
        {
            WorkingDirectory = scratch.Path,
            StandardOutput = ChildOutput.Capture,
        };

        ChildResult result = await Child.RunAsync(options);

        Assert.Equal(scratch.Path, result.StandardOutput!.Text);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_RelativePathElementWithWorkingDirectory_MeansOurDirectory()
    {
        using ScratchDirectory scratch = new();
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, AppContext.BaseDirectory);
        ChildProcessOptions options = new(Path.GetFileName(TestChildProgram.Path), "cwd")
        {
            Environment = { ["PATH"] = relative },
            WorkingDirectory = scratch.Path,
            StandardOutput = ChildOutput.Capture,
        };

        ChildResult result = await Child.RunAsync(options);

        Assert.Equal(scratch.Path, result.StandardOutput!.Text);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_ProgramJustWrittenWhileOthersStart_IsNotBusy()
    {
        using ScratchDirectory scratch = new();
        using CancellationTokenSource stop = new();
        Task others = Child.OnThreadAsync(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using ChildProcess other = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments) { StandardInput = ChildInput.Null });
            }

            return 0;
        });

        for (int i = 0; i < 50; i++)
        {
            string script = scratch.Executable($"tool{i}", "#!/bin/cat\n");
            ChildResult result = await Child.RunAsync(new ChildProcessOptions(script) { StandardOutput = ChildOutput.Null });
            Assert.True(result.Status.IsSuccess);
        }

        await stop.CancelAsync();
        await others;
    }
}
