using System.Globalization;
using Standpipe.Cli.Tests.Viewing;

namespace Standpipe.Cli.Tests.Attaching;

/// <summary>The view of <c>standpipe attach</c> on a real terminal.</summary>
public class AttachViewTests
{
    private const string Reason = "tmux is a terminal of Linux.";
    private const string Verdict = "bottleneck: gzip ";
    private const string Endless = "cat /dev/zero | gzip -9 | cat > /dev/null";

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task View_PipelineEnds_IsTakenAway()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using ChildProcess shell = ShellPipeline.Start(Endless);
        _ = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");
        await screen.RunToolAsync(shell.Id.ToString(CultureInfo.InvariantCulture), "attach");

        string text = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));
        Assert.Matches(@"\n▶ gzip +BOTTLENECK +cpu +\d+% .*\n  └▶ gzip\.1 ▶ cat-2\.0 .*\n  cat-2 ", text);
        _ = shell.Kill(SignalScope.Group);
        text = await screen.WaitAsync(text => text.TrimEnd().EndsWith("\n$", StringComparison.Ordinal));

        // What was seen stays on the screen, as nothing else was asked for.
        Assert.Contains("\nresult: Observed; how the stages end is not known.\n", text, StringComparison.Ordinal);
        await AssertIsTheShellsAsync(screen, status: 0);
    }

    [LinuxFact(Reason, Timeout = 120_000)]
    public async Task Interrupt_LeavesACleanScreenAndThePipeline()
    {
        await using TmuxScreen screen = await TmuxScreen.OpenAsync(100, 30);
        using ChildProcess shell = ShellPipeline.Start(Endless);
        _ = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");
        await screen.TypeLineAsync("before=$(stty -g)");
        await screen.RunToolAsync(shell.Id.ToString(CultureInfo.InvariantCulture), "attach");
        _ = await screen.WaitAsync(text => text.Contains(Verdict, StringComparison.Ordinal));

        await screen.PressAsync("C-c");
        _ = await screen.WaitAsync(text => text.TrimEnd().EndsWith("\n$", StringComparison.Ordinal));

        await AssertIsTheShellsAsync(screen, status: 130);
        await screen.TypeLineAsync("[ \"$before\" = \"$(stty -g)\" ]; echo mode=$?");
        _ = await screen.WaitAsync(text => text.Contains("\nmode=0\n", StringComparison.Ordinal));
        _ = await ShellPipeline.FindAsync(shell, "cat", "gzip", "cat-2");
        _ = shell.Kill(SignalScope.Group);
    }

    /// <summary>Nothing is left of the view, the whole screen scrolls, and the cursor is seen.</summary>
    private static async Task AssertIsTheShellsAsync(TmuxScreen screen, int status)
    {
        await screen.TypeLineAsync("echo status=$?");
        string text = await screen.WaitAsync(text => text.Contains("\nstatus=", StringComparison.Ordinal));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\nstatus={status}\n"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("──", text, StringComparison.Ordinal);
        Assert.DoesNotContain("━", text, StringComparison.Ordinal);
        await screen.TypeLineAsync("clear; seq 100");
        text = await screen.WaitAsync(text => text.Contains("\n100\n$", StringComparison.Ordinal));
        Assert.Equal("$", text.Split('\n')[29].TrimEnd());
        Assert.Equal("1", (await screen.DisplayAsync("#{cursor_flag}")).Trim());
    }
}
