using Standpipe.Cli.Planning;
using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Running;

/// <summary>How to run a graph.</summary>
internal sealed class RunOptions
{
    /// <summary>Gets how long it may run; null: for ever.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>Gets how long it may stand still; null: it is only told of; zero: not even that.</summary>
    internal TimeSpan? StallTimeout { get; init; }

    /// <summary>Gets how long stages may take to end when they are told to.</summary>
    internal TimeSpan KillAfter { get; init; }

    /// <summary>Gets whose end is the tool's.</summary>
    internal GraphExitPolicy ExitPolicy { get; init; }

    /// <summary>Gets what is made of a stage whose reader had had enough.</summary>
    internal GraphEarlyClosePolicy EarlyClose { get; init; }

    /// <summary>Gets the file for the stages' exit codes; null for none.</summary>
    internal string? StatusFile { get; init; }

    /// <summary>Gets the edge that is looked into; null for none.</summary>
    internal PlanPipe? Peek { get; init; }

    /// <summary>Gets whether the end of each stage's standard error is kept.</summary>
    internal bool StderrTail { get; init; }

    /// <summary>Gets the graph as it was given; null if it was given by other options.</summary>
    internal string? Graph { get; init; }

    /// <summary>Gets what is to be seen of it.</summary>
    internal ObservationOptions Observation { get; init; } = new();
}
