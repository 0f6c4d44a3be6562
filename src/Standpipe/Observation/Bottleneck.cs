namespace Standpipe.Observation;

/// <summary>The stage that all others wait for.</summary>
/// <remarks>
/// <para><b>Source</b>: docs/observation.md has the rule.</para>
/// </remarks>
public sealed record Bottleneck
{
    /// <summary>Gets the stage's name.</summary>
    /// <value>One of the observed stages.</value>
    public required string Stage { get; init; }

    /// <summary>Gets what the stage spends its time with.</summary>
    /// <value>The largest part of it.</value>
    public required BottleneckKind Kind { get; init; }

    /// <summary>Gets the share of the time in which the stage waited for no other.</summary>
    /// <value>0 to 1, of the time that the graph ran.</value>
    public required double Share { get; init; }

    /// <summary>Gets how sure that is.</summary>
    /// <value>0 to 1: from the distance to the next stage, the number of samples, and whether the pipes' fill agrees.</value>
    public required double Confidence { get; init; }

    /// <summary>Gets the stage that would hold up the others if no stage had to wait for a processor.</summary>
    /// <value>
    /// One of the observed stages; another than <see cref="Stage"/> where the processors are short, and who waits for one is not who has most to do.
    /// <see langword="null"/> if it is not known who waits for a processor.
    /// </value>
    public string? UncontendedStage { get; init; }

    /// <summary>Gets why, in a sentence.</summary>
    /// <value>English.</value>
    public required string Reason { get; init; }

    /// <summary>Gets what might help, in a sentence.</summary>
    /// <value><see langword="null"/> if there is nothing to say.</value>
    public string? Hint { get; init; }

    /// <summary>Gets what else speaks for it, or against it.</summary>
    /// <value>Sentences.</value>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
