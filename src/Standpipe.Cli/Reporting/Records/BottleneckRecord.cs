namespace Standpipe.Cli.Reporting.Records;

/// <summary>The stage that all others waited for.</summary>
internal sealed record BottleneckRecord
{
    /// <summary>Gets the stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets the kind: <c>cpu</c>, <c>waiting-for-cpu</c>, <c>disk</c>, <c>network</c>, <c>terminal</c>, <c>sleeping</c>, <c>source</c>, <c>sink</c>, <c>waiting</c> or <c>unknown</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the share of time in which it waited for no other stage.</summary>
    public required double Share { get; init; }

    /// <summary>Gets how sure that is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets the stage that it would be if none had to wait for a processor; <see langword="null"/> if that is not known.</summary>
    public string? UncontendedStage { get; init; }

    /// <summary>Gets why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets what might help, in a sentence.</summary>
    public string? Hint { get; init; }

    /// <summary>Gets what else speaks for it, or against it.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }
}
