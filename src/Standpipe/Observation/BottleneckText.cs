using System.Globalization;

namespace Standpipe.Observation;

/// <summary>Says in words why a stage is the bottleneck.</summary>
internal static class BottleneckText
{
    private const double Mostly = 0.5;
    private const double SeveralProcessors = 1.2;

    /// <summary>The sentence.</summary>
    internal static string Reason(GraphProfile profile, StageProfile stage, BottleneckKind kind)
    {
        string sides = Sides(profile, stage);
        return $"{stage.Name} {Doing(stage, kind)}{sides}.";
    }

    /// <summary>What else there is to say.</summary>
    internal static IReadOnlyList<string> Evidence(GraphProfile profile, StageProfile stage, StageProfile? filled)
    {
        List<string> sentences = [];
        foreach (EdgeProfile edge in profile.Edges.Where(edge => edge.To == stage.Name && edge.FullShare is not null))
        {
            sentences.Add($"Its input {edge.Name} was full {Percent(edge.FullShare)} and empty {Percent(edge.EmptyShare)} of the time.");
        }

        foreach (EdgeProfile edge in profile.Edges.Where(edge => edge.From == stage.Name && edge.FullShare is not null))
        {
            sentences.Add($"Its output {edge.Name} was full {Percent(edge.FullShare)} and empty {Percent(edge.EmptyShare)} of the time.");
        }

        foreach (StageProfile other in profile.Stages.Where(other => other.Name != stage.Name && other.BlockedReadShare is not null))
        {
            sentences.Add(other.BlockedReadShare >= other.BlockedWriteShare
                ? $"{other.Name} waited for its input {Percent(other.BlockedReadShare)} of the time."
                : $"{other.Name} waited for its reader {Percent(other.BlockedWriteShare)} of the time.");
        }

        if (filled is not null && filled.Name != stage.Name)
        {
            sentences.Add($"What is in the pipes points at {filled.Name} instead.");
        }

        return sentences;
    }

    /// <summary>A share in words.</summary>
    internal static string Percent(double? share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round((share ?? 0) * 100)} %");

    private static string Doing(StageProfile stage, BottleneckKind kind) => kind switch
    {
        BottleneckKind.Cpu when stage.CpuShare >= SeveralProcessors => string.Create(
            CultureInfo.InvariantCulture, $"kept {stage.CpuShare:0.0} of {Environment.ProcessorCount} processors busy"),
        BottleneckKind.Cpu => $"ran on a processor {Percent(stage.RunShare)} of the time",
        BottleneckKind.WaitingForCpu => $"was ready to run, but waited for a processor {Percent(stage.CpuWaitShare)} of the time",
        BottleneckKind.Disk => $"waited for a disk {Percent(stage.OtherShare)} of the time",
        BottleneckKind.Network => $"waited for the network {Percent(stage.OtherShare)} of the time",
        BottleneckKind.Terminal => $"waited for a terminal {Percent(stage.OtherShare)} of the time",
        BottleneckKind.Sleeping => $"let time pass {Percent(stage.OtherShare)} of the time",
        BottleneckKind.Source => $"waited for input from outside the graph {Percent(stage.OtherShare)} of the time",
        BottleneckKind.Sink => $"waited for who takes its output, outside the graph, {Percent(stage.OtherShare)} of the time",
        BottleneckKind.Waiting => $"waited {Percent(stage.OtherShare)} of the time, for something that is no pipe of the graph",
        _ => "waited for no other stage",
    };

    private static string Sides(GraphProfile profile, StageProfile stage)
    {
        bool isInputFull = profile.Edges.Any(edge => edge.To == stage.Name && edge.FullShare > Mostly);
        bool isOutputEmpty = profile.Edges.Any(edge => edge.From == stage.Name && edge.EmptyShare > Mostly);
        return (isInputFull, isOutputEmpty) switch
        {
            (true, true) => ", while its input was full and its output empty",
            (true, false) => ", while its input was full",
            (false, true) => ", while its output was empty",
            _ => string.Empty,
        };
    }
}
