using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Tables;

/// <summary>Parent to child, which reads and discards.</summary>
internal static class ThroughputTable
{
    private const int Kibibyte = 1024;
    private const int Mebibyte = 1024 * Kibibyte;

    private static readonly int[] s_capacities = [64 * Kibibyte, Mebibyte];
    private static readonly int[] s_chunks = [64, 4 * Kibibyte, 64 * Kibibyte, Mebibyte];

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        Contenders contenders = new(session);
        List<Case> cases = [];
        foreach (int capacity in s_capacities)
        {
            foreach (int chunk in s_chunks)
            {
                Case @case = contenders.In(session, capacity, chunk);
                await @case.RunAsync(session.Scale);
                cases.Add(@case);
            }
        }

        return new ComparisonTable("Throughput, parent to child", "time per GiB", TimeFormat.SecondsPerGibibyte, cases)
        {
            Notes =
            [
                "both sides of a row are of its kind; a chunk is what one write is given, and the size of the reader's buffer",
                "C epoll loop: both sides non-blocking, and epoll_wait when there is nothing to do",
            ],
        };
    }

    private static Case In(this Contenders contenders, Session session, int capacity, int chunk)
    {
        long bytes = chunk == 64 ? session.Scale.Of(6L * Mebibyte, 64 * 100) : session.Scale.Of(128L * Mebibyte, 4L * Mebibyte);
        string request = FormattableString.Invariant($"throughput {capacity} {chunk} {bytes}");
        Entry? blocking = session.HasNative ? new Entry("C read/write", contenders.Blocking, request, bytes) : null;
        Entry? epoll = session.HasNative ? new Entry("C epoll loop", contenders.Epoll, request, bytes) { Base = blocking } : null;
        Entry ours = new("ours, sync", contenders.Ours, request, bytes)
        {
            Base = blocking,
            Targets = session.HasNative ? [Target.OfBase(chunk == 64 ? 1.15 : 1.05)] : [],
        };
        Entry streamAsync = new("AnonymousPipe*Stream, async", contenders.StreamAsync, request, bytes) { Base = epoll ?? ours };
        Entry oursAsync = new("ours, async", contenders.OursAsync, request, bytes)
        {
            Base = epoll ?? ours,
            Targets =
            [
                .. epoll is not null && chunk is 4 * Kibibyte or 64 * Kibibyte ? [Target.OfBase(1.10)] : Array.Empty<Target>(),
                .. chunk is 4 * Kibibyte ? [Target.Of(streamAsync, 0.50)] : chunk > 64 ? [Target.Of(streamAsync, 1.00)] : Array.Empty<Target>(),
            ],
        };
        Entry stream = new("AnonymousPipe*Stream, sync", contenders.Stream, request, bytes) { Base = blocking ?? ours };
        Entry file = new("FileStream, sync", contenders.File, request, bytes) { Base = blocking ?? ours };
        IEnumerable<Entry?> all = [blocking, epoll, ours, stream, file, oursAsync, streamAsync];
        return new Case($"{Sizes.Name(chunk)}, pipe of {Sizes.Name(capacity)}", [.. all.OfType<Entry>()]);
    }

    private sealed class Contenders(Session session)
    {
        internal Worker Blocking { get; } = session.StartNative("pair", "blocking", Placement.Free);

        internal Worker Epoll { get; } = session.StartNative("pair", "epoll", Placement.Free);

        internal Worker Ours { get; } = session.Start(Roles.Lead, Kinds.Ours, Placement.Free);

        internal Worker OursAsync { get; } = session.Start(Roles.Lead, Kinds.OursAsync, Placement.Free);

        internal Worker Stream { get; } = session.Start(Roles.Lead, Kinds.Stream, Placement.Free);

        internal Worker StreamAsync { get; } = session.Start(Roles.Lead, Kinds.StreamAsync, Placement.Free);

        internal Worker File { get; } = session.Start(Roles.Lead, Kinds.File, Placement.Free);
    }
}
