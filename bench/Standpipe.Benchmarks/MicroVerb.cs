using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Standpipe.Benchmarks;

/// <summary>The verb "micro": BenchmarkDotNet's classes, for allocations and for what one call costs.</summary>
internal static class MicroVerb
{
    internal const string Name = "micro";

    private const string Dry = "--dry";

    /// <summary>Makes the command, for the list of verbs; its arguments are never parsed as such.</summary>
    internal static Command Create() => new(Name, "Micro-benchmarks. BenchmarkDotNet's own options follow; --dry runs all of them once.");

    /// <summary>Runs what BenchmarkDotNet's options select.</summary>
    /// <param name="args">Its options; --dry, ours, is all of them in the dry job.</param>
    /// <returns>0 if none has failed.</returns>
    internal static int Run(string[] args)
    {
        bool isDry = args.Contains(Dry);

        // In this process: a benchmark's own would have to be built, which this repository's settings and an offline machine forbid.
        string[] options = isDry
            ? ["--inProcess", "--job", "Dry", "--filter", "*", .. args.Where(argument => argument != Dry)]
            : ["--inProcess", .. args];
        IConfig config = DefaultConfig.Instance
            .AddColumn(StatisticColumn.Median)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"));
        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(MicroVerb).Assembly).Run(options, config)];

        int passed = summaries.Sum(summary => summary.Reports.Count(report => report.Success));
        int failed = summaries.Sum(summary => summary.BenchmarksCases.Length) - passed;
        failed += summaries.Count(summary => summary.HasCriticalValidationErrors && summary.BenchmarksCases.Length == 0);
        if (!isDry)
        {
            return failed == 0 ? 0 : 1;
        }

        Console.WriteLine($"micro: {passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
