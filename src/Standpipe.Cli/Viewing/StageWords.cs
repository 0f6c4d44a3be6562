using Spectre.Console;
using Standpipe.Observation;

namespace Standpipe.Cli.Viewing;

/// <summary>How a stage's state is said and shown.</summary>
internal static class StageWords
{
    /// <summary>Says a state: what the stage does, or waits for.</summary>
    /// <param name="state">The state.</param>
    /// <param name="descriptor">What it is blocked on; said if it is not the usual one.</param>
    internal static string Say(StageState state, int? descriptor = null) => state switch
    {
        StageState.Running => "running",
        StageState.WaitingForCpu => "waiting: cpu",
        StageState.BlockedReading => descriptor > 0 ? $"blocked reading {descriptor}" : "blocked reading",
        StageState.BlockedWriting => descriptor is not null and not 1 ? $"blocked writing {descriptor}" : "blocked writing",
        StageState.Disk => "waiting: disk",
        StageState.Network => "waiting: network",
        StageState.Terminal => "waiting: terminal",
        StageState.Source => "waiting: input",
        StageState.Sink => "waiting: output",
        StageState.Sleeping => "sleeping",
        StageState.Waiting => "waiting",
        StageState.Stopped => "stopped",
        StageState.Exited => "ended",
        _ => "unknown",
    };

    /// <summary>Gives the kind of activity that a state is.</summary>
    internal static FlowActivity Activity(StageState state) => state switch
    {
        StageState.Running or StageState.WaitingForCpu => FlowActivity.Computing,
        StageState.BlockedReading or StageState.Source => FlowActivity.Reading,
        StageState.BlockedWriting or StageState.Sink => FlowActivity.Writing,
        StageState.Exited => FlowActivity.Ended,
        _ => FlowActivity.Other,
    };

    /// <summary>Gives the style of an activity.</summary>
    internal static Style Style(FlowActivity activity) => activity switch
    {
        FlowActivity.Computing => ViewStyles.Processor,
        FlowActivity.Reading => ViewStyles.Reading,
        FlowActivity.Writing => ViewStyles.Writing,
        FlowActivity.Ended => ViewStyles.Quiet,
        _ => ViewStyles.Plain,
    };
}
