using System.Globalization;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Explaining;

/// <summary>An explanation for people.</summary>
internal static class ExplanationText
{
    private const string Indent = "  ";

    /// <summary>Makes the lines.</summary>
    internal static IEnumerable<string> Make(Explanation explanation) =>
    [
        "stages",
        .. explanation.Plan.Nodes.SelectMany(node => Node(node, explanation)),
        .. Pipes(explanation.Plan),
        "running",
        .. Running(explanation).Select(line => Indent + line),
        "shell",
        Indent + (explanation.Shell ?? "no one line of a shell says this graph"),
    ];

    private static IEnumerable<string> Node(PlanNode node, Explanation explanation)
    {
        yield return $"{Indent}{node.Name}: {string.Join(' ', node.Words.Select(ShellWords.Quote))}";
        string inside = Indent + Indent;
        yield return $"{inside}program {explanation.Programs[node] ?? "not found, or not to be run"}";
        if (node.Directory is { } directory)
        {
            yield return $"{inside}in directory {ShellWords.Quote(directory)}";
        }

        foreach ((string name, string value) in node.Syntax.Assignments)
        {
            yield return $"{inside}with {name}={ShellWords.Quote(value)}";
        }

        IEnumerable<int> numbers = Enumerable.Range(0, 3).Union(node.Descriptors.Keys).Order();
        foreach (int number in numbers)
        {
            string stream = node.Descriptors.TryGetValue(number, out PlanStream? open) ? StreamWords.Say(open, explanation.Plan) : "closed";
            yield return string.Create(CultureInfo.InvariantCulture, $"{inside}{number,-2} {stream}");
        }
    }

    private static IEnumerable<string> Pipes(GraphPlan plan) => plan.Pipes.Count == 0 ? [] :
    [
        "pipes",
        .. plan.Pipes.Select(pipe => $"{Indent}{pipe.Name}: {Capacity(pipe)}{(pipe.Relay is null ? string.Empty : ", passed on by standpipe")}{(pipe.Meter ? ", bytes counted" : string.Empty)}"),
    ];

    private static string Capacity(PlanPipe pipe) => pipe.Capacity is { } capacity
        ? string.Create(CultureInfo.InvariantCulture, $"{capacity} bytes or more")
        : "the system's capacity";

    private static IEnumerable<string> Running(Explanation explanation)
    {
        string grace = Quantity.Say(explanation.Options.KillAfter);
        yield return "all stages start, or none";
        yield return $"exit: {SayPolicy(explanation.Options.ExitPolicy)}";
        if (explanation.Options.EarlyClose != GraphEarlyClosePolicy.Accept)
        {
            yield return $"a stage whose reader had had enough: {(explanation.Options.EarlyClose == GraphEarlyClosePolicy.Warn ? "told of" : "has failed")}";
        }

        yield return explanation.Options.Timeout is { } timeout ? $"time-out: {Quantity.Say(timeout)}, then exit 124" : "time-out: none";
        yield return explanation.Options.StallTimeout switch
        {
            null => "standing still: told of",
            { Ticks: 0 } => "standing still: not looked for",
            { } stall => $"standing still: {Quantity.Say(stall)}, then exit 124",
        };
        yield return $"SIGINT, SIGTERM, SIGHUP, SIGQUIT: told to the stages, producers first; killed, with all they started, after {grace}; then standpipe dies of it";
    }

    private static string SayPolicy(GraphExitPolicy policy) => policy switch
    {
        GraphExitPolicy.Last => "that of the last stage",
        GraphExitPolicy.Any => "that of the first that failed, also for its reader's leaving",
        GraphExitPolicy.PipeFail => "that of the last that failed, as with pipefail",
        _ => "that of the stage that failed first, and not for its reader's leaving; else 0",
    };
}
