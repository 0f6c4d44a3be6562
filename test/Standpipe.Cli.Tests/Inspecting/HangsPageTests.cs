using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Standpipe.Inspection;

namespace Standpipe.Cli.Tests.Inspecting;

/// <summary>The examples of docs/hangs.md: each hang is made as the page makes it, and the tool says of it what the page says.</summary>
public partial class HangsPageTests
{
    private const string Reason = "Windows does not tell who holds a pipe.";
    private const string Mark = "<!-- hang -->";

    // Exists to fail, with what was said last.
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(40);

    public static TheoryData<string> Examples() =>
        [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hangs.md")).Split(Mark)[1..].Select(part => Block().Match(part).Groups[1].Value)];

    [LinuxTheory(Reason, Timeout = 60_000)]
    [MemberData(nameof(Examples))]
    public async Task Example_Made_IsToldAsThePageTells(string example)
    {
        string[] steps = [.. example.Split("$ ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string[] lines = steps[^1].Split('\n', 2);
        using Scratch scratch = new();
        _ = File.CreateSymbolicLink(scratch.In("standpipe"), Tool.Path);

        // No pipe but those of the example; a group of its own, so that all of it can be ended.
        using ChildProcess shell = ChildProcess.Start(new ChildProcessOptions("bash", "-c", $"{steps[0]}\necho $! >'{scratch.In("pid")}'\nwait")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Null,
            StandardError = ChildOutput.Null,
            ProcessGroup = ProcessGroupMode.New,
        });
        try
        {
            string pid = await ReadPidAsync(scratch.In("pid"));
            foreach (string step in steps[1..^1])
            {
                AwaitProgram(int.Parse(pid, CultureInfo.InvariantCulture));
                _ = (await Tool.RunByAsync("bash", "-c", step.Replace("$!", pid, StringComparison.Ordinal))).EnsureSuccess();
            }

            string command = lines[0].Replace("$!", pid, StringComparison.Ordinal).Replace("standpipe", scratch.In("standpipe"), StringComparison.Ordinal);
            await SaysAsync(command, wanted: lines[1]);
        }
        finally
        {
            _ = shell.Kill(SignalScope.Group);
        }
    }

    /// <summary>Asks until the answer is the page's: the processes are on their way into the hang, and nothing else tells when they are there.</summary>
    private static async Task SaysAsync(string command, string wanted)
    {
        string said;
        long start = Stopwatch.GetTimestamp();
        do
        {
            said = Comparable((await Tool.RunByAsync("bash", "-c", command)).StandardOutput!.Text);
        }
        while (said != Comparable(wanted) && Stopwatch.GetElapsedTime(start) < s_guard);
        Assert.Equal(Comparable(wanted), said);
    }

    /// <summary>Waits until the shell's child has become the program that it was made for.</summary>
    private static void AwaitProgram(int pid)
    {
        while (PipeMap.Capture(new PipeMapOptions { MeasureContents = false }).FindProcess(pid)?.Name == "bash")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<string> ReadPidAsync(string path)
    {
        string text = string.Empty;
        while (!text.EndsWith('\n'))
        {
            text = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : string.Empty;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return text.Trim();
    }

    /// <summary>A text without what differs from run to run: process ids, pipes and the user.</summary>
    private static string Comparable(string text)
    {
        MappedProcess self = PipeMap.Capture(new PipeMapOptions { MeasureContents = false }).FindProcess(Environment.ProcessId)!;
        text = text.Replace($"]  {self.UserName}  ", "]  ann  ", StringComparison.Ordinal).Trim();
        return KillArgument().Replace(BracketedNumber().Replace(text, "[N]"), "$1N");
    }

    [GeneratedRegex(@"```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex BracketedNumber();

    [GeneratedRegex(@"(kill (?:-\w+ )?)\d+")]
    private static partial Regex KillArgument();
}
