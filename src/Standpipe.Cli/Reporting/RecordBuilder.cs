using System.Reflection;
using System.Runtime.InteropServices;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>Puts together what the run's result says and what the observer saw.</summary>
internal static class RecordBuilder
{
    private const int Digits = 4;

    /// <summary>Puts it together.</summary>
    /// <param name="result">The result.</param>
    /// <param name="run">What else the tool knows.</param>
    /// <param name="profile">What was seen; null if nobody looked.</param>
    /// <param name="observedFrom">When the observer was made, since the start.</param>
    internal static RunRecord Build(GraphResult result, RunFacts run, GraphProfile? profile, TimeSpan observedFrom) => new()
    {
        Tool = new ToolRecord(Complaint.ToolName, Version()),
        Platform = new PlatformRecord(RuntimeInformation.OSDescription, Kebab(RuntimeInformation.OSArchitecture), Environment.ProcessorCount),
        Graph = run.Graph,
        Start = result.StartTime,
        End = result.StartTime + result.Elapsed,
        StartNs = run.StartNs,
        DurationNs = Ns(result.Elapsed),
        Result = new ResultRecord
        {
            State = State(result, run),
            ExitCode = run.ExitCode,
            Signal = run.Signal,
            Policy = run.Policy == GraphExitPolicy.PipeFail ? "pipefail" : Kebab(run.Policy),
            CauseStage = result.Cause?.Node.Name,
            Reason = run.ExitCode == 0 ? null : result.Reason,
        },
        Stages = [.. result.Nodes.Select(node => Stage(node, profile?.Stages.FirstOrDefault(stage => stage.Name == node.Node.Name)))],
        Edges = [.. result.Edges.Select(edge => Edge(edge, profile?.Edges.FirstOrDefault(candidate => candidate.Name == edge.Edge.Name), result.Elapsed))],
        Bottleneck = profile?.Bottleneck is { } bottleneck ? Bottleneck(bottleneck) : null,
        History = profile is { History.Count: > 0 } ? History(profile, observedFrom) : null,
        Warnings = [.. result.Warnings.Select(warning => warning.Message)],
    };

    private static string State(GraphResult result, RunFacts run) =>
        run.Signal is not null ? "interrupted"
        : result.StopReason == GraphStopReason.TimedOut ? "timed-out"
        : run.ExitCode == 0 ? "succeeded"
        : "failed";

    private static StageRecord Stage(GraphNodeResult node, StageProfile? profile) => new()
    {
        Name = node.Node.Name,
        Argv = node.Node.Options is { } options ? [options.Program, .. options.Arguments] : [],
        Pid = node.ProcessId,
        StartNs = Ns(node.Started),
        EndNs = Ns(node.Ended),
        Exit = new ExitRecord
        {
            Kind = ExitKind(node),
            Code = node.Status?.Code,
            Signal = node.Status?.Signal,
            SignalName = node.Status?.SignalName,
            CoreDumped = node.Status?.CoreDumped ?? false,
        },
        Usage = node.Usage is { } usage
            ? new UsageRecord
            {
                UserNs = Ns(usage.UserTime),
                SystemNs = Ns(usage.SystemTime),
                PeakMemory = usage.PeakMemory,
                PeakMemoryIsUpperBound = usage.PeakMemoryIsUpperBound,
            }
            : null,
        Time = profile is not null ? Time(profile) : null,
        BytesRead = profile?.BytesRead,
        BytesWritten = profile?.BytesWritten,
    };

    private static string ExitKind(GraphNodeResult node) => node.Outcome switch
    {
        GraphNodeOutcome.EarlyClose => "early-close",
        GraphNodeOutcome.LostReader => "lost-reader",
        GraphNodeOutcome.Stopped => "stopped",
        _ => node.Status?.Signal is not null ? "signaled" : node.Status is { IsUnknown: true } ? "unknown" : "exited",
    };

    private static TimeRecord Time(StageProfile stage)
    {
        return new TimeRecord
        {
            ObservedNs = Ns(stage.ObservedTime),
            OnCpuNs = Part(stage.RunShare),
            CpuWaitNs = Part(stage.CpuWaitShare),
            BlockedReadNs = Part(stage.BlockedReadShare),
            BlockedWriteNs = Part(stage.BlockedWriteShare),
            OtherNs = Part(stage.OtherShare),
            Other = stage.OtherState is { } other ? Kebab(other) : null,
            Processors = Round(stage.CpuShare),
        };

        long? Part(double? share) => share is { } part ? Ns(stage.ObservedTime * part) : null;
    }

    private static EdgeRecord Edge(GraphEdgeResult edge, EdgeProfile? profile, TimeSpan elapsed)
    {
        // What was counted is best, then what the observer could prove.
        bool counted = edge.ByteQuality == GraphByteQuality.Exact || (edge.Bytes is not null && profile?.Quality is not ByteQuality.Exact);
        long? bytes = counted ? edge.Bytes : profile?.BytesTransferred;
        IReadOnlyList<PortRecord> from = ObservedEdges.Writers(edge.Edge);
        return new EdgeRecord
        {
            Name = edge.Edge.Name,
            From = from[0],
            AlsoFrom = [.. from.Skip(1)],
            To = ObservedEdges.Reader(edge.Edge),
            Capacity = edge.Capacity ?? profile?.Capacity,
            Bytes = bytes,
            BytesQuality = bytes is null ? "unknown" : counted ? Kebab(edge.ByteQuality) : Kebab(profile!.Quality),
            MeanRate = Round(profile?.MeanRate ?? (elapsed > TimeSpan.Zero ? bytes / elapsed.TotalSeconds : null)),
            MeanFill = Round(profile?.FillShare),
            FullShare = Round(profile?.FullShare),
            EmptyShare = Round(profile?.EmptyShare),
            ClosedFirst = edge.ClosedFirst == GraphSide.Unknown ? null : Kebab(edge.ClosedFirst),
        };
    }

    private static BottleneckRecord Bottleneck(Bottleneck bottleneck) => new()
    {
        Stage = bottleneck.Stage,
        Kind = Kebab(bottleneck.Kind),
        Share = Math.Round(bottleneck.Share, Digits),
        Confidence = Math.Round(bottleneck.Confidence, Digits),
        Reason = bottleneck.Reason,
        Hint = bottleneck.Hint,
        Evidence = bottleneck.Evidence,
    };

    private static HistoryRecord History(GraphProfile profile, TimeSpan observedFrom)
    {
        return new HistoryRecord
        {
            TimeNs = [.. profile.History.Select(sample => Ns(sample.Time + observedFrom))],
            Stages = [.. profile.Stages.Select((stage, i) => new StageSeriesRecord(
                stage.Name, Series(sample => sample.Stages[i].Cpu), Series(sample => sample.Stages[i].BlockedRead), Series(sample => sample.Stages[i].BlockedWrite)))],
            Edges = [.. profile.Edges.Select((edge, i) => new EdgeSeriesRecord(edge.Name, Series(sample => sample.Edges[i].Rate), Series(sample => sample.Edges[i].Fill)))],
        };

        double?[] Series(Func<ProfileSample, float> value) => [.. profile.History.Select(sample => Round(value(sample)))];
    }

    private static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    private static double? Round(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, Digits) : null;

    // WaitingForCpu is waiting-for-cpu, X64 is x64.
    private static string Kebab<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Version() =>
        (typeof(RecordBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
