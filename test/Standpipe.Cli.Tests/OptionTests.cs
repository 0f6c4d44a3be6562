using System.Globalization;

namespace Standpipe.Cli.Tests;

public class OptionTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("--help", "run")]
    [InlineData("-h", "run")]
    [InlineData("-?", "run")]
    [InlineData("--help", "inspect")]
    [InlineData("inspect --help", "--pid --pipe --user --all --watch --format --why")]
    [InlineData("run --help", "GRAPH --node --edge --file --capacity --meter --timeout --stall-timeout --kill-after --exit-policy --early-close --status-file --peek --summary --json --report --trace --metrics --progress --progress-format --explain --format 2>&1")]
    public async Task Help_Asked_IsOnStandardOutput(string arguments, string mentions)
    {
        ChildResult result = await Tool.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Empty(result.StandardError!.Text);
        Assert.All(mentions.Split(' '), mention => Assert.Contains(mention, result.StandardOutput!.Text, StringComparison.Ordinal));
    }

    [LinuxFact("A file's path is given as a shell of Linux does.", Timeout = 60_000)]
    public async Task Value_BeginsWithAMinus_IsAValue()
    {
        using Scratch scratch = new();
        _ = scratch.Write("-g.yaml", $"nodes: {{A: {{argv: ['{Tool.TestChild}', exit, '5']}}}}\n");

        ChildResult file = await Tool.RunByAsync("/bin/sh", "-c", $"cd '{scratch.Path}' && exec '{Tool.Path}' run --file -g.yaml");
        ChildResult node = await Tool.RunAsync("run", "--node", Tool.Graph("-a=@exit 6"));
        ChildResult other = await Tool.RunAsync("run", "--node", Tool.Graph("-a=@exit 6"), "-x");

        Assert.Equal((ExitStatus.FromCode(5), string.Empty), (file.Status, Tool.Error(file)));
        Assert.Equal((ExitStatus.FromCode(6), string.Empty), (node.Status, Tool.Error(node)));
        Assert.StartsWith("standpipe: '-x' is not an option\n", Tool.Error(other), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Version_Asked_IsOneLineOnStandardOutput()
    {
        ChildResult result = await Tool.RunAsync("--version");

        Assert.Equal(ExitStatus.FromCode(0), result.Status);
        Assert.Empty(result.StandardError!.Text);
        Assert.Matches(@"^\d+\.\d+\.\d+[^\n]*\n$", result.StandardOutput!.Text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("", "", "--help")]
    [InlineData("walk", "walk", "--help")]
    [InlineData("--nonsense", "--nonsense", "--help")]
    [InlineData("run", "", "run --help")]
    [InlineData("run --nonsense a", "--nonsense", "run --help")]
    [InlineData("run --nonsense", "--nonsense", "run --help")]
    [InlineData("run -x", "-x", "run --help")]
    [InlineData("run a --nonsense", "--nonsense", "run --help")]
    [InlineData("run a b", "b", "run --help")]
    [InlineData("run --capacity", "--capacity", "run --help")]
    [InlineData("run --capacity 0 a", "'0' is not a size", "run --help")]
    [InlineData("run --capacity 64X a", "'64X' is not a size", "run --help")]
    [InlineData("run --capacity 2G a", "'2G' is not a size", "run --help")]
    [InlineData("run --timeout", "--timeout", "run --help")]
    [InlineData("run --timeout soon a", "'soon' is not a time", "run --help")]
    [InlineData("run --timeout -1 a", "'-1' is not a time", "run --help")]
    [InlineData("run --timeout=-1 a", "'-1' is not a time", "run --help")]
    [InlineData("run --kill-after 1d a", "'1d' is not a time", "run --help")]
    [InlineData("run --timeout 1 --timeout 2 a", "--timeout", "run --help")]
    [InlineData("inspect --nonsense", "--nonsense", "inspect --help")]
    [InlineData("inspect yes", "yes", "inspect --help")]
    [InlineData("inspect --pid", "--pid", "inspect --help")]
    [InlineData("inspect --pid 0", "'0' is not a process id", "inspect --help")]
    [InlineData("inspect --why x", "'x' is not a process id", "inspect --help")]
    [InlineData("inspect --pipe pipe:[x]", "'pipe:[x]' is not a pipe", "inspect --help")]
    [InlineData("inspect --format xml", "'xml' is not a format", "inspect --help")]
    [InlineData("inspect --why 1 --all", "--why", "inspect --help")]
    [InlineData("inspect --why 1 --format dot", "--why", "inspect --help")]
    [InlineData("inspect --pipe 1 --pid 1", "--pipe", "inspect --help")]
    [InlineData("inspect --watch --format json", "--watch", "inspect --help")]
    [InlineData("run --edge a->b", "nothing to run", "run --help")]
    [InlineData("run --node a", "'a' names no node", "run --help")]
    [InlineData("run --node =a", "'=a' names no node", "run --help")]
    [InlineData("run --capacity a->b=64X a", "'64X' is not a size", "run --help")]
    [InlineData("run --capacity a=1M a", "'a' is no edge: '->' is missing here", "run --help")]
    [InlineData("run --exit-policy first a", "'first'", "run --help")]
    [InlineData("run --early-close maybe a", "'maybe'", "run --help")]
    [InlineData("run --progress-format xml a", "'xml'", "run --help")]
    [InlineData("run --explain --format xml a", "'xml'", "run --help")]
    [InlineData("run --format dot a", "--format is for --explain", "run --help")]
    public async Task Arguments_NotUnderstood_AreUsage(string arguments, string named, string hint)
    {
        ChildResult result = await Tool.RunAsync(arguments.Length == 0 ? [] : arguments.Split(' '));

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
        Assert.Empty(result.StandardOutput!.Text);
        string[] lines = Tool.Error(result).Split('\n');
        Assert.StartsWith("standpipe: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(named, lines[0], StringComparison.Ordinal);
        Assert.Equal([$"Try 'standpipe {hint}'.", ""], lines[1..]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("", "standpipe: the graph is empty: give at least one command\n")]
    [InlineData("  \n", "standpipe: the graph is empty: give at least one command\n")]
    [InlineData("a 'b", "standpipe: this quote is never closed\n  a 'b\n    ^\n")]
    [InlineData("a |\n b $c", "standpipe: sh would expand '$': quote it, '\\$' or in single quotes\n   b $c\n     ^\n")]
    [InlineData("a |", "standpipe: a command is missing before the end\n  a |\n     ^\n")]
    public async Task Graph_NotUnderstood_IsShown(string graph, string error)
    {
        ChildResult result = await Tool.RunAsync("run", graph);

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
        Assert.Empty(result.StandardOutput!.Text);
        Assert.Equal(error, Tool.Error(result));
    }

    [LinuxFact("Arguments of Windows are UTF-16.", Timeout = 60_000)]
    public async Task Graph_NotUtf8_IsRefused()
    {
        ChildResult result = await Tool.RunByAsync("/bin/sh", "-c", "\"$0\" run \"$(printf 'echo a\\377')\"", Tool.Path);

        Assert.Equal(ExitStatus.FromCode(2), result.Status);
        Assert.StartsWith("standpipe: the graph is not UTF-8", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Contains("\n        ^\n", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Graph_WithReplacementCharacter_IsTakenAsItIs()
    {
        ChildResult result = await Tool.RunAsync("run", Tool.Graph("@write \uFFFD"));

        Assert.Equal("\uFFFD", result.EnsureSuccess().StandardOutput!.Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task Graph_ThatBeginsWithAt_IsNoResponseFile()
    {
        ChildResult result = await Tool.RunAsync("run", "@no-such-file");

        Assert.Equal(ExitStatus.FromCode(127), result.Status);
        Assert.Contains("@no-such-file", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Graph_AfterTwoDashes_IsAGraph()
    {
        ChildResult result = await Tool.RunAsync("run", "--", "--summary");

        Assert.Equal(ExitStatus.FromCode(127), result.Status);
    }

    [LinuxTheory("The child closes descriptors of Linux.", Timeout = 60_000)]
    [InlineData("--help")]
    [InlineData("--version")]
    public async Task StandardOutput_Closed_IsOneLineAnd125(string argument)
    {
        ChildResult result = await Tool.RunByAsync(Tool.TestChild, "run-closed", "1", Tool.Path, argument);

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Matches(@"^standpipe: [^\n]+\n$", result.StandardError!.Text);
    }

    [LinuxTheory("The child closes descriptors of Linux.", Timeout = 60_000)]
    [InlineData("--nonsense", 2)]
    [InlineData("run $", 2)]
    [InlineData("run no-such-program", 127)]
    [InlineData("run --summary /bin/true", 0)]
    public async Task StandardError_Closed_LeavesTheExitCode(string arguments, int code)
    {
        ChildResult result = await Tool.RunByAsync(Tool.TestChild, ["run-closed", "2", Tool.Path, .. arguments.Split(' ')]);

        Assert.Equal(ExitStatus.FromCode(code), result.Status);
        Assert.Empty(result.StandardOutput!.Text);
    }

    [LinuxFact("Windows knows no largest capacity.", Timeout = 60_000)]
    public async Task Capacity_BeyondTheSystemsLimit_Is125AndNamesTheLimit()
    {
        // For root nothing is beyond the limit but what no pipe can have.
        int limit = int.Parse(await File.ReadAllTextAsync("/proc/sys/fs/pipe-max-size", TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may have any capacity");

        ChildResult result = await Tool.RunAsync("run", "--capacity", $"{limit + 1}", Tool.Graph("@exit 0 | @exit 0"));

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains($"{limit}", result.StandardError!.Text, StringComparison.Ordinal);
    }

    [LinuxFact("Windows knows no largest capacity.", Timeout = 60_000)]
    public async Task Capacity_BeyondWhatAnyPipeCanHave_Is125AndRunsNothing()
    {
        ChildResult result = await Tool.RunAsync("run", "--capacity", "2147483647", Tool.Graph("@write a | @cat"));

        Assert.Equal(ExitStatus.FromCode(125), result.Status);
        Assert.Contains("2147483647", result.StandardError!.Text, StringComparison.Ordinal);
        Assert.Empty(result.StandardOutput!.Text);
    }
}
