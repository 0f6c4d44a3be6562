namespace Standpipe.Cli.Tests;

public class SummaryTests
{
    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_Asked_HasALineForEachStage()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", Tool.Graph("A=b @write x | @exit 3 | /bin/sh -c 'cat; kill -9 $$'"));

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.Equal(ExitStatus.FromCode(3), result.Status);
        Assert.Matches(@"^stage +exit +wall +cpu .*peak memory .*command$", lines[0]);
        Assert.Matches(@"^Standpipe.TestChild    (0|SIGPIPE.*) +\d+\.\d{3} s +\d+\.\d{3} s .*\d+\.\d MiB  .*  A=b '", lines[1]);
        Assert.Matches(@"^Standpipe.TestChild-2  3 +\d+\.\d{3} s +\d+\.\d{3} s .*\d+\.\d MiB  .*  '", lines[2]);
        Assert.Matches(@"^sh                     SIGKILL +\d+\.\d{3} s +\d+\.\d{3} s .* MiB  .*  /bin/sh -c ", lines[3]);
        Assert.Matches("^edge .*capacity$", lines[4]);
        Assert.StartsWith("Standpipe.TestChild.1->Standpipe.TestChild-2.0  ", lines[5], StringComparison.Ordinal);
        Assert.StartsWith("Standpipe.TestChild-2.1->sh.0  ", lines[6], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("cause: Standpipe.TestChild-2: exit 3", StringComparison.Ordinal));
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_WriterWhoseReaderFinished_SaysSo()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", Tool.Graph("/usr/bin/yes | @read 10"));

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Matches(@"\nyes +SIGPIPE \(its reader had finished\)  .*  /usr/bin/yes\n", result.StandardError!.Text);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_Figures_AreTheStages()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", Tool.Graph("@burn 700 | @fill-memory 300"));

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.True(Number(1, "cpu") >= 0.7, lines[1]);
        Assert.True(Number(1, "wall") >= 0.3, lines[1]);
        Assert.True(Number(2, "peak memory") >= 300, lines[2]);

        double Number(int line, string column) => double.Parse(
            Columns(lines[line])[Array.IndexOf(Columns(lines[0]), column)].Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture);

        // Columns have two blanks or more between them.
        static string[] Columns(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_LongOrBrokenCommand_IsOneShortLine()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", $"/bin/true 'a\nb' {new string('x', 100)}");

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.EndsWith("  /bin/true 'a b' xxxxxxxxxxxxxxxxxxxxx...", lines[1], StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("xxx", StringComparison.Ordinal));
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_OfTimeOut_TellsWhoWasStopped()
    {
        // The second reads nothing, or the end of the first could be its own before its signal comes.
        using ChildProcess tool = Tool.Start("run", "--summary", "--timeout", "1s", Tool.Graph("@hold | /bin/sleep 1000"));

        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal(ExitStatus.FromCode(124), status);
        Assert.Matches(@"\nStandpipe.TestChild +SIGTERM .*\nsleep +SIGTERM .*(\n.*)*\nstandpipe: timed out", error);
    }

    [Fact(Timeout = 60_000)]
    public async Task Summary_NotAsked_IsNotThere()
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph("@exit 0"));

        Assert.Empty(result.StandardError!.Text);
    }
}
