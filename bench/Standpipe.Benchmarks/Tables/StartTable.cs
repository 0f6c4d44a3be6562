using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Tables;

/// <summary>Starting a child and waiting for it, alone and with much memory in the parent.</summary>
internal static class StartTable
{
    // "Unchanged" is what two measurements of the same thing are to each other on a busy machine.
    private const double Unchanged = 1.10;

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        long heap = session.Scale.IsDry ? 16L << 20 : 1L << 30;
        bool hasRoom = Available() > 7 * heap;
        Entry[] alone = Contenders(session, heap: 0, alone: null);
        Entry[] beside = hasRoom ? Contenders(session, heap, alone.First(entry => entry.Name == "ours")) : [];

        // All in one case: what the memory changes is seen only side by side.
        await new Case("all", [.. alone, .. beside]).RunAsync(session.Scale);
        return new ComparisonTable("Start of /bin/true, and the wait for it", "time", TimeFormat.Microseconds,
            [new Case("alone", alone), new Case($"with {Sizes.Name(heap)} of memory", beside)])
        {
            Notes =
            [
                "CliWrap and MedallionShell always redirect all three streams",
                .. hasRoom ? Array.Empty<string>() : [$"not measured with {Sizes.Name(heap)} of memory in each parent: there is not enough"],
            ],
        };
    }

    private static Entry[] Contenders(Session session, long heap, Entry? alone)
    {
        long count = session.Scale.Of(40, 3);
        string request = FormattableString.Invariant($"start {count}");
        string bytes = heap.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Entry? native = session.HasNative ? new Entry("C posix_spawn", session.StartNative("start", bytes), request, count) : null;
        Entry ours = new("ours", session.Start(Roles.Start, Starters.Ours, bytes), request, count)
        {
            Base = native,
            Targets = [.. native is null ? Array.Empty<Target>() : [Target.OfBase(1.05)], .. alone is null ? Array.Empty<Target>() : [Target.Of(alone, Unchanged)]],
        };
        Entry Other(string name, string kind) =>
            new(name, session.Start(Roles.Start, kind, bytes), request, count) { Base = native ?? ours };
        IEnumerable<Entry?> all =
        [
            native,
            ours,
            Other("System.Diagnostics.Process", Starters.Process),
            Other("CliWrap", Starters.CliWrap),
            Other("MedallionShell", Starters.MedallionShell),
        ];
        return [.. all.OfType<Entry>()];
    }

    private static long Available() => Field(File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)));

    private static long Field(string line) => long.Parse(
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
}
