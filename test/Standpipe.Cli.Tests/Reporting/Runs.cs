using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Tests.Reporting;

/// <summary>Runs to report.</summary>
internal static class Runs
{
    private const long Second = 1_000_000_000;
    private const long MiB = 1 << 20;

    /// <summary>Gets <c>tar | zstd | ssh</c>, in which zstd holds the others up and ssh fails.</summary>
    internal static RunRecord Straight { get; } = new()
    {
        Tool = new ToolRecord("standpipe", "1.2.3"),
        Platform = new PlatformRecord("Linux 6.1", "x64", 2),
        Graph = "tar c /srv | zstd -6 | ssh nas",
        Start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        End = new DateTimeOffset(2026, 1, 2, 3, 4, 47, TimeSpan.Zero),
        StartNs = 7 * Second,
        DurationNs = 42_300_000_000,
        Result = new ResultRecord
        {
            State = "failed",
            ExitCode = 255,
            Policy = "cause",
            CauseStage = "ssh",
            Reason = "ssh exited with 255 after 41.0 s; tar and zstd then lost their reader",
        },
        Stages =
        [
            Stage("tar", ["tar", "c", "/srv"], new ExitRecord { Kind = "early-close", Signal = 13, SignalName = "SIGPIPE" }, 0.04, 0, 0.95),
            Stage("zstd", ["zstd", "-6"], new ExitRecord { Kind = "exited", Code = 0 }, 0.98, 0.003, 0),
            Stage("ssh", ["ssh", "nas"], new ExitRecord { Kind = "exited", Code = 255 }, 0.02, 0.94, 0),
        ],
        Edges =
        [
            Edge("tar", 1, "zstd", 0, 5437 * MiB, 0.96, 0.93, 0.001),
            Edge("zstd", 1, "ssh", 0, 1044 * MiB, 0.01, 0, 0.97),
        ],
        Bottleneck = new BottleneckRecord
        {
            Stage = "zstd",
            Kind = "cpu",
            Share = 0.93,
            Confidence = 0.9,
            Reason = "zstd used a whole processor while its input was full and its output empty.",
            Hint = "Let it use more processors: zstd -T0.",
            Evidence = ["tar.1->zstd.0 was full 93% of the time.", "zstd.1->ssh.0 was empty 97% of the time."],
        },
        History = History(["tar", "zstd", "ssh"], ["tar.1->zstd.0", "zstd.1->ssh.0"]),
    };

    /// <summary>Gets a run of a diamond with a cycle, in which everything that came from outside is hostile.</summary>
    internal static RunRecord Hostile { get; } = Straight with
    {
        Graph = "cat '<script>alert(1)</script>' | \"]]>&",
        Stages =
        [
            Stage("tee", ["tee", "<script>alert(2)</script>", "\e[31mred\a\0"], new ExitRecord { Kind = "exited", Code = 0 }, 0.1, 0.1, 0.7),
            Stage("grep", ["grep", "\" onload=\"alert(3)"], new ExitRecord { Kind = "exited", Code = 1 }, 0.3, 0.6, 0),
            Stage("sha256sum", ["sha256sum", "'&lt;"], new ExitRecord { Kind = "exited", Code = 0 }, 0.95, 0, 0),
            Stage("paste", ["paste"], new ExitRecord { Kind = "exited", Code = 0 }, 0.01, 0.9, 0),
        ],
        Edges =
        [
            Edge("<b>file", null, "tee", 0, 100 * MiB, 0.5, 0.4, 0.1),
            Edge("tee", 1, "grep", 0, 100 * MiB, 0.2, 0.1, 0.7),
            Edge("tee", 3, "sha256sum", 0, 100 * MiB, 0.98, 0.97, 0),
            Edge("tee", 4, "paste", 4, 100 * MiB, 0.5, 0.5, 0.2),
            Edge("grep", 1, "paste", 0, 3 * MiB, 0.3, 0.1, 0.7),
            Edge("sha256sum", 1, "paste", 3, 65, 0, 0, 1),
            Edge("paste", 5, "tee", 5, 65, 0, 0, 1),
        ],
        Bottleneck = Straight.Bottleneck! with { Stage = "sha256sum", Reason = "<script>alert(4)</script>", Hint = "</p><img src=x onerror=alert(5)>" },
        History = History(["tee", "grep", "sha256sum", "paste"], ["a", "<i>b</i>"]),
        Warnings = ["<script>alert(6)</script>"],
    };

    /// <summary>Gets the same run, not observed.</summary>
    internal static RunRecord Unobserved { get; } = Straight with
    {
        Stages = [.. Straight.Stages.Select(stage => stage with { Time = null, Usage = null, BytesRead = null, BytesWritten = null })],
        Edges = [.. Straight.Edges.Select(edge => edge with { Bytes = null, MeanFill = null, FullShare = null, EmptyShare = null, MeanRate = null, BytesQuality = "unknown" })],
        Bottleneck = null,
        History = null,
    };

    /// <summary>Gets the same run, seen by somebody who attached to it: how the stages ended, and what they used, is their parent's to know.</summary>
    internal static RunRecord Observed { get; } = Straight with
    {
        Graph = null,
        Result = new ResultRecord { State = ResultRecord.Observed, ExitCode = 0, Policy = "none" },
        Stages = [.. Straight.Stages.Select(stage => stage with { StartNs = null, EndNs = null, Exit = new ExitRecord { Kind = "unknown" }, Usage = null })],
        Edges = [.. Straight.Edges.Select(edge => edge with { ClosedFirst = null, BytesQuality = "estimate" })],
    };

    private static StageRecord Stage(string name, string[] argv, ExitRecord exit, double cpu, double reading, double writing) => new()
    {
        Name = name,
        Argv = argv,
        Pid = 4711,
        StartNs = 0,
        EndNs = 42 * Second,
        Exit = exit,
        Usage = new UsageRecord { UserNs = (long)(cpu * 40 * Second), SystemNs = (long)(cpu * 2 * Second), PeakMemory = 14 * MiB, PeakMemoryIsUpperBound = false },
        Time = new TimeRecord
        {
            ObservedNs = 42 * Second,
            OnCpuNs = (long)(cpu * 42 * Second),
            CpuWaitNs = 42 * Second / 100,
            BlockedReadNs = (long)(reading * 42 * Second),
            BlockedWriteNs = (long)(writing * 42 * Second),
            OtherNs = (long)((0.99 - cpu - reading - writing) * 42 * Second),
            Processors = cpu,
        },
        BytesRead = 5437 * MiB,
        BytesWritten = 1044 * MiB,
    };

    private static EdgeRecord Edge(string from, int? fromFd, string to, int toFd, long bytes, double fill, double full, double empty) => new()
    {
        Name = $"{new PortRecord(from, fromFd)}->{to}.{toFd}",
        From = new PortRecord(from, fromFd),
        To = new PortRecord(to, toFd),
        Capacity = 65536,
        Bytes = bytes,
        BytesQuality = "exact",
        MeanRate = bytes / 42.3,
        MeanFill = fill,
        FullShare = full,
        EmptyShare = empty,
        ClosedFirst = "writer",
    };

    private static HistoryRecord History(string[] stages, string[] edges) => new()
    {
        TimeNs = [.. Enumerable.Range(1, 100).Select(i => i * 423_000_000L)],
        Stages = [.. stages.Select((name, n) => new StageSeriesRecord(name, Wave(n, 1), Wave(n + 1, 0.9), Wave(n + 2, 0.8)))],
        Edges = [.. edges.Select((name, n) => new EdgeSeriesRecord(name, Wave(n, 130 * MiB / (n + 1)), Wave(n + 1, 1)))],
    };

    // The middle is not known, as when a stage was stopped.
    private static double?[] Wave(int phase, double height) =>
        [.. Enumerable.Range(0, 100).Select(i => i is > 50 and < 55 ? (double?)null : height * (0.6 + (0.4 * Math.Sin((i / 7.0) + (2 * phase)))))];
}
