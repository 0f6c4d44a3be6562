using Standpipe.Benchmarks.Children;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Tables;

/// <summary>cat FILE | cat | cat > /dev/null.</summary>
internal static class PipelineTable
{
    // 0.97 of its throughput.
    private const double Limit = 1.03;

    /// <summary>Measures.</summary>
    internal static async Task<ComparisonTable> RunAsync(Session session)
    {
        long bytes = session.Scale.IsDry ? 1L << 20 : session.Scale.Factor == 1 ? 256L << 20 : 2L << 30;
        long fewer = session.Scale.IsDry ? bytes : bytes / 16;
        string file = session.SparseFile(bytes);
        Entry shell = Contender(session, "sh", PipelineKinds.Shell, file, bytes, null);
        Entry[] entries =
        [
            shell,
            Contender(session, "ours, joined directly", PipelineKinds.Ours, file, bytes, shell, Target.OfBase(Limit)),
            Contender(session, "CliWrap's operator", PipelineKinds.CliWrap, file, bytes, shell),
            Contender(session, "MedallionShell's operator", PipelineKinds.MedallionShell, session.SparseFile(fewer), fewer, shell),
        ];
        Case @case = new(Sizes.Name(bytes), entries);
        await @case.RunAsync(session.Scale);
        return new ComparisonTable("cat FILE | cat | cat > /dev/null", "time per GiB", TimeFormat.SecondsPerGibibyte, [@case])
        {
            Notes =
            [
                $"MedallionShell's: {Sizes.Name(fewer)}, and its time is scaled by the bytes",
                "CliWrap and MedallionShell have no way to give a child /dev/null: they read the last output and drop it",
                "<= 1.03 of sh's time is >= 0.97 of its throughput",
            ],
        };
    }

    private static Entry Contender(Session session, string name, string kind, string file, long bytes, Entry? shell, params Target[] targets) =>
        new(name, session.Start(Roles.Pipeline, kind), FormattableString.Invariant($"run {bytes} {file}"), bytes)
        {
            Base = shell,
            Check = FormattableString.Invariant($"check {bytes} {file}"),
            Targets = targets,
        };
}
