using System.Globalization;
using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Tables;

/// <summary>Many reads that wait in one process, then a byte for each of them.</summary>
internal static class PendingReadTable
{
    private const int Many = 1_000;
    private const int VeryMany = 10_000;

    // Bytes per read: less than the pool's own when it adds a thread, and no object is so small.
    private const double Nothing = 0.05;

    // What a process has open besides.
    private const int OtherDescriptors = 256;

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        long limit = DescriptorLimit.Raise((2 * VeryMany) + OtherDescriptors);
        long most = Math.Min(VeryMany, (limit - OtherDescriptors) / 2);
        List<Case> cases = [];
        foreach (long count in (long[])[Math.Min(Many, most), most])
        {
            Case @case = Of(session, count, isLast: count == most);
            await @case.RunAsync(session.Scale);
            cases.Add(@case);
        }

        return new ComparisonTable("Pending reads in one process, then one byte each", "time per read", TimeFormat.Microseconds, cases)
        {
            Columns =
            [
                new FigureColumn("of it, beginning", "arming", TimeFormat.Microseconds),
                new FigureColumn("threads, all pending", "pending", value => value.ToString("+0;-0;0", CultureInfo.InvariantCulture)),
                new FigureColumn("threads, at most", "threads", value => value.ToString("+0;-0;0", CultureInfo.InvariantCulture)),
                new FigureColumn("the pool's", "pool", value => value.ToString("0", CultureInfo.InvariantCulture)),
                new FigureColumn("memory", "memory", value => string.Create(CultureInfo.InvariantCulture, $"{value / (1 << 20):0.0} MiB")),
                new FigureColumn("allocated per read", "allocated", value => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} B")),
            ],
            Notes =
            [
                "a wave: all reads are begun, and wait; then a byte is written to every pipe; it ends when the last read has its byte",
                "threads, all pending: above the idle process's, in the first wave, when every read has been begun and none has its byte; the compiler's is not counted",
                "threads, at most: after many waves, those of the pool included, which grows while there is work: the continuations run there",
                "memory: what pipes and reads added to the working set; inline: AllowSynchronousContinuations",
                "C begins nothing in a wave: its epoll watches all the time",
                .. most < VeryMany ? Limited(limit, most) : [],
            ],
        };
    }

    private static string[] Limited(long limit, long most) =>
        [FormattableString.Invariant($"only {most} instead of {VeryMany}: the hard limit of {limit} open descriptors is too small, and may not be raised")];

    private static Case Of(Session session, long count, bool isLast)
    {
        long waves = session.Scale.Of(60_000 / count, 2);
        string request = FormattableString.Invariant($"wave {count} {waves}");
        Entry? native = session.HasNative ? new Entry("C epoll loop", session.StartNative("pending"), request, count * waves) : null;
        Target[] targets =
        [
            .. isLast ? [Target.OfFigure("pending", "<= 3 threads", 3)] : Array.Empty<Target>(),
            Target.OfFigure("allocated", "0 B", Nothing),
        ];
        Entry ours = new("ours", session.Start(Roles.Pending, Kinds.Ours), request, count * waves) { Base = native, Targets = targets };
        Entry inline = new("ours, inline", session.Start(Roles.Pending, Kinds.OursInline), request, count * waves)
        {
            Base = native ?? ours,
            Targets = targets,
        };
        Entry stream = new("AnonymousPipe*Stream", session.Start(Roles.Pending, Kinds.Stream), request, count * waves) { Base = native ?? ours };
        IEnumerable<Entry?> all = [native, ours, inline, stream];
        return new Case(count.ToString("N0", CultureInfo.InvariantCulture), [.. all.OfType<Entry>()]);
    }
}
