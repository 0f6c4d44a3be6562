using System.Globalization;
using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;

namespace Standpipe.Benchmarks.Tables;

/// <summary>What being observed costs a pipeline, and what being metered.</summary>
internal static class ObservationTable
{
    private const int Default = 20;
    private const int Burst = 100;

    // 0.97 of its throughput.
    private const double Limit = 1.03;

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        long bytes = session.Scale.IsDry ? 1L << 20 : session.Scale.Factor == 1 ? 256L << 20 : 4L << 30;
        string file = session.SparseFile(bytes);
        List<Case> cases = [];
        foreach ((string program, long divisor) in new[] { ("cat", 1L), ("sha256sum", 4L), ("gzip", 16L) })
        {
            long length = session.Scale.IsDry ? bytes : bytes / divisor;
            string input = divisor == 1 || session.Scale.IsDry ? file : session.SparseFile(length);
            Entry alone = Contender(session, "unobserved", "0", input, length, program, null);
            Case @case = new($"cat FILE | {program}, {Sizes.Name(length)}",
            [
                alone,
                Contender(session, $"observed, {Default} looks/s", $"{Default}", input, length, program, alone, Target.OfBase(Limit)),
                Contender(session, $"observed, {Burst} looks/s", $"{Burst}", input, length, program, alone),
                Contender(session, "metered", ObservedRuns.Meter, input, length, program, alone),
            ]);
            await @case.RunAsync(session.Scale);
            cases.Add(@case);
        }

        return new ComparisonTable("A pipeline that is observed, or metered", "time per GiB", TimeFormat.SecondsPerGibibyte, cases)
        {
            Columns =
            [
                new FigureColumn("looks", ObservedRuns.Looks, value => value.ToString("0", CultureInfo.InvariantCulture)),
                new FigureColumn("process's processor", ObservedRuns.Share, value => value.ToString("0.0 %", CultureInfo.InvariantCulture)),
            ],
            Notes =
            [
                $"{Default} looks a second is the default; {Burst}, in the first second only",
                "the processor time is that of the whole process that observes or meters, its runtime and its waiting for the children included",
                "metered: the pipe's bytes pass through the process, by splice between pipes of 256 KiB, and are counted",
                "<= 1.03 of the unobserved time is >= 0.97 of its throughput",
            ],
        };
    }

    private static Entry Contender(
        Session session, string name, string looks, string file, long bytes, string program, Entry? alone, params Target[] targets) =>
        new(name, session.Start(Roles.Observed, looks), FormattableString.Invariant($"run {bytes} {file} {program}"), bytes)
        {
            Base = alone,
            Targets = targets,
        };
}
