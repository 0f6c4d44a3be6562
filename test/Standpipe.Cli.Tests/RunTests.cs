using System.Security.Cryptography;

namespace Standpipe.Cli.Tests;

public class RunTests
{
    private const string Substitutions = "Windows gives no numbers to descriptors.";
    private const long Mebibyte = 1 << 20;

    [Theory(Timeout = 60_000)]
    [InlineData("@write 'one two' | @cat", "one two")]
    [InlineData("A=b @env A", "b")]
    [InlineData("@write a | B='c d' @env B", "c d")]
    [InlineData("@to-stderr err out 2>&1 | @cat", "errout")]
    [InlineData("@to-stderr err out |& @cat", "errout")]
    [InlineData("@to-stderr err out 2>&1 >/dev/null | @cat", "err")]
    [InlineData("@write \"\" | @cat", "")]
    public async Task Run_Pipeline_DoesWhatItSays(string graph, string output)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph));

        Assert.Equal(output, result.EnsureSuccess().StandardOutput!.Text);
        Assert.Empty(result.StandardError!.Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_StandardInput_GoesToTheFirstStageByteForByte()
    {
        byte[] bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);

        ChildResult result = await Tool.RunAsync(ChildInput.FromBytes(bytes), "run", Tool.Graph("@cat | @cat"));

        Assert.Equal(bytes, result.EnsureSuccess().StandardOutput!.Bytes.ToArray());
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 600_000)]
    public async Task Run_LargeData_ArrivesWhole()
    {
        long size = Environment.GetEnvironmentVariable("STANDPIPE_LARGE") == "1" ? 4096 * Mebibyte : 64 * Mebibyte;
        ChildProcessOptions options = Tool.Options(
            Tool.Path, ["run", "--capacity", "1M", Tool.Graph($"@generate {size} | @cat | /bin/cat | @cat")], ChildInput.Null, ChildOutput.Pipe);
        using ChildProcess tool = ChildProcess.Start(options);
        using ChildProcess direct = ChildProcess.Start(
            Tool.Options(Tool.TestChild, ["generate", $"{size}"], ChildInput.Null, ChildOutput.Pipe));

        byte[][] hashes = await Task.WhenAll(HashAsync(tool), HashAsync(direct));

        Assert.Equal(hashes[1], hashes[0]);
        Assert.Equal(ExitStatus.FromCode(0), (await Tool.EndAsync(tool)).Status);

        static async Task<byte[]> HashAsync(ChildProcess child) =>
            await SHA256.HashDataAsync(child.StandardOutput!, TestContext.Current.CancellationToken);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Run_StagesJoinedByFifo_OpenBothSides()
    {
        using Scratch scratch = new();
        string fifo = scratch.MakeFifo("fifo");

        ChildResult result = await Tool.RunAsync("run", Tool.Graph($"@write hello >'{fifo}' | @cat <'{fifo}'"));

        Assert.Equal("hello", result.EnsureSuccess().StandardOutput!.Text);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Run_ReaderBeforeWriterOfFifo_OpenBothSides()
    {
        using Scratch scratch = new();
        string fifo = scratch.MakeFifo("fifo");

        ChildResult result = await Tool.RunAsync("run", Tool.Graph($"@cat <'{fifo}' | @to-stderr hello 2>'{fifo}' | @cat"));

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData("@exit 0 <'f' >'f'", "", "it is emptied before it is read")]
    [InlineData("@exit 0 <'f' | @write more >>'f'", "contentmore", "what is written may be read again")]
    public async Task Run_FileReadAndWritten_MeansWhatItMeansToShAndIsToldOf(string graph, string left, string consequence)
    {
        using Scratch scratch = new();
        string file = scratch.Write("f", "content");

        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph).Replace("'f'", $"'{file}'", StringComparison.Ordinal));

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Equal($"standpipe: warning: file '{file}' is read, and written as '{file}': {consequence}\n", result.StandardError!.Text);
        Assert.Equal(left, File.ReadAllText(file));
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData("4K", "4096")]
    [InlineData("256K", "262144")]
    [InlineData("1M", "1048576")]
    [InlineData("5000", "8192")]
    public async Task Run_Capacity_IsTheKernels(string capacity, string inside)
    {
        ChildResult result = await Tool.RunAsync("run", "--capacity", capacity, Tool.Graph("@exit 0 | @capacity"));

        Assert.Equal(inside, result.EnsureSuccess().StandardOutput!.Text);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Run_NoCapacity_IsTheSystems()
    {
        using AnonymousPipe system = AnonymousPipe.Create();

        ChildResult result = await Tool.RunAsync("run", Tool.Graph("@exit 0 | @capacity"));

        Assert.Equal($"{system.Capacity}", result.EnsureSuccess().StandardOutput!.Text);
    }

    [LinuxFact("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    public async Task Run_PipesBetweenStages_AreTheKernelsFromChildToChild()
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph("@fds 2>/dev/null | @fds >&2 | @exit 0"));

        // The second stage holds nothing but its three: the pipes of others would keep their ends open.
        string[] lines = result.StandardError!.Text.Split('\n');
        Assert.Equal(["0", "1", "2"], lines.Select(line => line.Split(' ')[0]));
        Assert.StartsWith("0 pipe:[", lines[0], StringComparison.Ordinal);
    }

    [LinuxTheory(Substitutions, Timeout = 60_000)]
    [InlineData("/bin/cat <(@write a)", "a")]
    [InlineData("@write one | /bin/cat - <(@write two | @cat) <(@write three)", "onetwothree")]
    [InlineData("/bin/cat <(/bin/cat <(@write deep) <(@write er))", "deeper")]
    [InlineData("@cat < <(@write a)", "a")]
    [InlineData("@write a > >(@cat)", "a")]
    [InlineData("@write a | /usr/bin/tee >(@exit 0) | @cat", "a")]
    [InlineData("/bin/echo --file=<(@exit 0)", "--file=/dev/fd/63\n")]
    [InlineData("@to-stderr err out 3>&1 1>&2 2>&3 3>&- | @cat", "err")]
    [InlineData("@to-stderr err out 3>&1 1>/dev/null 2>&3 | @cat", "err")]
    [InlineData("@cat <&3 3< <(@write a)", null)]
    [InlineData("@cat 3< <(@write a) <&3", "a")]
    public async Task Run_OtherDescriptors_CarryWhatTheyShould(string graph, string? output)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph));

        Assert.Equal(ExitStatus.FromCode(output is null ? 2 : 0), result.Status);
        Assert.Equal(output ?? "", result.StandardOutput!.Text);
    }

    [LinuxTheory(Substitutions, Timeout = 60_000)]
    [InlineData("/usr/bin/head -c 3 <(@generate 100000000)", 0)]
    [InlineData("@generate 100000000 > >(@read 10)", 0)]
    [InlineData("/bin/cat <(@exit 7)", 7)]
    [InlineData("@write a > >(@exit 7)", 7)]
    [InlineData("/bin/cat <(no-such-program)", 127)]
    public async Task Run_ProcessSubstitution_IsAStageAsAnyOther(string graph, int code)
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph(graph));

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
    }

    [LinuxFact(Substitutions, Timeout = 60_000)]
    public async Task Run_ProcessSubstitutions_HoldOnlyTheirOwnPipes()
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph("@fds <(@exit 0) >(@fds >&2)"));

        Assert.Equal(["0", "1", "2", "62", "63"], Numbers(result.StandardOutput!.Text));
        Assert.Equal(["0", "1", "2"], Numbers(result.StandardError!.Text));

        static IEnumerable<string> Numbers(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]);
    }

    [LinuxTheory(Substitutions, Timeout = 60_000)]
    [InlineData("<&-", "0")]
    [InlineData(">&-", "1")]
    [InlineData("2>&-", "2")]
    public async Task Run_ClosingRedirection_ClosesIt(string redirection, string closed)
    {
        string graph = $"/bin/sh -c 'test -e /proc/self/fd/{closed} || exit 9' {redirection}";

        ChildResult result = await Tool.RunAsync("run", graph);

        Assert.Equal(ExitStatus.FromCode(9), result.Status);
    }

    [LinuxFact(Substitutions, Timeout = 60_000)]
    public async Task Run_CopyOfWhatTheToolWasStartedWithout_Is125()
    {
        ChildResult result = await Tool.RunByAsync(Tool.TestChild, "run-closed", "0", Tool.Path, "run", Tool.Graph("@cat 3<&0"));

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains("descriptor 3 is to be 0, which is closed", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxTheory("Stages are programs, signals and FIFOs of Linux.", Timeout = 60_000)]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Run_ClosedStandardHandle_StaysClosedInTheStage(string closed)
    {
        string graph = $"/bin/sh -c 'test -e /proc/self/fd/{closed} || exit 9'";

        ChildResult open = await Tool.RunByAsync(Tool.Path, "run", graph);
        ChildResult result = await Tool.RunByAsync(Tool.TestChild, "run-closed", closed, Tool.Path, "run", graph);

        Assert.Equal(ExitStatus.FromCode(0), open.Status);
        Assert.Equal(ExitStatus.FromCode(9), result.Status);
    }
}
