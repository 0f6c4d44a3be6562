namespace Standpipe.Cli.Reporting;

/// <summary>What the tool knows of a run beside its result.</summary>
/// <param name="Graph">The graph as it was given; null if it was given by options.</param>
/// <param name="Policy">The rule that chose the exit code.</param>
/// <param name="ExitCode">The tool's exit code; what a shell makes of it if a signal ends the tool.</param>
/// <param name="Signal">The signal that ends the tool; null if none does.</param>
/// <param name="Start">The start, a timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</param>
internal sealed record RunFacts(string? Graph, GraphExitPolicy Policy, int ExitCode, int? Signal, long Start)
{
    /// <summary>Gets the rule by its name.</summary>
    internal string PolicyName => Policy == GraphExitPolicy.PipeFail ? "pipefail" : ProfileRecords.Kebab(Policy);

    /// <summary>Gets the end of what each stage wrote to standard error, by the stage's name; empty if that was not kept.</summary>
    internal IReadOnlyDictionary<string, string> StderrTails { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets what each stage is in the graph's text, by the stage's name.</summary>
    internal IReadOnlyDictionary<string, string> Commands { get; init; } = new Dictionary<string, string>();
}
