using System.Text.Json;
using Standpipe.Cli.Tests.Reporting;
using Standpipe.Cli.Tests.Viewing;

namespace Standpipe.Cli.Tests;

/// <summary>Stages of which the system tells an ordinary user next to nothing: programs with the set-user-ID bit.</summary>
public class SetUserIdTests
{
    private const string Reason = "Windows has no set-user-ID programs.";
    private const int Count = 3_000_000;

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_SetUserIdStage_HasNoBytesAndTheResultIsRight()
    {
        using Scratch scratch = new();
        string program = await MakeProgramAsync(scratch);

        (JsonElement run, string[][] table) = await RunAsync(scratch, $"cat | '{program}' | wc -c");

        JsonElement[] stages = [.. run.GetProperty("stages").EnumerateArray()];
        Assert.Equal("exited 0", $"{stages[1].GetProperty("exit").GetProperty("kind")} {stages[1].GetProperty("exit").GetProperty("code")}");
        AssertIsUnknown(stages[1], "bytes_read", "bytes_written");
        Assert.Equal(("-", "-"), (Cell(table, 2, "in"), Cell(table, 2, "out")));

        // What the neighbours can see of its pipes is known: that it waited before the bytes came.
        Assert.True(stages[1].GetProperty("time").GetProperty("blocked_read_ns").GetInt64() > 0);
        Assert.All((JsonElement[])[stages[0], stages[2]], stage => Assert.True(stage.GetProperty("bytes_read").GetInt64() >= Count));
        Assert.All(run.GetProperty("edges").EnumerateArray(), edge => Assert.NotEqual("0", edge.GetProperty("bytes").ToString()));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Run_SetUserIdStagesInARow_AreNotKnownToBeBlockedOrNot()
    {
        using Scratch scratch = new();
        string program = await MakeProgramAsync(scratch);

        (JsonElement run, string[][] table) = await RunAsync(scratch, $"'{program}' | '{program}' | wc -c");

        JsonElement[] stages = [.. run.GetProperty("stages").EnumerateArray()];
        Assert.All(stages[..2], stage => AssertIsUnknown(stage, "bytes_read", "bytes_written"));
        Assert.All(stages[..2], stage => Assert.True(stage.GetProperty("time").GetProperty("observed_ns").GetInt64() > 0));
        AssertIsUnknown(stages[0].GetProperty("time"), "blocked_write_ns");
        AssertIsUnknown(stages[1].GetProperty("time"), "blocked_read_ns");
        Assert.Equal(("-", "-"), (Cell(table, 1, "blocked out"), Cell(table, 2, "blocked in")));
        Assert.Equal(("-", "-", "-", "-"), (Cell(table, 1, "in"), Cell(table, 1, "out"), Cell(table, 2, "in"), Cell(table, 2, "out")));
        JsonElement[] history = [.. run.GetProperty("history").GetProperty("stages").EnumerateArray()];
        Assert.All(
            history[0].GetProperty("blocked_write").EnumerateArray().Concat(history[1].GetProperty("blocked_read").EnumerateArray()),
            number => Assert.Equal(JsonValueKind.Null, number.ValueKind));
        JsonElement between = run.GetProperty("edges").EnumerateArray().First();
        AssertIsUnknown(between, "bytes", "mean_fill", "full_share", "empty_share");
        Assert.Equal("unknown", between.GetProperty("bytes_quality").GetString());
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_SetUserIdStagesInARow_AreUnknown()
    {
        using Scratch scratch = new();
        string program = await MakeProgramAsync(scratch);
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        await screen.TypeLineAsync($"clear; {string.Join(' ', Tool.AsNobody)} '{Tool.Path}' run '{program} /dev/zero | {program} | cat >/dev/null'");

        string text = await screen.WaitAsync(
            text => text.Contains("\n unknown ", StringComparison.Ordinal) && System.Text.RegularExpressions.Regex.IsMatch(text, @"\n write +-  "));

        Assert.Matches(@"\n privileged .* privileged-2 .* cat( ▶ BOTTLENECK)?\n", text);
        await screen.PressAsync("C-c");
        _ = await screen.WaitAsync(text => text.TrimEnd().EndsWith("\n$", StringComparison.Ordinal));
    }

    /// <summary>Runs a graph that counts bytes, as a user without any right, and lets it wait for them for a while.</summary>
    /// <returns>The run as JSON, and the summary's cells.</returns>
    private static async Task<(JsonElement Run, string[][] Table)> RunAsync(Scratch scratch, string graph)
    {
        using ChildProcess tool = ChildProcess.Start(new ChildProcessOptions(
            Tool.AsNobody[0], [.. Tool.AsNobody[1..], Tool.Path, "run", "--progress=0.2", "--summary", "--json", scratch.In("run.json"), graph])
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Pipe,
        });
        using StreamReader words = new(tool.StandardError!);

        // It is looked at while it waits, and then while it works.
        _ = await words.ReadLineAsync(TestContext.Current.CancellationToken);
        _ = await words.ReadLineAsync(TestContext.Current.CancellationToken);
        await tool.StandardInput!.WriteAsync(new byte[Count], TestContext.Current.CancellationToken);
        tool.StandardInput.Dispose();
        string error = await words.ReadToEndAsync(TestContext.Current.CancellationToken);
        ChildResult result = await tool.WaitForResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ExitStatus.FromCode(0), $"{Count}\n"), (result.Status, result.StandardOutput!.Text));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(scratch.In("run.json"), TestContext.Current.CancellationToken));
        Assert.Empty(RunJsonTests.Schema.Check(json.RootElement));
        Assert.Equal("succeeded", json.RootElement.GetProperty("result").GetProperty("state").GetString());

        // Columns have two blanks or more between them.
        return (json.RootElement.Clone(),
            [
                .. error.Split('\n').SkipWhile(line => !line.StartsWith("stage ", StringComparison.Ordinal))
                    .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            ]);
    }

    private static string Cell(string[][] table, int line, string column) => table[line][Array.IndexOf(table[0], column)];

    private static void AssertIsUnknown(JsonElement element, params string[] fields) =>
        Assert.All(fields, field => Assert.Equal(JsonValueKind.Null, element.GetProperty(field).ValueKind));

    /// <summary>Makes a copy of cat that runs as root whoever starts it.</summary>
    private static async Task<string> MakeProgramAsync(Scratch scratch)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to make a program of root's and to become another user");
        File.SetUnixFileMode(scratch.Path, (UnixFileMode)0b111_111_111);
        string id = Copy("id");
        ChildResult told = await Tool.RunByAsync(Tool.AsNobody[0], [.. Tool.AsNobody[1..], id, "-u"]);
        Assert.SkipUnless(told.StandardOutput?.Text == "0\n", $"the file system of {Path.GetTempPath()} knows no set-user-ID programs: nosuid");
        return Copy("cat");

        string Copy(string name)
        {
            string copy = scratch.In(name == "cat" ? "privileged" : name);
            File.Copy($"/usr/bin/{name}", copy);
            File.SetUnixFileMode(copy, (UnixFileMode)0b111_101_101 | UnixFileMode.SetUser);
            return copy;
        }
    }
}
