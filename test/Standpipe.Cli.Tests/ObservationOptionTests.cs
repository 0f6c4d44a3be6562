using System.Text.Json;
using Standpipe.Cli.Tests.Reporting;

namespace Standpipe.Cli.Tests;

/// <summary><c>--json</c>, <c>--report</c> and <c>--progress</c> of the real tool.</summary>
public class ObservationOptionTests
{
    private const string Reason = "Only Linux lets its processes be observed.";

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_Bottleneck_IsNamed()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--json", scratch.In("run.json"), "head -c 60000000 /dev/urandom | gzip -9 | cat >/dev/null");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Empty(result.StandardError!.Text);
        JsonElement run = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement;
        Assert.Empty(RunJsonTests.Schema.Check(run));
        Assert.Equal("gzip", run.GetProperty("bottleneck").GetProperty("stage").GetString());
        Assert.Equal("head -c 60000000 /dev/urandom | gzip -9 | cat >/dev/null", run.GetProperty("graph").GetString());
        Assert.Equal(["head", "gzip", "cat"], run.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        JsonElement edge = run.GetProperty("edges")[0];
        Assert.Equal(60_000_000, edge.GetProperty("bytes").GetInt64());
        Assert.InRange(edge.GetProperty("mean_fill").GetDouble(), 0.5, 1);
        Assert.InRange(edge.GetProperty("full_share").GetDouble(), 0.5, 1);
        Assert.Equal("writer", edge.GetProperty("closed_first").GetString());
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_WrittenRightBeforeTheEnd_IsCounted()
    {
        using Scratch scratch = new();
        using ChildProcess tool = ChildProcess.Start(new ChildProcessOptions(
            Tool.Path, "run", "--progress=100ms", "--json", scratch.In("run.json"), "head -c 60000 | cat >/dev/null")
        {
            StandardInput = ChildInput.Pipe,
            StandardError = ChildOutput.Pipe,
        });
        using StreamReader error = new(tool.StandardError!);

        // After its first second a run is looked at every 50 ms only; then the first stage has very little time from its last write to its end.
        for (int lines = 0; lines < 12; lines++)
        {
            _ = await error.ReadLineAsync(TestContext.Current.CancellationToken);
        }

        await tool.StandardInput!.WriteAsync(new byte[60_000], TestContext.Current.CancellationToken);
        _ = await error.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitStatus.FromCode(0), await tool.WaitForExitAsync(TestContext.Current.CancellationToken));

        JsonElement run = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement;
        Assert.All(run.GetProperty("stages").EnumerateArray(), stage => Assert.Equal(60_000, stage.GetProperty("bytes_written").GetInt64()));
        Assert.Equal(60_000, run.GetProperty("edges")[0].GetProperty("bytes").GetInt64());
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_FailedRun_KeepsTheExitCodeAndNamesTheCause()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--json", scratch.In("run.json"), Tool.Graph("@write x | @exit 3 | @cat"));

        Assert.Equal(ExitStatus.FromCode(3), result.Status);
        JsonElement end = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement.GetProperty("result");
        Assert.Equal("failed", end.GetProperty("state").GetString());
        Assert.Equal(3, end.GetProperty("exit_code").GetInt32());
        Assert.Equal("Standpipe.TestChild-2", end.GetProperty("cause_stage").GetString());
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_TimedOut_SaysSo()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--timeout", "500ms", "--json", scratch.In("run.json"), "sleep 1000 | cat");

        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        JsonElement run = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement;
        Assert.Equal(("timed-out", 124), (run.GetProperty("result").GetProperty("state").GetString(), run.GetProperty("result").GetProperty("exit_code").GetInt32()));
        Assert.Equal("stopped", run.GetProperty("stages")[0].GetProperty("exit").GetProperty("kind").GetString());
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_Descriptor_IsWrittenAsItIs()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunByAsync("/bin/sh", "-c", $"echo before >'{scratch.In("log")}'; exec '{Tool.Path}' run --json /dev/fd/3 'echo data' 3>>'{scratch.In("log")}'");

        Assert.Equal("data\n", result.StandardOutput!.Text);
        Assert.Equal(("before\n", 1), ReadDocuments(scratch.In("log")));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_DescriptorThatStagesWrite_TakesNothingOfTheirs()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunByAsync(
            "/bin/sh", "-c", $"exec '{Tool.Path}' run --json /dev/stderr \"sh -c 'seq 1 20000 >&2'\" 2>'{scratch.In("log")}'");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal((string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n")), 1), ReadDocuments(scratch.In("log")));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Json_DescriptorOfTwoRuns_HasBoth()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunByAsync(
            "/bin/sh", "-c", $"for i in 1 2; do '{Tool.Path}' run --json /dev/fd/3 true || exit; done 3>'{scratch.In("log")}'");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal((string.Empty, 2), ReadDocuments(scratch.In("log")));
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("--json")]
    [InlineData("--status-file")]
    public async Task File_DescriptorThatIsNotOpen_IsRefused(string option)
    {
        ChildResult result = await Tool.RunAsync("run", option, "/dev/fd/99", "true");

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Equal("standpipe: cannot write '/dev/fd/99': descriptor 99 is not open for writing\n", result.StandardError!.Text);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task StatusFile_Descriptor_IsWrittenAsItIs()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunByAsync(
            "/bin/sh", "-c", $"for i in 1 2; do echo before; '{Tool.Path}' run --status-file /dev/fd/3 'cat </dev/null' || exit; done >'{scratch.In("log")}' 3>&1");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal("before\n0\tcat\nbefore\n0\tcat\n", File.ReadAllText(scratch.In("log")));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task StatusFile_DescriptorThatStagesWrite_TakesNothingOfTheirs()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunByAsync(
            "/bin/sh", "-c", $"exec '{Tool.Path}' run --status-file /dev/stderr \"sh -c 'seq 1 20000 >&2'\" 2>'{scratch.In("log")}'");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal(string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n")) + "0\tsh\n", File.ReadAllText(scratch.In("log")));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task StatusFile_NothingRan_HasNoLine()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--status-file", scratch.Write("status", "0\tof an earlier run\n"), "no-such-program-at-all");

        Assert.Equal(ExitStatus.FromCode(127), result.Status);
        Assert.Empty(File.ReadAllText(scratch.In("status")));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task File_SomebodyElsesInADirectoryWithTheStickyBit_IsWrittenInPlace()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can make somebody else's file.");
        using Scratch scratch = new();
        string file = scratch.Write("run.json", new string('x', 1_000_000));
        File.SetUnixFileMode(file, (UnixFileMode)0x1B6);
        File.SetUnixFileMode(scratch.Path, (UnixFileMode)0x3FF);

        ChildResult result = await Tool.RunAsNobodyAsync("run", "--json", file, "true");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Empty(result.StandardError!.Text);
        Assert.Equal((string.Empty, 1), ReadDocuments(file));
        Assert.Single(Directory.GetFiles(scratch.Path));
    }

    [LinuxTheory("The message is the system's.", Timeout = 60_000)]
    [InlineData("--json", "-", "standard output is the graph's")]
    [InlineData("--report", "/dev/stdout", "standard output is the graph's")]
    [InlineData("--json", "/no/such/run.json", "'/no/such/run.json'")]
    [InlineData("--report", "/dev", "it is a directory")]
    [InlineData("--status-file", "/dev/stdout", "standard output is the graph's")]
    public async Task File_CannotBeWritten_NothingRuns(string option, string path, string message)
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", option, path, $"touch {scratch.In("ran")}");

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.StartsWith("standpipe: cannot write '", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Contains(message, result.StandardError.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch.In("ran")));
    }

    [LinuxFact("A device that is always full is of Linux.", Timeout = 60_000)]
    public async Task File_DiskFull_KeepsTheExitCode()
    {
        ChildResult result = await Tool.RunAsync("run", "--report", "/dev/full", "sh -c 'exit 9'");

        Assert.Equal(ExitStatus.FromCode(9), result.Status);
        Assert.StartsWith("standpipe: cannot write '/dev/full': ", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task File_ProgramIsMissing_SaysWhoCouldNotBeStarted()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync(
            "run", "--json", scratch.In("run.json"), "--report", scratch.In("run.html"), Tool.Graph("@write x | no-such-program-at-all | @cat"));

        Assert.Equal(ExitStatus.FromCode(127), result.Status);
        JsonElement run = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement;
        Assert.Empty(RunJsonTests.Schema.Check(run));
        JsonElement end = run.GetProperty("result");
        Assert.Equal(("not-started", 127, "no-such-program-at-all"), (end.GetProperty("state").GetString(), end.GetProperty("exit_code").GetInt32(), end.GetProperty("cause_stage").GetString()));
        Assert.StartsWith("start 'no-such-program-at-all': ", end.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["not-started", "spawn-failed", "not-started"],
            run.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("exit").GetProperty("kind").GetString()));
        Assert.Contains("<h1>Nothing ran: a program could not be started.</h1>", File.ReadAllText(scratch.In("run.html")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task File_GraphIsNotUnderstood_LeavesNothing()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--json", scratch.In("run.json"), "--report", scratch.In("run.html"), "cat |");

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    [LinuxFact("Programs are those of Linux.", Timeout = 60_000)]
    public async Task StderrTail_StageThatFails_IsPassedOnAndKept()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync(
            "run", "--stderr-tail", "--summary", "--json", scratch.In("run.json"), "sh -c 'echo first >&2; echo last words >&2; exit 3' | cat");

        Assert.Equal(ExitStatus.FromCode(3), result.Status);
        Assert.Contains("first\nlast words\n", Tool.Error(result), StringComparison.Ordinal);
        Assert.Contains("\nit said: last words\n", Tool.Error(result), StringComparison.Ordinal);
        JsonElement[] stages = [.. JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement.GetProperty("stages").EnumerateArray()];
        Assert.Equal(["first\nlast words\n", string.Empty], stages.Select(stage => stage.GetProperty("stderr_tail").GetString()));
    }

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData("--summary")]
    [InlineData("--summary", "--stderr-tail")]
    public async Task StderrTail_OrNot_ShowsTheSameEdges(params string[] options)
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync(["run", .. options, "--json", scratch.In("run.json"), "head -c 3000000 /dev/zero | cat | wc -c"]);

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        JsonElement run = JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement;
        JsonElement[] edges = [.. run.GetProperty("edges").EnumerateArray()];
        Assert.Equal(["head.1->cat.0", "cat.1->wc.0"], edges.Select(edge => edge.GetProperty("name").GetString()));
        Assert.Equal(["head.1->cat.0", "cat.1->wc.0"], Tool.Error(result).Split('\n').Select(line => line.Split(' ')[0]).Where(word => word.Contains("->", StringComparison.Ordinal)));
    }

    [LinuxFact("Programs are those of Linux.", Timeout = 60_000)]
    public async Task StderrTail_MoreThanIsKept_KeepsTheEndAndPassesAllOn()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--stderr-tail", "--json", scratch.In("run.json"), "sh -c 'seq 1 20000 >&2' 2>&1 | cat | sh -c 'cat >&2'");

        string all = string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n"));
        Assert.Equal(all, result.StandardError!.Text);
        JsonElement[] stages = [.. JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement.GetProperty("stages").EnumerateArray()];
        Assert.Equal([null, string.Empty, all[^4096..]], stages.Select(stage => stage.GetProperty("stderr_tail").GetString()));
    }

    [LinuxFact("Programs are those of Linux.", Timeout = 60_000)]
    public async Task StderrTail_ProcessIsLeftBehind_IsNotWaitedFor()
    {
        using Scratch scratch = new();
        string fifo = scratch.MakeFifo("fifo");

        ChildResult result = await Tool.RunAsync("run", "--stderr-tail", "--json", scratch.In("run.json"), $"sh -c 'echo words >&2; cat \"$0\" >&2 & exit 3' {fifo}");

        // What was left waits for this, and ends by it.
        await Task.Run(() => File.OpenHandle(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose(), TestContext.Current.CancellationToken);
        Assert.Equal(ExitStatus.FromCode(3), result.Status);
        Assert.Equal("words\n", result.StandardError!.Text);
        Assert.Equal("words\n", JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement.GetProperty("stages")[0].GetProperty("stderr_tail").GetString());
    }

    [LinuxFact("Programs are those of Linux.", Timeout = 60_000)]
    public async Task StderrTail_ToolWithoutStandardError_KeepsItAllTheSame()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunByAsync(
            "/bin/sh", "-c", $"exec '{Tool.Path}' run --stderr-tail --json '{scratch.In("run.json")}' \"sh -c 'echo words >&2; exit 3'\" 2>&-");

        Assert.Equal(ExitStatus.FromCode(3), result.Status);
        Assert.Equal("words\n", JsonDocument.Parse(File.ReadAllText(scratch.In("run.json"))).RootElement.GetProperty("stages")[0].GetProperty("stderr_tail").GetString());
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task Report_RealRun_ShowsItsVerdictInABrowser()
    {
        using Scratch scratch = new();
        ChildResult result = await Tool.RunAsync("run", "--report", scratch.In("run.html"), "head -c 60000000 /dev/urandom | gzip -9 | cat >/dev/null");
        Assert.Equal(ExitStatus.FromCode(0), result.Status);

        (string document, string[] console) = await Browser.OpenAsync(scratch.In("run.html"));

        Assert.Matches("<h1>gzip was the bottleneck \\(.*\\), \\d+ % of the time\\.</h1>", document);
        Assert.Contains("Rate and fill over time", document, StringComparison.Ordinal);
        Assert.Empty(console);
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Progress_NotATerminal_PrintsLines()
    {
        ChildResult result = await Tool.RunAsync("run", "--progress=200ms", "--timeout", "2s", "yes | gzip -9 | cat >/dev/null");

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        Assert.True(lines.Length >= 4, result.StandardError.Text);
        Assert.Matches(@"^standpipe: 00:0\d, in .* at .*, out .* at .*$", lines[2]);
        Assert.StartsWith("standpipe: timed out", lines[^2], StringComparison.Ordinal);
    }

    [LinuxFact("Only Linux lets its processes be observed.", Timeout = 60_000)]
    public async Task Progress_Json_IsALineForEachLook()
    {
        ChildResult result = await Tool.RunAsync("run", "--progress=100ms", "--progress-format", "json", "--timeout", "2s", "yes | gzip -9 | cat >/dev/null");

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.True(lines.Length >= 4, result.StandardError.Text);
        using JsonDocument last = JsonDocument.Parse(lines[^3]);
        JsonElement root = last.RootElement;
        Assert.Equal("standpipe-progress/1", root.GetProperty("schema").GetString());
        Assert.True(root.GetProperty("time_ns").GetInt64() > 0);
        Assert.Equal(["yes", "gzip", "cat"], root.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.True(root.GetProperty("stages")[1].GetProperty("bytes_read").GetInt64() > 0);
        Assert.Equal(["yes.1->gzip.0", "gzip.1->cat.0"], root.GetProperty("edges").EnumerateArray().Select(edge => edge.GetProperty("name").GetString()));
        Assert.StartsWith("standpipe: timed out", lines[^2], StringComparison.Ordinal);
    }

    [LinuxFact("Only Linux lets its processes be observed.", Timeout = 60_000)]
    public async Task TraceAndMetrics_RealRun_AreWritten()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync(
            "run", "--trace", scratch.In("trace.json"), "--metrics", scratch.In("run.prom"), "--timeout", "2s", "yes | gzip -9 | cat >/dev/null");

        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        using JsonDocument trace = JsonDocument.Parse(await File.ReadAllBytesAsync(scratch.In("trace.json"), TestContext.Current.CancellationToken));
        Assert.Contains(trace.RootElement.GetProperty("traceEvents").EnumerateArray(), one => one.GetProperty("name").GetString() == "yes.1->gzip.0 rate");
        string metrics = await File.ReadAllTextAsync(scratch.In("run.prom"), TestContext.Current.CancellationToken);
        Assert.Contains("\nstandpipe_run_exit_code 124\n", metrics, StringComparison.Ordinal);
        Assert.Matches(@"\nstandpipe_stage_read_bytes\{stage=""gzip""\} [1-9][0-9]*\n", metrics);
    }

    [Fact(Timeout = 60_000)]
    public async Task Files_TwoThatAreOne_AreRefused()
    {
        using Scratch scratch = new();

        ChildResult result = await Tool.RunAsync("run", "--trace", scratch.In("one"), "--metrics", scratch.In("one"), Tool.Graph("@exit 4"));

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains("it is to be two files", Tool.Error(result), StringComparison.Ordinal);
    }

    [LinuxTheory("Links and descriptors are of Linux.", Timeout = 60_000)]
    [InlineData("--json one --report ./one")]
    [InlineData("--json one --report link")]
    [InlineData("--json one --status-file one")]
    [InlineData("--json /dev/fd/3 --report /proc/self/fd/3")]
    [InlineData("--json /dev/fd/3 --status-file /dev/fd/3")]
    public async Task Files_TwoSpellingsOfOne_AreRefused(string options)
    {
        using Scratch scratch = new();
        _ = scratch.Write("one", "old");
        _ = File.CreateSymbolicLink(scratch.In("link"), "one");

        ChildResult result = await Tool.RunByAsync("/bin/sh", "-c", $"cd '{scratch.Path}' && exec '{Tool.Path}' run {options} 'sh -c \"exit 4\"' 3>>one");

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains("it is to be two files", Tool.Error(result), StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(scratch.In("one")));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--progress")]
    [InlineData("--progress=5s")]
    public async Task Progress_WithOrWithoutTime_LeavesTheGraphAlone(string option)
    {
        ChildResult result = await Tool.RunAsync("run", option, Tool.Graph("@exit 4"));

        Assert.Equal(ExitStatus.FromCode(4), result.Status);
        Assert.Empty(result.StandardError!.Text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("0")]
    [InlineData("soon")]
    public async Task Progress_BadTime_IsAMistake(string time)
    {
        ChildResult result = await Tool.RunAsync("run", $"--progress={time}", Tool.Graph("@exit 4"));

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
    }

    /// <summary>Reads what stands before the first document, and how many whole ones follow, each as the schema says.</summary>
    private static (string Before, int Documents) ReadDocuments(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int start = Array.IndexOf(bytes, (byte)'{');
        Utf8JsonReader reader = new(bytes.AsSpan(start), new JsonReaderOptions { AllowMultipleValues = true });
        int count = 0;
        while (reader.Read())
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            Assert.Empty(RunJsonTests.Schema.Check(document.RootElement));
            count++;
        }

        return (System.Text.Encoding.UTF8.GetString(bytes, 0, start), count);
    }
}
