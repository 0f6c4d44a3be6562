namespace Standpipe.Cli.Tests;

public class SummaryTests
{
    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_Asked_HasALineForEachStage()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", Tool.Graph("A=b @write x | @exit 3 | /bin/sh -c 'cat; kill -9 $$'"));

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.Equal(ExitStatus.FromCode(3), result.Status);
        Assert.Matches(@"^stage  exit +wall +cpu +peak memory  command$", lines[0]);
        Assert.Matches(@"^    1  (0|SIGPIPE.*) +\d+\.\d{3} s  \d+\.\d{3} s +(<= )?\d+\.\d MiB  A=b '", lines[1]);
        Assert.Matches(@"^    2  3 +\d+\.\d{3} s  \d+\.\d{3} s +(<= )?\d+\.\d MiB  '", lines[2]);
        Assert.Matches(@"^    3  SIGKILL +\d+\.\d{3} s  \d+\.\d{3} s +(<= )?\d+\.\d MiB  /bin/sh -c ", lines[3]);
        Assert.Equal([""], lines[4..]);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_WriterWhoseReaderFinished_SaysSo()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", Tool.Graph("/usr/bin/yes | @read 10"));

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Matches(@"\n    1  SIGPIPE \(its reader had finished\)  .*  /usr/bin/yes\n", result.StandardError!.Text);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_Figures_AreTheStages()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", Tool.Graph("@burn 700 | @fill-memory 300"));

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.True(Seconds(Columns(lines[1])[3]) >= 0.7, lines[1]);
        Assert.True(Seconds(Columns(lines[1])[2]) >= 0.3, lines[1]);
        Assert.True(double.Parse(Columns(lines[2])[4].Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture) >= 300, lines[2]);

        static double Seconds(string column) => double.Parse(column.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

        // Columns have two blanks or more between them.
        static string[] Columns(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_LongOrBrokenCommand_IsOneShortLine()
    {
        ChildResult result = await Tool.RunAsync("run", "--summary", $"/bin/true 'a\nb' {new string('x', 100)}");

        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.EndsWith("  /bin/true 'a b' xxxxxxxxxxxxxxxxxxxxx...", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Summary_OfTimeOut_TellsWhoWasStopped()
    {
        // The second reads nothing, or the end of the first could be its own before its signal comes.
        using ChildProcess tool = Tool.Start("run", "--summary", "--timeout", "1s", Tool.Graph("@hold | /bin/sleep 1000"));

        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal(ExitStatus.FromCode(124), status);
        Assert.Matches(@"\n    1  SIGTERM .*\n    2  SIGTERM .*\nstandpipe: timed out", error);
    }

    [Fact(Timeout = 60_000)]
    public async Task Summary_NotAsked_IsNotThere()
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph("@exit 0"));

        Assert.Empty(result.StandardError!.Text);
    }
}
