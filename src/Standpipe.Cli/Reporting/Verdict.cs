using System.Globalization;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>What a run comes to, in sentences.</summary>
internal static class Verdict
{
    /// <summary>Names the bottleneck and why it is one.</summary>
    internal static string Say(RunRecord run) => run switch
    {
        { Bottleneck: { } bottleneck } =>
            $"{bottleneck.Stage} was the bottleneck ({SayKind(bottleneck.Kind)}), {Math.Round(bottleneck.Share * 100)} % of the time.",
        { Result.State: ResultRecord.NotStarted } => run.Stages.Any(stage => stage.Exit.Kind == "spawn-failed") ? "Nothing ran: a program could not be started." : "Nothing ran.",
        _ when run.Stages.Any(stage => stage.Time is not null) => "No bottleneck: the run was too short to tell, or the system does not let its stages be seen.",
        _ => "No bottleneck is known: the run was not observed.",
    };

    /// <summary>Says how the run ended.</summary>
    internal static string SayResult(ResultRecord result) => result.State switch
    {
        ResultRecord.Observed => "Observed; how the stages end is not known.",
        "succeeded" => "Succeeded, exit 0.",
        "interrupted" => $"Interrupted by {(result.Signal is { } signal ? ExitStatus.FromSignal(signal).ToString() : "a signal")}.",
        "timed-out" => $"Timed out, exit {SayCode(result.ExitCode)}.",
        ResultRecord.NotStarted => $"Did not start, exit {SayCode(result.ExitCode)}.",
        "stalled" => $"Stalled, exit {SayCode(result.ExitCode)}.",
        _ => $"Failed, exit {SayCode(result.ExitCode)}.",
    };

    /// <summary>Says a kind of bottleneck.</summary>
    internal static string SayKind(string kind) => kind switch
    {
        "cpu" => "processor",
        "waiting-for-cpu" => "waiting for a processor",
        "source" => "waiting for input from outside",
        "sink" => "waiting for its output to be taken",
        "unknown" => "of unknown kind",
        _ => kind,
    };

    /// <summary>Says how a stage ended.</summary>
    internal static string SayExit(ExitRecord exit)
    {
        string status = exit.SignalName ?? (exit.Signal is { } signal ? $"signal {signal}" : exit.Code is { } code ? SayCode(code) : Amount.Unknown);
        return exit.Kind switch
        {
            "early-close" => $"{(exit.Code is null ? status : $"exit {status}")} (its reader had finished)",
            "spawn-failed" => "could not be started",
            "not-started" => "not started",
            "lost-reader" => $"{(exit.Code is null ? status : $"exit {status}")} (its reader had failed)",
            _ => exit.CoreDumped ? $"{status} (core dumped)" : status,
        };
    }

    // Windows' codes have 32 bits, and those of crashes are known by their hexadecimal form.
    private static string SayCode(int code) => code is >= 0 and <= ushort.MaxValue
        ? code.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"0x{code:X8}");
}
