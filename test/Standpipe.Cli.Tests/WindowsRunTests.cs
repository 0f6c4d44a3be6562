namespace Standpipe.Cli.Tests;

public class WindowsRunTests
{
    private const string Reason = "Programs of Windows; see RunTests, ExitStatusTests and StartFailureTests.";

    [WindowsFact(Reason, Timeout = 60_000)]
    public async Task Run_TimeOut_KillsTheStagesAndIs124()
    {
        using ChildProcess tool = Tool.Start("run", "--timeout", "10s", "--summary", Tool.Graph("@hold | @cat"));
        await Tool.ReadyAsync(tool);

        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal(ExitStatus.FromCode(124), status);
        Assert.Contains("timed out after 10 s, with 2 of 2 stages running", error, StringComparison.Ordinal);
        Assert.Matches(@"\nStandpipe\.TestChild\S* +137 .*", error);
    }

    [WindowsFact(Reason, Timeout = 60_000)]
    public async Task Run_Redirections_AreOpenedAndInherited()
    {
        using Scratch scratch = new();
        string file = scratch.Write("in", "content");
        string log = scratch.Write("log", "before,");

        ChildResult first = await Tool.RunAsync("run", Tool.Graph($"@cat < '{file}' | @tee > '{scratch.In("out")}' 2>> '{log}'"));

        Assert.True(first.EnsureSuccess().Status.IsSuccess);
        Assert.Equal("content", await File.ReadAllTextAsync(scratch.In("out"), TestContext.Current.CancellationToken));
        Assert.Equal("before,content", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }

    [WindowsTheory(Reason, Timeout = 60_000)]
    [InlineData("@write new > '{0}' 3>&1")]
    [InlineData("@cat <(@write new > '{0}')")]
    public async Task Run_DescriptorsAbove2_AreRefusedBeforeAnyFileIsTouched(string graph)
    {
        using Scratch scratch = new();
        string path = scratch.In("file");

        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph.Replace("{0}", path, StringComparison.Ordinal)));

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains("Windows", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [WindowsTheory(Reason, Timeout = 60_000)]
    [InlineData("@write new | no-such-program", 127, "no-such-program")]
    [InlineData("@write new | '{0}'", 126, "text.exe")]
    [InlineData("@write new | '{0}.bat'", 126, "batch file")]
    [InlineData("@write new > '{0}/out' | @cat", 125, "ERROR_PATH_NOT_FOUND")]
    public async Task Run_StageThatCannotStart_SaysWhy(string graph, int code, string named)
    {
        using Scratch scratch = new();
        string path = scratch.Write("text.exe", "no program");
        _ = scratch.Write("text.exe.bat", "@echo");

        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph.Replace("{0}", path, StringComparison.Ordinal)));

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        Assert.StartsWith("standpipe: ", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Contains(named, result.StandardError.Text, StringComparison.Ordinal);
    }
}
