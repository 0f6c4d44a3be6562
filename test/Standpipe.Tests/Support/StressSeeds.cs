using System.Diagnostics;
using System.Globalization;

namespace Standpipe.Tests;

/// <summary>Random runs, each of which can be had again by its seed.</summary>
internal static class StressSeeds
{
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(int.Parse(
        Environment.GetEnvironmentVariable("STANDPIPE_STRESS_SECONDS") ?? "1", CultureInfo.InvariantCulture));

    /// <summary>Runs seeds that nobody has chosen, for as long as the environment says (<c>STANDPIPE_STRESS_SECONDS</c>).</summary>
    internal static void RunNew(Action<int> run)
    {
        long start = Stopwatch.GetTimestamp();
        int runs = 0;
        do
        {
            Run(Random.Shared.Next(), run);
            runs++;
        }
        while (Stopwatch.GetElapsedTime(start) < s_duration);

        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} seeds");
    }

    /// <summary>Runs one seed, whose failure names it.</summary>
    internal static void Run(int seed, Action<int> run)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        try
        {
            run(seed);
        }
#pragma warning disable CA1031 // Whatever it is, it is told with the seed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Assert.Fail($"seed {seed}: {exception}");
        }
    }
}
