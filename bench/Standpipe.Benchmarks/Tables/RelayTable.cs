using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Tables;

/// <summary>cat FILE | this process | cat > /dev/null.</summary>
internal static class RelayTable
{
    private static readonly int[] s_capacities = [64 * 1024, 1024 * 1024];

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        long bytes = session.Scale.Of(128L << 20, 1L << 20);
        string file = session.SparseFile(bytes);
        Worker native = session.StartNative("relay");
        Worker splice = session.Start(Roles.Relay, RelayKinds.Splice);
        Worker loop = session.Start(Roles.Relay, RelayKinds.Loop);
        Worker copy = session.Start(Roles.Relay, RelayKinds.Copy);
        List<Case> cases = [];
        foreach (int capacity in s_capacities)
        {
            string request = FormattableString.Invariant($"relay {capacity} {bytes} {file}");
            Entry? inC = session.HasNative ? new Entry("C splice", native, request, bytes) : null;
            Entry ours = new("ours, splice", splice, request, bytes) { Base = inC };
            IEnumerable<Entry?> all =
            [
                inC,
                ours,
                new Entry("ours, read and write", loop, request, bytes) { Base = inC ?? ours },
                new Entry("AnonymousPipe*Stream, CopyToAsync", copy, request, bytes) { Base = inC ?? ours },
            ];
            Case @case = new("pipes of " + Sizes.Name(capacity), [.. all.OfType<Entry>()]);
            await @case.RunAsync(session.Scale);
            cases.Add(@case);
        }

        return new ComparisonTable("cat FILE | this process | cat > /dev/null", "time per GiB", TimeFormat.SecondsPerGibibyte, cases)
        {
            Notes =
            [
                "CopyToAsync: with buffers of 80 KiB, as CliWrap copies",
            ],
        };
    }
}
