using System.Diagnostics;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>Puts together what the run's result says and what the observer saw.</summary>
internal static class RecordBuilder
{
    /// <summary>Puts it together.</summary>
    /// <param name="result">The result.</param>
    /// <param name="run">What else the tool knows.</param>
    /// <param name="profile">What was seen; null if nobody looked.</param>
    /// <param name="observedFrom">When the observer was made, since the start.</param>
    internal static RunRecord Build(GraphResult result, RunFacts run, GraphProfile? profile, TimeSpan observedFrom) => new()
    {
        Tool = ProfileRecords.Tool(),
        Platform = ProfileRecords.Platform(),
        Graph = run.Graph,
        Start = result.StartTime,
        End = result.StartTime + result.Elapsed,
        StartNs = ProfileRecords.Ns(Stopwatch.GetElapsedTime(0, run.Start)),
        DurationNs = ProfileRecords.Ns(result.Elapsed),
        Result = new ResultRecord
        {
            State = State(result, run),
            ExitCode = run.ExitCode,
            Signal = run.Signal,
            Policy = run.PolicyName,
            CauseStage = result.Cause?.Node.Name,
            Reason = run.ExitCode == 0 ? null : result.Reason,
        },
        Stages = [.. result.Nodes.Select(node => Stage(node, run, profile?.Stages.FirstOrDefault(stage => stage.Name == node.Node.Name)))],
        Edges = [.. result.Edges.Where(edge => !ObservedParts.IsTail(edge.Edge, run.StderrTails.Keys)).Select(edge => Edge(edge, profile?.Edges.FirstOrDefault(candidate => candidate.Name == edge.Edge.Name), result.Elapsed, observedFrom))],
        Bottleneck = profile?.Bottleneck is { } bottleneck ? ProfileRecords.Bottleneck(bottleneck) : null,
        History = profile is { History.Count: > 0 } ? ProfileRecords.History(profile, observedFrom) : null,
        Warnings = [.. result.Warnings.Select(warning => warning.Message)],
    };

    private static string State(GraphResult result, RunFacts run) =>
        run.Signal is not null ? "interrupted"
        : result.StopReason == GraphStopReason.TimedOut ? "timed-out"
        : result.StopReason == GraphStopReason.Stalled ? "stalled"
        : run.ExitCode == 0 ? "succeeded"
        : "failed";

    private static StageRecord Stage(GraphNodeResult node, RunFacts run, StageProfile? profile) => new()
    {
        Name = node.Node.Name,
        Argv = node.Node.Options is { } options ? [options.Program, .. options.Arguments] : [],
        Command = run.Commands.GetValueOrDefault(node.Node.Name),
        Pid = node.ProcessId,
        StartNs = ProfileRecords.Ns(node.Started),
        EndNs = ProfileRecords.Ns(node.Ended),
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
                UserNs = ProfileRecords.Ns(usage.UserTime),
                SystemNs = ProfileRecords.Ns(usage.SystemTime),
                PeakMemory = usage.PeakMemory,
                PeakMemoryIsUpperBound = usage.PeakMemoryIsUpperBound,
                VoluntaryContextSwitches = usage.VoluntaryContextSwitches,
                InvoluntaryContextSwitches = usage.InvoluntaryContextSwitches,
            }
            : null,
        Time = profile is not null ? ProfileRecords.Time(profile) : null,
        BytesRead = profile?.BytesRead,
        BytesWritten = profile?.BytesWritten,
        ReadCalls = profile?.ReadCalls,
        WriteCalls = profile?.WriteCalls,
        StderrTail = run.StderrTails.GetValueOrDefault(node.Node.Name),
    };

    private static string ExitKind(GraphNodeResult node) => node.Outcome switch
    {
        GraphNodeOutcome.EarlyClose => "early-close",
        GraphNodeOutcome.LostReader => "lost-reader",
        GraphNodeOutcome.Stopped => "stopped",
        _ => node.Status?.Signal is not null ? "signaled" : node.Status is { IsUnknown: true } ? "unknown" : "exited",
    };

    private static EdgeRecord Edge(GraphEdgeResult edge, EdgeProfile? profile, TimeSpan elapsed, TimeSpan observedFrom)
    {
        // What was counted is best, then what the observer could prove; unless its writer had written more in the end, which the observer did not see.
        bool counted = edge.ByteQuality == ByteQuality.Exact || (edge.Bytes is { } written && !(profile?.Quality == ByteQuality.Exact && profile.BytesTransferred >= written));
        long? bytes = counted ? ProfileRecords.Bytes(edge.Bytes, edge.ByteQuality) : ProfileRecords.Bytes(profile?.BytesTransferred, profile?.Quality);
        IReadOnlyList<PortRecord> from = ObservedParts.Writers(edge.Edge);
        EdgeRecord record = new()
        {
            Name = edge.Edge.Name,
            From = from[0],
            AlsoFrom = [.. from.Skip(1)],
            To = ObservedParts.Reader(edge.Edge),
            Capacity = edge.Capacity,
            Bytes = bytes,
            BytesQuality = bytes is null ? "unknown" : ProfileRecords.Kebab(counted ? edge.ByteQuality : profile!.Quality),
            MeanRate = ProfileRecords.Round(elapsed > TimeSpan.Zero ? bytes / elapsed.TotalSeconds : null),
            ClosedFirst = edge.ClosedFirst == GraphSide.Unknown ? null : ProfileRecords.Kebab(edge.ClosedFirst),
        };
        return ProfileRecords.Complete(record, profile, observedFrom);
    }
}
