using System.Reflection;
using System.Runtime.InteropServices;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>The parts of a record that come from what the observer saw, and from where the tool runs.</summary>
internal static class ProfileRecords
{
    private const int Digits = 4;

    /// <summary>This tool.</summary>
    internal static ToolRecord Tool() => new(Complaint.ToolName, Version());

    /// <summary>This system.</summary>
    internal static PlatformRecord Platform() => new(RuntimeInformation.OSDescription, Kebab(RuntimeInformation.OSArchitecture), Environment.ProcessorCount);

    /// <summary>Where a stage's time went.</summary>
    internal static TimeRecord Time(StageProfile stage)
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

    /// <summary>The bytes of an edge; nothing is not known of what is only estimated: who splices moves what nobody counts.</summary>
    internal static long? Bytes(long? bytes, ByteQuality? quality) => bytes == 0 && quality != ByteQuality.Exact ? null : bytes;

    /// <summary>The rate of an edge whose bytes may be not known.</summary>
    internal static double? Rate(EdgeProfile edge) => Bytes(edge.BytesTransferred, edge.Quality) is null ? null : edge.Rate;

    /// <summary>What was seen of an edge, added to what else is known of it.</summary>
    /// <param name="edge">What else is known.</param>
    /// <param name="profile">What was seen; null if nobody looked.</param>
    /// <param name="observedFrom">When the observer was made, since the start.</param>
    internal static EdgeRecord Complete(EdgeRecord edge, EdgeProfile? profile, TimeSpan observedFrom) => profile is null ? edge : edge with
    {
        Capacity = edge.Capacity ?? profile.Capacity,
        WriteCalls = profile.WriteCalls,
        ReadCalls = profile.ReadCalls,
        FirstByteNs = Ns(profile.FirstByte + observedFrom),
        LastByteNs = Ns(profile.LastByte + observedFrom),
        WriterBlockedNs = Ns(profile.WriterBlockedTime),
        ReaderBlockedNs = Ns(profile.ReaderBlockedTime),
        // What came before the first look is in the bytes, and in no rate of the observer's.
        MeanRate = edge.Bytes is null ? null : edge.MeanRate ?? Round(profile.MeanRate),
        MeanFill = Round(profile.FillShare),
        FullShare = Round(profile.FullShare),
        EmptyShare = Round(profile.EmptyShare),
    };

    /// <summary>The bottleneck.</summary>
    internal static BottleneckRecord Bottleneck(Bottleneck bottleneck) => new()
    {
        Stage = bottleneck.Stage,
        Kind = Kebab(bottleneck.Kind),
        Share = Math.Round(bottleneck.Share, Digits),
        Confidence = Math.Round(bottleneck.Confidence, Digits),
        UncontendedStage = bottleneck.UncontendedStage,
        Reason = bottleneck.Reason,
        Hint = bottleneck.Hint,
        Evidence = bottleneck.Evidence,
    };

    /// <summary>How it went over time.</summary>
    /// <param name="profile">What was seen.</param>
    /// <param name="observedFrom">When the observer was made, since the start.</param>
    internal static HistoryRecord History(GraphProfile profile, TimeSpan observedFrom)
    {
        return new HistoryRecord
        {
            TimeNs = [.. profile.History.Select(sample => Ns(sample.Time + observedFrom))],
            Stages = [.. profile.Stages.Select((stage, i) => new StageSeriesRecord(
                stage.Name,
                Series(sample => sample.Stages[i].Cpu),
                Series(sample => sample.Stages[i].BlockedRead, stage.BlockedReadShare is not null),
                Series(sample => sample.Stages[i].BlockedWrite, stage.BlockedWriteShare is not null)))],
            Edges = [.. profile.Edges.Select((edge, i) => new EdgeSeriesRecord(
                edge.Name, Series(sample => sample.Edges[i].Rate, Bytes(edge.BytesTransferred, edge.Quality) is not null), Series(sample => sample.Edges[i].Fill)))],
        };

        // What is not known of the whole is not known of its parts.
        double?[] Series(Func<ProfileSample, float> value, bool isKnown = true) => [.. profile.History.Select(sample => isKnown ? Round(value(sample)) : null)];
    }

    /// <summary>A time in nanoseconds.</summary>
    internal static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>A time in nanoseconds, if there is one.</summary>
    internal static long? Ns(TimeSpan? time) => time is { } known ? Ns(known) : null;

    /// <summary>A number with the digits that mean something; null for what is none.</summary>
    internal static double? Round(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, Digits) : null;

    /// <summary>A name as the records have it: WaitingForCpu is waiting-for-cpu, X64 is x64.</summary>
    internal static string Kebab<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Version() =>
        (typeof(ProfileRecords).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
