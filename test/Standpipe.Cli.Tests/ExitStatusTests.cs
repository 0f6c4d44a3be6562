namespace Standpipe.Cli.Tests;

public class ExitStatusTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("@exit 0", 0)]
    [InlineData("@exit 7", 7)]
    [InlineData("@exit 255", 255)]
    [InlineData("@exit 3 | @cat | @cat", 3)]
    [InlineData("@write a | @exit 4 | @cat", 4)]
    [InlineData("@write a | @cat | @exit 5", 5)]
    public async Task Run_StagesThatFail_ExitsAsTheFirst(string graph, int code)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph));

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        Assert.Empty(result.StandardError!.Text);
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData("@generate 100000000 | @read 10", "10")]
    [InlineData("@generate 100000000 | @cat | @read 10", "10")]
    [InlineData("/usr/bin/yes | @read 10", "10")]
    [InlineData("/usr/bin/yes | /bin/cat | /bin/cat | @read 10", "10")]
    [InlineData("/bin/sh -c '/usr/bin/yes; exit $?' | @read 10", "10")]
    public async Task Run_WriterWhoseReaderFinished_HasNotFailed(string graph, string output)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph));

        Assert.Equal("", result.StandardError!.Text);
        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal(output, result.StandardOutput!.Text);
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData("/usr/bin/yes | @exit 9", 9)]
    public async Task Run_ReaderThatFails_IsTheFailure(string graph, int code)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph));

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData("@write a | @raise 13", 141, "stage 2")]
    [InlineData("@exit 141", 141, null)]
    public async Task Run_PipeSignalWithoutReader_IsFailure(string graph, int code, string? complaint)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph));

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        Assert.Equal(complaint is null, result.StandardError!.Text.Length == 0);
        Assert.Contains(complaint ?? string.Empty, result.StandardError.Text, StringComparison.Ordinal);
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData("/bin/sh -c 'kill -s PIPE $$'", "SIGPIPE")]
    [InlineData("/bin/sh -c 'exit 141'", "141")]
    public async Task Run_PipeSignalWhileReaderHoldsThePipe_IsNotExcused(string writer, string exit)
    {
        using Scratch scratch = new();
        string graph = $"{writer} | /bin/sh -c 'cat; cat \"$0\"' '{scratch.MakeFifo("forever")}'";

        // The reader must outlive the judgement, and nothing but the clock ends it then.
        ChildResult result = await Tool.RunAsync("run", "--summary", "--timeout", "3s", graph);

        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        Assert.Matches($@"\nsh +{exit} +\d", result.StandardError!.Text);
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData(9, "SIGKILL")]
    [InlineData(11, "SIGSEGV")]
    [InlineData(15, "SIGTERM")]
    public async Task Run_StageEndedBySignal_Is128AndTheSignal(int signal, string name)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph($"@raise {signal} | @cat"));

        Assert.Equal(ExitStatus.FromCode(128 + signal), result.Status);
        Assert.Contains("stage 1", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Contains($"was ended by {name}", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Run_TimeOut_Is124()
    {
        using ChildProcess tool = Tool.Start("run", "--timeout", "500ms", Tool.Graph("@hold"));

        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal(ExitStatus.FromCode(124), status);
        Assert.Equal("standpipe: timed out after 0.5 s, with 1 of 1 stages running\n", error);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Run_TimeOutWithStageThatIgnoresIt_IsKilledAfterTheGrace()
    {
        using ChildProcess tool = Tool.Start("run", "--timeout", "1s", "--kill-after", "100ms", Tool.Graph("@ignore-term"));
        await Tool.ReadyAsync(tool);

        (ExitStatus status, string error) = await Tool.EndAsync(tool);

        Assert.Equal(ExitStatus.FromCode(124), status);
        Assert.Contains("killed", error, StringComparison.Ordinal);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Run_TimeOutWhileFifoHasNoOtherSide_Is124()
    {
        using Scratch scratch = new();
        string fifo = scratch.MakeFifo("fifo");

        ChildResult result = await Tool.RunAsync("run", "--timeout", "300ms", Tool.Graph($"@cat <'{fifo}'"));

        Assert.Equal(ExitStatus.FromCode(124), result.Status);
        Assert.Equal("standpipe: timed out after 0.3 s, before every file was open: waiting for those of Standpipe.TestChild\n", result.StandardError!.Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_EndsInTime_IsNotTimedOut()
    {
        ChildResult result = await Tool.RunAsync("run", "--timeout", "1h", Tool.Graph("@exit 3"));

        Assert.Equal(ExitStatus.FromCode(3), result.Status);
    }
}
