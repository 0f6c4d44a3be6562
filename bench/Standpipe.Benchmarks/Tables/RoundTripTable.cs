using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Tables;

/// <summary>A few bytes to another process and back, over two pipes.</summary>
internal static class RoundTripTable
{
    // What a spinning read is to be worth where it can be worth something, and what it may cost where it cannot.
    private const double SpinOnTwo = 0.35;
    private const double SpinOnOne = 1.05;

    private static readonly int[] s_sizes = [1, 64];

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        bool hasTwo = Environment.ProcessorCount > 1;
        FreePairs free = new(session);
        BoundPairs? apart = hasTwo ? BoundPairs.Apart(session) : null;
        BoundPairs together = BoundPairs.OnOne(session);
        Case[] cases =
        [
            .. s_sizes.Select(size => Free(session, free, size)),
            .. apart is null ? [] : s_sizes.Select(size => Bound(session, apart, "a processor each", SpinOnTwo, size, quick: 1000)),
            .. s_sizes.Select(size => Bound(session, together, "one processor", SpinOnOne, size, quick: 4000)),
        ];
        foreach (Case @case in cases)
        {
            await @case.RunAsync(session.Scale);
        }

        return new ComparisonTable("Round trip between two processes, over two pipes", "time", TimeFormat.Microseconds, cases)
        {
            Notes =
            [
                "a processor each: the threads that transfer are bound; elsewhere the system often puts both on one, where nothing is gained by spinning",
                "one processor: a process and its child may use one only, and see one only",
                .. hasTwo ? Array.Empty<string>() : ["there is one processor only: nothing was measured on two"],
            ],
        };
    }

    private static Case Free(Session session, FreePairs pairs, int size)
    {
        (string request, long count) = Request(session, size, quick: 4000);
        Entry? native = session.HasNative ? new Entry("C read/write", pairs.Native, request, count) : null;
        Entry ours = new("ours, sync", pairs.Ours, request, count) { Base = native, Targets = OfBase(native, 1.05) };
        Entry stream = new("AnonymousPipe*Stream, sync", pairs.Stream, request, count) { Base = native ?? ours };
        Entry streamAsync = new("AnonymousPipe*Stream, async", pairs.StreamAsync, request, count) { Base = native ?? ours };
        Entry oursAsync = new("ours, async", pairs.OursAsync, request, count)
        {
            Base = native ?? ours,
            Targets = [Target.Of(streamAsync, 1.00)],
        };
        Entry inline = new("ours, async inline", pairs.Inline, request, count) { Base = native ?? ours, Targets = OfBase(native, 1.30) };
        Entry adaptive = new("ours, adaptive", pairs.Adaptive, request, count) { Base = native ?? ours };
        IEnumerable<Entry?> all = [native, ours, adaptive, stream, oursAsync, inline, streamAsync];
        return new Case(Sizes.Name(size), [.. all.OfType<Entry>()]);
    }

    private static Case Bound(Session session, BoundPairs pairs, string where, double limit, int size, int quick)
    {
        (string request, long count) = Request(session, size, quick);
        Entry? native = session.HasNative ? new Entry("C read/write", pairs.Native, request, count) : null;
        Entry ours = new("ours, sync", pairs.Ours, request, count) { Base = native, Targets = OfBase(native, 1.05) };
        Entry adaptive = new("ours, adaptive", pairs.Adaptive, request, count) { Base = native ?? ours, Targets = OfBase(native, limit) };
        Entry stream = new("AnonymousPipe*Stream, sync", pairs.Stream, request, count) { Base = native ?? ours };
        IEnumerable<Entry?> all = [native, ours, adaptive, stream];
        return new Case($"{Sizes.Name(size)}, {where}", [.. all.OfType<Entry>()]);
    }

    private static (string Request, long Count) Request(Session session, int size, int quick)
    {
        long count = session.Scale.Of(quick, 20);
        return (FormattableString.Invariant($"roundtrip {size} {count}"), count);
    }

    private static Target[] OfBase(Entry? native, double limit) => native is null ? [] : [Target.OfBase(limit)];

    private sealed class FreePairs(Session session)
    {
        internal Worker Native { get; } = session.StartNative("pair", "blocking", Placement.Free);

        internal Worker Ours { get; } = session.Start(Roles.Lead, Kinds.Ours, Placement.Free);

        internal Worker OursAsync { get; } = session.Start(Roles.Lead, Kinds.OursAsync, Placement.Free);

        internal Worker Inline { get; } = session.Start(Roles.Lead, Kinds.OursInline, Placement.Free);

        internal Worker Adaptive { get; } = session.Start(Roles.Lead, Kinds.OursAdaptive, Placement.Free);

        internal Worker Stream { get; } = session.Start(Roles.Lead, Kinds.Stream, Placement.Free);

        internal Worker StreamAsync { get; } = session.Start(Roles.Lead, Kinds.StreamAsync, Placement.Free);
    }

    private sealed record BoundPairs(Worker Native, Worker Ours, Worker Adaptive, Worker Stream)
    {
        internal static BoundPairs Apart(Session session) => new(
            session.StartNative("pair", "blocking", Placement.Apart),
            session.Start(Roles.Lead, Kinds.Ours, Placement.Apart),
            session.Start(Roles.Lead, Kinds.OursAdaptive, Placement.Apart),
            session.Start(Roles.Lead, Kinds.Stream, Placement.Apart));

        internal static BoundPairs OnOne(Session session) => new(
            session.StartNativeOnOne("pair", "blocking", Placement.Free),
            session.StartOnOne(Roles.Lead, Kinds.Ours, Placement.Free),
            session.StartOnOne(Roles.Lead, Kinds.OursAdaptive, Placement.Free),
            session.StartOnOne(Roles.Lead, Kinds.Stream, Placement.Free));
    }
}
