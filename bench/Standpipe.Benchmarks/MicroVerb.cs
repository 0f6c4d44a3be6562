using System.CommandLine;

namespace Standpipe.Benchmarks;

internal static class MicroVerb
{
    internal const string Name = "micro";

    internal static Command Create() => new(Name, "Micro-benchmarks: BenchmarkDotNet's own command line follows.");

    internal static int Run(string[] args) => args.Length;
}
