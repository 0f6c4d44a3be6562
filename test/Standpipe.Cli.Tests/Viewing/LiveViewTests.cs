using System.Runtime.Versioning;
using System.Text.Json;
using Standpipe.Cli.Viewing;

namespace Standpipe.Cli.Tests.Viewing;

/// <summary>The view on a real terminal.</summary>
public class LiveViewTests
{
    private const string Reason = "tmux is a terminal of Linux.";
    private const string Verdict = "bottleneck: gzip ";

    private const string Rule = "── 0";

    // Runs until it is ended; gzip is what the others wait for.
    private const string Endless = "'yes | gzip -9 | cat >/dev/null'";

    [LinuxTheory(Reason, Timeout = 120_000)]
    [InlineData("")]
    [InlineData("--stderr-tail ")]
    public async Task View_WideTerminal_ShowsStagesSideBySide(string option)
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        await screen.RunToolAsync(option + Endless);

        string[] lines = (await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal))).Split('\n');

        // Nine lines at the bottom: the rule, five for the stages, three for the verdict.
        Assert.Matches(@"^── 0\d:\d\d ── in .* (GiB|MiB|KiB|B) at .*/s ", lines[21]);
        Assert.Matches(@"^ yes +━+▶  gzip ▶ BOTTLENECK +━+▶  cat$", lines[22]);
        // gzip may have written nothing yet.
        Assert.Matches(@"^ cpu .*% .*/s +cpu .*% +(.*/s|-) +cpu .*%$", lines[24]);
        Assert.StartsWith(" " + Verdict, lines[27], StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_OutputIsAFile_HasNothingOfIt()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using Scratch scratch = new();
        string script = scratch.Write("ticks", "while sleep 0.1; do echo tick; done\n");
        string output = scratch.In("output");
        await screen.RunToolAsync($"'sh {script} | cat' >{output}");
        _ = await screen.WaitAsync(text => text.Contains(Rule, StringComparison.Ordinal));

        await screen.PressAsync("C-c");
        _ = await screen.WaitAsync(text => text.TrimEnd().EndsWith("\n$", StringComparison.Ordinal));

        string[] lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal("tick", line));
    }

    [LinuxTheory(Reason, Timeout = 120_000)]
    [InlineData("true | cat", false)]
    [InlineData("sleep 3 | cat", true)]
    public async Task View_ShortRun_WritesNothingToTheTerminal(string graph, bool isDrawn)
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using Scratch scratch = new();
        string record = scratch.In("record");
        string json = scratch.In("run.json");
        await screen.RecordAsync(record);
        await screen.RunToolAsync($"--json {json} '{graph}'; echo ended $((40 + 2))");
        _ = await screen.WaitAsync(text => text.Contains("ended 42", StringComparison.Ordinal));

        string written;
        do
        {
            written = await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken);
        }
        while (!written.Contains("ended 42", StringComparison.Ordinal));

        // The view keeps its lines by a scroll region, and that first of all.
        using JsonDocument run = JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken));
        bool wasDrawn = System.Text.RegularExpressions.Regex.IsMatch(written, @"\e\[\d*;\d*r");
        bool wasShort = run.RootElement.GetProperty("duration_ns").GetInt64() < 400_000_000;
        Assert.True(isDrawn ? wasDrawn : !wasDrawn || !wasShort, written);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    [UnsupportedOSPlatform("windows")]
    public async Task ComeBack_AfterTheEnd_IsNoHarm()
    {
        LiveView view = new(() => throw new NotSupportedException(), [], unicode: true);
        await view.DisposeAsync();

        // As a change of the window's size that is told of while the run ends.
        view.ComeBack();
        view.Leave();
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    [UnsupportedOSPlatform("windows")]
    public async Task Draw_Fails_TheViewEndsAndNobodyElseDoes()
    {
        TaskCompletionSource asked = new();
        await using LiveView view = new(
            () =>
            {
                _ = asked.TrySetResult();
                throw new NotSupportedException("It cannot be told.");
            },
            [],
            unicode: true);

        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await view.EndAsync();
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_NarrowTerminal_ShowsStagesBelowEachOther()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(40, 20);
        await screen.RunToolAsync(Endless);

        string text = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));

        Assert.Matches(@"\n  yes +cpu +\d+% read +\d+% write +\d+%\n  └▶ .*full.*\n▶ gzip +cpu +\d+% .*\n  └▶ .*full.*\n  cat +cpu", text);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_Resized_IsDrawnAnewWithoutRests()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        await screen.RunToolAsync(Endless);
        _ = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));

        foreach ((int width, int height) in ((int, int)[])[(50, 30), (50, 15), (120, 15), (120, 40)])
        {
            await screen.ResizeAsync(width, height);

            _ = await screen.WaitAsync(text => text.Split('\n') is { } lines && lines.Length == height + 1
                && lines[^5].StartsWith(width < 100 ? "  cat" : " write", StringComparison.Ordinal)
                && text.Split("bottleneck: ").Length == 2
                && text.Split("── 0").Length == 2);
        }
    }

    [LinuxTheory(Reason, Timeout = 120_000)]
    [InlineData("NO_COLOR=", true)]
    [InlineData("NO_COLOR=1", false)]
    public async Task View_NoColor_HasNone(string variable, bool hasColor)
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30, variable);
        await screen.RunToolAsync(Endless);

        string text = await screen.WaitAsync(text => text.Contains("BOTTLENECK", StringComparison.Ordinal), "-e");

        Assert.Equal(hasColor, System.Text.RegularExpressions.Regex.IsMatch(text, @"\e\[([0-9]+;)*(3[0-8]|9[0-7])[;m]"));
    }

    [LinuxTheory(Reason, Timeout = 120_000)]
    [InlineData("LANG=C", "")]
    [InlineData("LC_ALL=POSIX", "")]
    [InlineData("A=B", "--ascii ")]
    public async Task View_Ascii_HasNothingElse(string variable, string option)
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30, variable);
        await screen.RunToolAsync(option + Endless);

        string text = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));

        Assert.All(text, character => Assert.True(char.IsAscii(character), $"'{character}'"));
        Assert.Matches(@"\n yes +=+>  gzip > BOTTLENECK +=+>  cat\n", text);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_StagesWriteToTheTerminal_NoLineIsTorn()
    {
        // The first stage writes while the view is redrawn many times; a hundred lines scroll away above it.
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 20);
        using Scratch scratch = new();
        string script = scratch.Write("writer", "i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo \"line $i of the stage\" >&2; sleep 0.03; done; exec yes\n");
        await screen.RunToolAsync($"'sh {script} | gzip -9 | cat >/dev/null'");

        string text = await screen.WaitAsync(text => text.Contains("line 100 of the stage", StringComparison.Ordinal) && text.Contains(Verdict, StringComparison.Ordinal), "-S", "-");

        string[] lines = [.. text.Split('\n').Where(line => line.Contains("of the stage", StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"line {i} of the stage"), lines);
        Assert.Equal(2, text.Split("bottleneck: ").Length);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task Interrupt_LeavesACleanScreenAndTheShellAlive()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        await screen.RunToolAsync(Endless);
        _ = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));

        _ = await InterruptAsync(screen);

        // The whole screen scrolls again, and the cursor is seen.
        await screen.TypeLineAsync("clear; seq 100");
        string text = await screen.WaitAsync(text => text.Contains("\n100\n$", StringComparison.Ordinal));
        Assert.Equal("$", text.Split('\n')[29].TrimEnd());
        Assert.Equal("1", (await screen.DisplayAsync("#{cursor_flag}")).Trim());
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_Peek_ItsLinesAreAboveAndWhole()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);

        // What is in the pipe is other numbers each time.
        await screen.RunToolAsync("--peek 'seq->gzip' 'seq 1000000000 | gzip -9 | cat >/dev/null'");
        string text = await screen.WaitAsync(text => text.Split("standpipe: in ").Length > 5 && HasPane(text, "seq"), "-S", "-");

        // The last one may not be all there yet, and what is in the pipe can begin with the end of a line, behind which the terminal shows no blanks.
        string above = text[text.IndexOf("standpipe: in ", StringComparison.Ordinal)..text.IndexOf(Rule, StringComparison.Ordinal)];
        Assert.Matches(@"^(standpipe: in seq\.1->gzip\.0:\n(  \d+)?\n(  \d+\n){3})+(standpipe: in seq\.1->gzip\.0:\n((  \d+)?\n(  \d+\n){0,3})?)?\n*$", above);
        text = await InterruptAsync(screen);
        Assert.Contains("standpipe: in seq.1->gzip.0:\n", text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_Snapshots_TheirLinesAreAboveAndWhole()
    {
        const int Count = 5;
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        await screen.RunToolAsync(Endless);
        _ = await screen.WaitAsync(text => HasPane(text, "yes"));
        string tool = (await screen.JobAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture);

        // More than there are lines above the view.
        string text = string.Empty;
        for (int i = 1; i <= Count; i++)
        {
            _ = (await Tool.RunByAsync("kill", "-USR1", tool)).EnsureSuccess();
            text = await screen.WaitAsync(text => text.Split("standpipe: gzip.1->cat.0: holds ").Length > i && HasPane(text, "yes"), "-S", "-");
        }

        string above = text[text.IndexOf("standpipe: ", StringComparison.Ordinal)..text.IndexOf(Rule, StringComparison.Ordinal)];
        const string Stage = @": [a-z :]+, cpu \d+%, read [^\n]+B, wrote [^\n]+B\n";
        Assert.Matches(
            $@"^(standpipe: \d\d:\d\d, 3 of 3 stages running\nstandpipe: yes{Stage}standpipe: gzip{Stage}standpipe: cat{Stage}"
            + $@"standpipe: yes\.1->gzip\.0: holds [^\n]+B of [^\n]+B\nstandpipe: gzip\.1->cat\.0: holds [^\n]+B of [^\n]+B\n){{{Count}}}\n*$",
            above);
        _ = await InterruptAsync(screen);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_StallWarning_IsAboveAndWhole()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);

        // By then there is no room above the view.
        await screen.RunToolAsync("--node \"A=sh -c 'seq 40 >&2; exec cat'\" --node B=cat --edge 'A -> B' --edge 'B -> A'");

        // And so it stays: after the first such screen comes one with another time.
        string first = await screen.WaitAsync(IsWhole);
        _ = await screen.WaitAsync(text => IsWhole(text) && text[text.IndexOf(Rule, StringComparison.Ordinal)..].Split(' ')[1] != first[first.IndexOf(Rule, StringComparison.Ordinal)..].Split(' ')[1]);
        string text = await InterruptAsync(screen);
        Assert.Contains("\n40\nstandpipe: deadlock: A waits for bytes in B.1->A.0; B waits for bytes in A.1->B.0\n", text, StringComparison.Ordinal);

        static bool IsWhole(string text) => System.Text.RegularExpressions.Regex.IsMatch(
            text,
            @"\n39\n40\nstandpipe: deadlock: A waits for bytes in B\.1->A\.0; B waits for bytes in A\.1->B\.0\n\n── 0\d:\d\d ── in [^\n]*\n"
            + @"  A +blocked reading [^\n]*\n  └▶ A\.1 ▶ B\.0 [^\n]*\n  B +blocked reading [^\n]*\n  └▶ B\.1 ▶ A\.0 [^\n]*\n bottleneck: not known yet\n\n\n$");
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_StandardOutputIsAFile_HasTheStagesBytesAlone()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using Scratch scratch = new();
        string go = scratch.MakeFifo("go");
        string script = scratch.Write("writer", $"seq 100000; read -r line <'{go}'; seq 100000\n");
        await screen.RunToolAsync($"'sh {script} | cat' >'{scratch.In("out")}'; echo e''nd=$?");

        _ = await screen.WaitAsync(text => text.Contains(Rule, StringComparison.Ordinal));
        await File.WriteAllTextAsync(go, "\n", TestContext.Current.CancellationToken);
        _ = await screen.WaitAsync(text => text.Contains("end=0\n", StringComparison.Ordinal));

        string numbers = string.Concat(Enumerable.Range(1, 100_000).Select(i => $"{i}\n"));
        Assert.Equal(numbers + numbers, File.ReadAllText(scratch.In("out")));
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task Stop_ThenContinue_ClearsAndRedraws()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        await screen.RunToolAsync(Endless);
        _ = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));

        await screen.PressAsync("C-z");
        string text = await screen.WaitAsync(text => text.Contains("Stopped", StringComparison.Ordinal) && text.TrimEnd().EndsWith("\n$", StringComparison.Ordinal));
        Assert.DoesNotContain("bottleneck", text, StringComparison.Ordinal);
        await screen.TypeLineAsync("echo shell=here");
        _ = await screen.WaitAsync(text => text.Contains("\nshell=here\n", StringComparison.Ordinal));

        await screen.TypeLineAsync("fg");
        text = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));
        Assert.Contains("\nshell=here\n", text, StringComparison.Ordinal);

        _ = await InterruptAsync(screen);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_StageTurnsOffEcho_IsHiddenUntilItIsOnAgain()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using Scratch scratch = new();
        string script = scratch.Write(
            "prompt", "sleep 3; stty -echo </dev/tty; printf 'password: ' >/dev/tty; read -r answer </dev/tty; stty echo </dev/tty; echo \"got $answer\" >/dev/tty; exec yes\n");
        await screen.RunToolAsync($"'sh {script} | gzip -9 | cat >/dev/null'");

        string text = await screen.WaitAsync(text => text.Contains("password:", StringComparison.Ordinal) && !text.Contains("bottleneck", StringComparison.Ordinal));
        Assert.DoesNotContain("──", text, StringComparison.Ordinal);
        await screen.TypeLineAsync("secret");

        text = await screen.WaitAsync(text => text.Contains("\ngot secret\n", StringComparison.Ordinal) || text.Contains("password: got secret\n", StringComparison.Ordinal));
        text = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));
        Assert.Contains("got secret", text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 120_000)]
    [InlineData("", "kill -9 $$", "icanon")]
    [InlineData("--timeout 1s ", "exec sleep 1000", "icanon")]
    [InlineData("", "exit 1", "-icanon")]
    public async Task Terminal_StageChangesItsModes_IsPutBackAfterWhoCouldNot(string option, string end, string mode)
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using Scratch scratch = new();
        string script = scratch.Write("raw", $"stty -icanon -echo </dev/tty; echo changed; {end}\n");

        await screen.RunToolAsync($"{option}'sh {script} | cat'; echo \"now $(stty -a | grep -oE '[-]?icanon')\"");

        string text = await screen.WaitAsync(text => text.Contains("\nnow ", StringComparison.Ordinal));
        Assert.Contains("changed\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nnow {mode}\n", text, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_StageReadsTheTerminal_IsNotDrawn()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using Scratch scratch = new();
        string script = scratch.Write("reader", "read -r line; echo \"first $line\" >&2; sleep 2; read -r line; echo \"second $line\" >&2\n");
        await screen.RunToolAsync($"'sh {script} | cat | cat'");

        // By the time of the second line the view would long be there.
        await screen.TypeLineAsync("one");
        _ = await screen.WaitAsync(text => text.Contains("\nfirst one\n", StringComparison.Ordinal));
        _ = await screen.WaitAsync(text => text.Contains("──", StringComparison.Ordinal));
        _ = await screen.WaitAsync(text => !text.Contains("──", StringComparison.Ordinal));
        await screen.TypeLineAsync("two");

        string text = await screen.WaitAsync(text => text.Contains("\nsecond two\n$", StringComparison.Ordinal));
        Assert.Contains("one\nfirst one\ntwo\nsecond two\n", text, StringComparison.Ordinal);
    }

    [LinuxTheory(Reason, Timeout = 120_000)]
    [InlineData("TERM=dumb", "")]
    [InlineData("A=B", "--no-view ")]
    public async Task View_NotWanted_IsNotDrawn(string variable, string option)
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30, variable);
        await screen.TypeLineAsync($"'{Tool.Path}' run --timeout 3s {option}'yes | gzip -9 >/dev/null'; echo e''nd=$?");
        string text = string.Empty;

        _ = await screen.WaitAsync(now =>
        {
            text += now;
            return now.Contains("\nend=", StringComparison.Ordinal);
        });

        Assert.Contains("\nend=124\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bottleneck", text, StringComparison.Ordinal);
    }

    /// <summary>Whether the lowest lines are the view of three stages, of which gzip holds the others up, all of it and once.</summary>
    private static bool HasPane(string text, string first) => text.Split(Rule).Length == 2 && text.Split("bottleneck: ").Length == 2
        && System.Text.RegularExpressions.Regex.IsMatch(
            text,
            $@"\n── 0\d:\d\d ── in [^\n]*\n {first} +━+▶  gzip ▶ BOTTLENECK +━+▶  cat\n[^\n]*\n cpu [^\n]*\n read [^\n]*\n write [^\n]*\n {Verdict}[^\n]*\n[^\n]*\n[^\n]*\n$");

    /// <summary>Ends the tool by Ctrl-C.</summary>
    /// <returns>The screen, on which nothing is left of the view.</returns>
    private static async Task<string> InterruptAsync(TmuxScreen screen)
    {
        await screen.PressAsync("C-c");
        _ = await screen.WaitAsync(text => text.TrimEnd().EndsWith("\n$", StringComparison.Ordinal));
        await screen.TypeLineAsync("echo alive=$?");

        string text = await screen.WaitAsync(text => text.Contains("\nalive=", StringComparison.Ordinal));
        Assert.Contains("\nalive=130\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bottleneck", text, StringComparison.Ordinal);
        Assert.DoesNotContain("──", text, StringComparison.Ordinal);
        return text;
    }
}
