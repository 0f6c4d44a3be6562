using System.Diagnostics;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Reporting.Records;

namespace Standpipe.Cli.Reporting;

/// <summary>What is known of a run that did not begin.</summary>
internal static class FailedStart
{
    /// <summary>Puts it together.</summary>
    /// <param name="plan">What was to be run.</param>
    /// <param name="run">What else the tool knows.</param>
    /// <param name="exception">Why it was not.</param>
    /// <param name="cause">The stage whose program, or file, is the reason; null if it is no one stage's.</param>
    internal static RunRecord Describe(GraphPlan plan, RunFacts run, Exception exception, PlanNode? cause)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(run.Start);
        DateTimeOffset now = DateTimeOffset.Now;
        return new RunRecord
        {
            Tool = ProfileRecords.Tool(),
            Platform = ProfileRecords.Platform(),
            Graph = run.Graph,
            Start = now - elapsed,
            End = now,
            StartNs = ProfileRecords.Ns(Stopwatch.GetElapsedTime(0, run.Start)),
            DurationNs = ProfileRecords.Ns(elapsed),
            Result = new ResultRecord { State = ResultRecord.NotStarted, ExitCode = run.ExitCode, Policy = run.PolicyName, Signal = run.Signal, CauseStage = cause?.Name, Reason = exception.Message },
            Stages = [.. plan.Nodes.Select(node => Stage(node, node == cause && exception is ChildStartException))],
            Edges = [],
        };
    }

    private static StageRecord Stage(PlanNode node, bool failed) => new()
    {
        Name = node.Name,
        Argv = [.. node.Words],
        Command = node.Syntax.Text,
        Exit = new ExitRecord { Kind = failed ? "spawn-failed" : ResultRecord.NotStarted },
    };
}
