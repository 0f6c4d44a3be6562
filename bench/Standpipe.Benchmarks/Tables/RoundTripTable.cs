using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Tables;

/// <summary>A few bytes to another process and back, over two pipes.</summary>
internal static class RoundTripTable
{
    private static readonly int[] s_sizes = [1, 64];

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        Unpinned unpinned = new(session);
        Pinned pinned = new(session);
        Case[] cases =
        [
            .. s_sizes.Select(size => OnAll(session, unpinned, size)),
            .. s_sizes.Select(size => OnOne(session, pinned, size)),
        ];
        foreach (Case @case in cases)
        {
            await @case.RunAsync(session.Scale);
        }

        return new ComparisonTable("Round trip between two processes, over two pipes", "time", TimeFormat.Microseconds, cases)
        {
            Notes =
            [
                "on one processor: a process and its child may use one only, and see one only",
                .. OursInline.IsHere && OursAdaptive.IsHere ? Array.Empty<string>() : [Kinds.StandInNote],
            ],
        };
    }

    private static Case OnAll(Session session, Unpinned contenders, int size)
    {
        long count = session.Scale.Of(2000, 20);
        string request = FormattableString.Invariant($"roundtrip {size} {count}");
        Entry? native = session.HasNative ? new Entry("C read/write", contenders.Native, request, count) : null;
        Entry ours = new("ours, sync", contenders.Ours, request, count) { Base = native, Targets = Of(native, 1.05) };
        Entry stream = new("AnonymousPipe*Stream, sync", contenders.Stream, request, count) { Base = native ?? ours };
        Entry streamAsync = new("AnonymousPipe*Stream, async", contenders.StreamAsync, request, count) { Base = native ?? ours };
        Entry oursAsync = new("ours, async", contenders.OursAsync, request, count)
        {
            Base = native ?? ours,
            Targets = [Target.Of(streamAsync, 1.00)],
        };
        Entry inline = new(OursInline.Label, contenders.Inline, request, count) { Base = native ?? ours, Targets = Of(native, 1.30) };
        Entry adaptive = new(OursAdaptive.Label, contenders.Adaptive, request, count)
        {
            Base = native ?? ours,
            Targets = Environment.ProcessorCount > 1 ? Of(native, 0.35) : [],
        };
        IEnumerable<Entry?> all = [native, ours, adaptive, stream, oursAsync, inline, streamAsync];
        return new Case(Sizes.Name(size), [.. all.OfType<Entry>()]);
    }

    private static Case OnOne(Session session, Pinned contenders, int size)
    {
        long count = session.Scale.Of(2000, 20);
        string request = FormattableString.Invariant($"roundtrip {size} {count}");
        Entry? native = session.HasNative ? new Entry("C read/write", contenders.Native, request, count) : null;
        Entry ours = new("ours, sync", contenders.Ours, request, count) { Base = native, Targets = Of(native, 1.05) };
        Entry adaptive = new(OursAdaptive.Label, contenders.Adaptive, request, count) { Base = native ?? ours, Targets = Of(native, 1.05) };
        IEnumerable<Entry?> all = [native, ours, adaptive];
        return new Case(Sizes.Name(size) + ", one processor", [.. all.OfType<Entry>()]);
    }

    private static Target[] Of(Entry? native, double limit) => native is null ? [] : [Target.OfBase(limit)];

    private sealed class Unpinned(Session session)
    {
        internal Worker Native { get; } = session.StartNative("pair", "blocking");

        internal Worker Ours { get; } = session.Start(Roles.Lead, Kinds.Ours);

        internal Worker OursAsync { get; } = session.Start(Roles.Lead, Kinds.OursAsync);

        internal Worker Inline { get; } = session.Start(Roles.Lead, Kinds.OursInline);

        internal Worker Adaptive { get; } = session.Start(Roles.Lead, Kinds.OursAdaptive);

        internal Worker Stream { get; } = session.Start(Roles.Lead, Kinds.Stream);

        internal Worker StreamAsync { get; } = session.Start(Roles.Lead, Kinds.StreamAsync);
    }

    private sealed class Pinned(Session session)
    {
        internal Worker Native { get; } = session.StartNativeOnOne("pair", "blocking");

        internal Worker Ours { get; } = session.StartOnOne(Roles.Lead, Kinds.Ours);

        internal Worker Adaptive { get; } = session.StartOnOne(Roles.Lead, Kinds.OursAdaptive);
    }
}
