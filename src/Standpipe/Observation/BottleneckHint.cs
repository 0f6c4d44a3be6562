namespace Standpipe.Observation;

/// <summary>What might help: only what is known of the program, or of the pipe.</summary>
internal static class BottleneckHint
{
    private const double OneProcessor = 1.1;
    private const double Seldom = 0.1;
    private const double Often = 0.6;
    private const int LargePipe = 1 << 20;

    /// <summary>The hint, or null.</summary>
    internal static string? For(GraphProfile profile, StageProfile stage, BottleneckKind kind, string? uncontended) => kind switch
    {
        BottleneckKind.Cpu or BottleneckKind.WaitingForCpu when uncontended is not null && uncontended != stage.Name =>
            $"The processors are short; with one for each stage, {uncontended} would be the bottleneck.",
        BottleneckKind.Cpu => ForProgram(stage.Program ?? stage.Name, stage.CpuShare < OneProcessor && Environment.ProcessorCount > 1)
            ?? ForBursts(profile, stage),
        BottleneckKind.WaitingForCpu => "Other processes use the processors; fewer of them, or more processors, would help.",
        _ => ForBursts(profile, stage),
    };

    private static string? ForProgram(string program, bool hasRoom) => program switch
    {
        "gzip" when hasRoom => "gzip uses one processor; pigz writes the same format with several, and a lower level (-1) takes less time.",
        "gzip" => "A lower level (gzip -1) takes less time and compresses less.",
        "bzip2" when hasRoom => "bzip2 uses one processor; lbzip2 and pbzip2 write the same format with several.",
        "xz" when hasRoom => "xz -T0 uses all processors; a lower level (-1) takes less time.",
        "xz" => "A lower level (xz -1) takes less time and compresses less.",
        "zstd" when hasRoom => "zstd -T0 uses all processors; a lower level (-1) takes less time.",
        "zstd" => "A lower level (zstd -1) takes less time and compresses less.",
        "sort" => "LC_ALL=C makes sort compare bytes, which is faster where that order will do; --parallel and a larger buffer (-S) may help too.",
        "grep" or "sed" => $"LC_ALL=C makes {program} work on bytes, which can be faster where the text's language does not matter.",
        _ => null,
    };

    /// <summary>A pipe that is now full, now empty, joins two that work in bursts.</summary>
    private static string? ForBursts(GraphProfile profile, StageProfile stage)
    {
        EdgeProfile? edge = profile.Edges.FirstOrDefault(edge => (edge.From == stage.Name || edge.To == stage.Name)
            && edge.FullShare is > Seldom and < Often && edge.EmptyShare is > Seldom and < Often && edge.Capacity < LargePipe);
        return edge is null ? null : $"{edge.Name} was now full, now empty: a larger pipe may even that out.";
    }
}
