namespace Standpipe.Cli.Viewing;

/// <summary>Everything that one drawing of the view shows.</summary>
/// <param name="Elapsed">How long the graph has run.</param>
/// <param name="Stages">The stages, writers before their readers as far as cycles allow.</param>
/// <param name="Edges">The edges.</param>
internal sealed record FlowFrame(TimeSpan Elapsed, IReadOnlyList<FlowStage> Stages, IReadOnlyList<FlowEdge> Edges)
{
    /// <summary>Gets the bottleneck; null while it is not known.</summary>
    internal FlowVerdict? Verdict { get; init; }

    /// <summary>Gets how far the input has been read; null if it is no file.</summary>
    internal FlowInput? Input { get; init; }

    /// <summary>Gets whether each stage feeds the next one, and nothing else.</summary>
    internal bool IsStraight => Edges.Count == Stages.Count - 1
        && Edges.Select((edge, i) => edge.From == Stages[i].Name && edge.To == Stages[i + 1].Name).All(follows => follows);

    /// <summary>Whether a stage is the bottleneck.</summary>
    internal bool IsBottleneck(FlowStage stage) => Verdict?.Stage == stage.Name;
}
