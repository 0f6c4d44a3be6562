namespace Standpipe.Cli.Reporting.Records;

/// <summary>How a run ended.</summary>
internal sealed record ResultRecord
{
    /// <summary>The state of a graph that was only observed: how it ended, its parent knows.</summary>
    internal const string Observed = "observed";

    /// <summary>The state of a graph of which a program could not be started, or a file not be opened: nothing ran.</summary>
    internal const string NotStarted = "not-started";

    /// <summary>Gets the outcome: <c>succeeded</c>, <c>failed</c>, <c>timed-out</c>, <c>stalled</c>, <c>interrupted</c>, <c>not-started</c> or <c>observed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Gets the tool's exit code; what a shell makes of it if a signal ended the tool.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Gets the signal that ended the tool.</summary>
    public int? Signal { get; init; }

    /// <summary>Gets the rule by which the exit code was chosen; <c>none</c> if it says nothing of the stages.</summary>
    public required string Policy { get; init; }

    /// <summary>Gets the stage whose failure is the run's.</summary>
    public string? CauseStage { get; init; }

    /// <summary>Gets the cause in words.</summary>
    public string? Reason { get; init; }
}
