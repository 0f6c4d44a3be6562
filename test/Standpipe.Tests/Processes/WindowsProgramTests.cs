namespace Standpipe.Tests;

/// <summary>Which file a name means on Windows, and how a start fails there.</summary>
public class WindowsProgramTests
{
    private const string Reason = "Programs of Windows; see ProgramSearchTests and ChildStartFailureTests.";

    [WindowsTheory(Reason)]
    [InlineData("tool", "tool.exe")]
    [InlineData("tool", "tool.com")]
    [InlineData("tool.exe", "tool.exe")]
    [InlineData("TOOL.COM", "tool.com")]
    [InlineData("tool.other", "tool.other")]
    [InlineData("tool.other", "tool.other.exe")]
    public void FindProgram_AlongTheChildsPath_FindsPrograms(string name, string file)
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch[file], string.Empty);
        ChildProcessOptions options = new(name) { Environment = { ["Path"] = $@"C:\nonexistent;;""{scratch.Path}"";" } };

        Assert.Equal(scratch[file], options.FindProgram(), ignoreCase: true);
    }

    [WindowsFact(Reason)]
    public void FindProgram_InTheCurrentDirectoryOnly_IsNotFound()
    {
        using ScratchDirectory scratch = new();
        ChildProcessOptions options = new(Path.GetFileName(TestChildProgram.Path)) { Environment = { ["PATH"] = scratch.Path } };

        // Nor where this process's own program is.
        ChildStartException exception = Assert.Throws<ChildStartException>(options.FindProgram);

        Assert.Equal(ChildStartFailure.NotFound, exception.Failure);
        Assert.Equal([scratch["Standpipe.TestChild.exe"]], exception.Tried);
        Assert.Contains("(ERROR_FILE_NOT_FOUND, 2)", exception.Message, StringComparison.Ordinal);
    }

    [WindowsTheory(Reason)]
    [InlineData("tool.bat", "tool.bat")]
    [InlineData("tool.CMD", "tool.cmd")]
    [InlineData("tool.cmd", "tool.cmd. ")]
    public void FindProgram_BatchFile_IsRefused(string file, string name)
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch[file], "@echo %1");

        ChildStartException exception = Assert.Throws<ChildStartException>(new ChildProcessOptions(scratch[name]).FindProgram);

        Assert.Contains(exception.Failure, new[] { ChildStartFailure.BadFormat, ChildStartFailure.NotFound });
    }

    [WindowsFact(Reason)]
    public void Start_WhatIsNoProgram_SaysWhy()
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch["text.exe"], "no program");
        _ = Directory.CreateDirectory(scratch["directory.exe"]);

        AssertFails(scratch["text.exe"], ChildStartFailure.BadFormat);
        AssertFails(scratch["directory.exe"], ChildStartFailure.IsDirectory);
        AssertFails(scratch["missing"], ChildStartFailure.NotFound);
        AssertFails(TestChildProgram.Path, ChildStartFailure.ArgumentListTooLong, new string('x', 32_767));
    }

    [WindowsFact(Reason)]
    public void Start_WorkingDirectoryThatIsNone_NamesIt()
    {
        using ScratchDirectory scratch = new();
        foreach (string directory in new[] { scratch["missing"], TestChildProgram.Path })
        {
            ChildStartException exception = Assert.Throws<ChildStartException>(
                () => ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "cwd") { WorkingDirectory = directory }));

            Assert.Equal(ChildStartFailure.WorkingDirectory, exception.Failure);
            Assert.Contains($"'{directory}'", exception.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertFails(string program, ChildStartFailure failure, params string[] arguments)
    {
        ChildStartException exception = Assert.Throws<ChildStartException>(() => ChildProcess.Start(program, arguments));

        Assert.Equal(failure, exception.Failure);
        Assert.StartsWith($"start '{program}': ", exception.Message, StringComparison.Ordinal);
    }
}
