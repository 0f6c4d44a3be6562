namespace Standpipe.Observation;

/// <summary>Names the stage that all others wait for.</summary>
/// <remarks>
/// Who waits for nobody holds up the others: the stage with the least time blocked on edges. A stage that has ended holds up nobody either. Where two
/// are close together, the pipes decide: a full one in front of a stage whose own output is not full.
/// </remarks>
internal static class BottleneckRule
{
    private const int LeastSamples = 8;
    private const double LeastSeconds = 0.1;

    // Below this everybody waits most of the time, and for each other.
    private const double LeastShare = 0.1;

    // Closer than this, the shares alone do not decide.
    private const double Close = 0.15;

    private const double Mostly = 0.5;
    private const double SamplesToBeSure = 40;
    private const double MarginToBeSure = 0.5;
    private const double WeightOfMargin = 0.7;

    /// <summary>Finds it.</summary>
    /// <param name="profile">The stages and edges.</param>
    /// <returns>Null if nothing can be said.</returns>
    internal static Bottleneck? Find(GraphProfile profile)
    {
        double seconds = profile.Stages.Select(stage => stage.ObservedTime.TotalSeconds).DefaultIfEmpty().Max();
        if (profile.Samples < LeastSamples || seconds < LeastSeconds)
        {
            return null;
        }

        (StageProfile Stage, double Share)[] ranked =
        [
            .. profile.Stages.Where(IsKnown).Select(stage => (stage, Unblocked(stage, seconds))).OrderByDescending(one => one.Item2),
        ];
        if (ranked.Length == 0 || ranked[0].Share < LeastShare)
        {
            return null;
        }

        StageProfile? filled = FindByFill(profile);
        (StageProfile Stage, double Share) chosen = ranked[0];
        foreach ((StageProfile Stage, double Share) one in ranked)
        {
            chosen = one.Stage == filled && ranked[0].Share - one.Share < Close ? one : chosen;
        }

        double next = ranked.Where(one => one.Stage != chosen.Stage).Select(one => one.Share).DefaultIfEmpty().Max();
        double margin = Math.Clamp((chosen.Share - next) / MarginToBeSure, 0, 1);
        double sureness = (margin * WeightOfMargin) + (chosen.Stage == filled ? 1 - WeightOfMargin : 0);
        BottleneckKind kind = KindOf(chosen.Stage);
        string? uncontended = FindUncontended(ranked, chosen, seconds);
        return new Bottleneck
        {
            Stage = chosen.Stage.Name,
            Kind = kind,
            Share = chosen.Share,
            UncontendedStage = uncontended,
            Confidence = sureness * Math.Min(1, profile.Samples / SamplesToBeSure),
            Reason = BottleneckText.Reason(profile, chosen.Stage, kind),
            Hint = BottleneckHint.For(profile, chosen.Stage, kind, uncontended),
            Evidence = BottleneckText.Evidence(profile, chosen.Stage, filled),
        };
    }

    /// <summary>The stage in front of which the bytes pile up: behind a full pipe, and before none.</summary>
    /// <returns>Null if the fill is not known; where no pipe is full, the first stage that reads none.</returns>
    internal static StageProfile? FindByFill(GraphProfile profile)
    {
        if (profile.Edges.Count == 0 || profile.Edges.All(edge => edge.FullShare is null))
        {
            return null;
        }

        bool IsFull(EdgeProfile edge) => edge.FullShare > Mostly;
        return profile.Stages.LastOrDefault(stage =>
                profile.Edges.Any(edge => edge.To == stage.Name && IsFull(edge)) && !profile.Edges.Any(edge => edge.From == stage.Name && IsFull(edge)))
            ?? profile.Stages.FirstOrDefault(stage => profile.Edges.All(edge => edge.To != stage.Name));
    }

    /// <summary>The stage that would be busy longest if nobody had to wait for a processor: all pass on the same bytes. The one that was found, if it hardly had to.</summary>
    private static string? FindUncontended((StageProfile Stage, double Share)[] ranked, (StageProfile Stage, double Share) chosen, double seconds)
    {
        return ranked.Any(one => one.Stage.CpuWaitShare is null) ? null
            : chosen.Share - Need(chosen.Stage) < Close ? chosen.Stage.Name
            : ranked.MaxBy(one => Need(one.Stage)).Stage.Name;

        // What a host took from a stage while it ran is no processor time.
        double Need(StageProfile stage) => stage.ObservedTime.TotalSeconds / seconds
            * ((stage.OtherShare ?? 0) + Math.Min(stage.RunShare ?? 0, stage.CpuShare ?? double.MaxValue));
    }

    private static bool IsKnown(StageProfile stage) => stage is { BlockedReadShare: not null, BlockedWriteShare: not null };

    /// <summary>The share of the graph's time in which the stage was there and waited for no edge.</summary>
    private static double Unblocked(StageProfile stage, double seconds) =>
        Math.Clamp(stage.ObservedTime.TotalSeconds / seconds * (1 - stage.BlockedReadShare!.Value - stage.BlockedWriteShare!.Value), 0, 1);

    private static BottleneckKind KindOf(StageProfile stage)
    {
        double run = stage.RunShare ?? 0;
        double wait = stage.CpuWaitShare ?? 0;
        if ((stage.OtherShare ?? 0) <= Math.Max(run, wait))
        {
            return wait > run ? BottleneckKind.WaitingForCpu : BottleneckKind.Cpu;
        }

        return stage.OtherState switch
        {
            StageState.Disk => BottleneckKind.Disk,
            StageState.Network => BottleneckKind.Network,
            StageState.Terminal => BottleneckKind.Terminal,
            StageState.Source => BottleneckKind.Source,
            StageState.Sink => BottleneckKind.Sink,
            StageState.Sleeping => BottleneckKind.Sleeping,
            StageState.Waiting => BottleneckKind.Waiting,
            _ => BottleneckKind.Unknown,
        };
    }
}
