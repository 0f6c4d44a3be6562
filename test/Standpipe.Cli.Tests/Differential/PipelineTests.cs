using System.Text;

namespace Standpipe.Cli.Tests.Differential;

/// <summary>Whole pipelines, run by the tool and by a shell side by side: the same bytes on every way out.</summary>
public class PipelineTests
{
    private const string Reason = "The tool is compared with sh.";

    private const int AtOnce = 2;
    private const string Input = "delta\nalpha\nCharlie\nbravo\n";

    [LinuxFact(Reason, Timeout = 600_000)]
    public Task Run_RandomPipelines_DoWhatShDoes() => CompareManyAsync(Seed.Read("STANDPIPE_DIFFERENTIAL_GRAPHS", 100), substitutions: false);

    [LinuxFact(Reason, Timeout = 600_000)]
    public Task Run_RandomProcessSubstitutions_DoWhatBashDoes() =>
        CompareManyAsync(Seed.Read("STANDPIPE_DIFFERENTIAL_GRAPHS", 100) / 2, substitutions: true);

    [LinuxTheory(Reason)]
    [InlineData("cat", "cat -n")]
    [InlineData("cat <(sort)", "cat <(cat)")]
    [InlineData("cat 3>&1 1>&2 2>&3", "cat")]
    [InlineData("cat >a", "cat >b")]
    [InlineData("cat 2>&1", "cat >&2")]
    [InlineData("sh -c 'exit 1'", "sh -c 'exit 2'")]
    public async Task Compare_PipelinesThatDiffer_IsNotSatisfied(string graph, string forShell)
    {
        PipelineGenerator.Pipeline pipeline = new(graph, forShell, [0]);

        Assert.NotNull(await CompareAsync(pipeline, Shell.Bash, TestContext.Current.CancellationToken));
    }

    private static async Task CompareManyAsync(int count, bool substitutions)
    {
        List<string> failures = [];
        ParallelOptions limits = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };

        await Parallel.ForAsync(0, count, limits, async (number, cancellationToken) =>
        {
            PipelineGenerator.Pipeline pipeline = new PipelineGenerator(Seed.For(number), substitutions).Generate();
            if (await CompareAsync(pipeline, substitutions ? Shell.Bash : Shell.Path, cancellationToken) is { } difference)
            {
                lock (failures)
                {
                    failures.Add($"number {number}:\n{pipeline.Graph}\n{difference}");
                }
            }
        });

        Assert.True(failures.Count == 0, $"STANDPIPE_SEED={Seed.Value}, {failures.Count} of {count} differ:\n\n{string.Join("\n\n", failures.Take(5))}");
    }

    /// <summary>What the tool may exit with: which of several stages fails first is up to them.</summary>
    private static int[] Failures(PipelineGenerator.Pipeline pipeline) =>
        pipeline.Codes.Any(code => code != 0) ? [.. pipeline.Codes.Where(code => code != 0)] : [0];

    private static async Task<string?> CompareAsync(PipelineGenerator.Pipeline pipeline, string shellPath, CancellationToken cancellationToken)
    {
        string tool = await RunAsync(Tool.Path, ["run", pipeline.Graph], Failures(pipeline), cancellationToken);
        string shell = await RunAsync(shellPath, ["-c", pipeline.ForShell], [pipeline.Codes[^1]], cancellationToken);
        return tool == shell ? null : $"tool:\n{tool}\nshell:\n{shell}";
    }

    /// <summary>Runs one side in a directory of its own; tells all that came of it.</summary>
    private static async Task<string> RunAsync(string program, string[] arguments, int[] expectedCodes, CancellationToken cancellationToken)
    {
        using Scratch scratch = new();
        string input = scratch.Write("input", Input);
        for (int i = 0; i < 3; i++)
        {
            _ = scratch.Write($"in {i}", $"file {i}\nlast of {i}\n");
        }

        ChildProcessOptions options = new(program, arguments)
        {
            WorkingDirectory = scratch.Path,
            StandardInput = ChildInput.FromFile(input),
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Capture,
        };
        options.Environment["LC_ALL"] = "C";
        ChildResult result = await ChildProcess.RunAsync(options, cancellationToken);

        // Stages that share standard error write to it in any order; each line is one write.
        string error = string.Join('\n', Text(result.StandardError!.Bytes).Split('\n').Order(StringComparer.Ordinal));
        IEnumerable<string> files = Directory.GetFiles(scratch.Path).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetFileName(path)}: {Text(File.ReadAllBytes(path))}");
        string status = Array.Exists(expectedCodes, code => result.Status.Code == code) ? "as expected" : $"{result.Status} instead of {string.Join(" or ", expectedCodes)}";
        return $"{status}\nout: {Text(result.StandardOutput!.Bytes)}\nerror: {error}\n{string.Join('\n', files)}";
    }

    // Every byte a character, so that nothing is lost in the comparison.
    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
