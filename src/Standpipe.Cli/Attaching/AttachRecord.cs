using System.Diagnostics;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Attaching;

/// <summary>Puts together what the observer saw of a pipeline of which nobody has the result.</summary>
internal static class AttachRecord
{
    private const string Unknown = "unknown";

    /// <summary>Puts it together. How the stages ended is their parent's to know: it is unknown here, never 0.</summary>
    internal static RunRecord Build(FoundPipeline pipeline, AttachFacts facts, GraphProfile profile) => new()
    {
        Tool = ProfileRecords.Tool(),
        Platform = ProfileRecords.Platform(),
        Start = facts.Begin,
        End = facts.Begin + facts.Time,
        StartNs = ProfileRecords.Ns(Stopwatch.GetElapsedTime(0, facts.Start)),
        DurationNs = ProfileRecords.Ns(facts.Time),
        Result = new ResultRecord { State = ResultRecord.Observed, ExitCode = facts.ExitCode, Signal = facts.Signal, Policy = "none" },
        Stages = [.. pipeline.Stages.Zip(profile.Stages, Stage)],
        Edges = [.. pipeline.Edges.Zip(profile.Edges, (edge, seen) => Edge(pipeline, edge, seen))],
        Bottleneck = profile.Bottleneck is { } bottleneck ? ProfileRecords.Bottleneck(bottleneck) : null,
        History = profile.History.Count > 0 ? ProfileRecords.History(profile, TimeSpan.Zero) : null,
    };

    private static StageRecord Stage(FoundStage stage, StageProfile profile) => new()
    {
        Name = stage.Name,
        Argv = stage.Process.CommandLine,
        Pid = stage.Process.Id,
        Exit = new ExitRecord { Kind = Unknown },
        Time = ProfileRecords.Time(profile),
        BytesRead = profile.BytesRead,
        BytesWritten = profile.BytesWritten,
        ReadCalls = profile.ReadCalls,
        WriteCalls = profile.WriteCalls,
    };

    private static EdgeRecord Edge(FoundPipeline pipeline, ObservedEdge edge, EdgeProfile profile)
    {
        long? bytes = ProfileRecords.Bytes(profile.BytesTransferred, profile.Quality);
        EdgeRecord record = new()
        {
            Name = edge.Name,
            From = Port(pipeline, edge.From, edge.FromDescriptor),
            To = Port(pipeline, edge.To, edge.ToDescriptor),
            Bytes = bytes,
            BytesQuality = bytes is null ? Unknown : ProfileRecords.Kebab(profile.Quality),
        };
        return ProfileRecords.Complete(record, profile, TimeSpan.Zero);
    }

    // Whoever is outside has a descriptor too, but none of the graph's.
    private static PortRecord Port(FoundPipeline pipeline, string name, int descriptor) =>
        new(name, pipeline.Stages.Any(stage => stage.Name == name) ? descriptor : null);
}
