using System.CommandLine;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Running;

namespace Standpipe.Cli;

/// <summary><c>standpipe run GRAPH</c>.</summary>
internal static class RunVerb
{
    private const string GraphHelp =
        "The pipeline, as one argument: words and quotes, NAME=value before a command, | |& < > >> n< n> n>> n>&m n<&m n>&- 2>&1, "
        + "and <( ) >( ). It means what it means to sh (<( ) and >( ): to bash); what sh would expand ($ ` * ? [ ~ and the like) must be quoted.";

    /// <summary>Makes the verb with its flags: the one table that parser and help are made of.</summary>
    internal static Command Create()
    {
        Argument<string> graph = new("GRAPH") { Description = GraphHelp };
        Option<int> capacity = new("--capacity")
        {
            HelpName = "SIZE",
            Description = "How much every pipe must hold: bytes, or with K or M (binary). Default: the system's, 64K.",
            CustomParser = Parsed(Quantity.ParseSize),
        };
        Option<TimeSpan?> timeout = new("--timeout")
        {
            HelpName = "TIME",
            Description = "Ends the pipeline after this time, with exit 124: seconds, or with ms, s, m or h. Default: none.",
            CustomParser = Parsed<TimeSpan?>(text => Quantity.ParseTime(text)),
        };
        Option<TimeSpan> killAfter = new("--kill-after")
        {
            HelpName = "TIME",
            Description = "How long stages may take to end after a time-out or a signal, before they are killed. Default: 5s.",
            CustomParser = Parsed(Quantity.ParseTime),
            DefaultValueFactory = _ => TimeSpan.FromSeconds(5),
        };
        Option<bool> summary = new("--summary")
        {
            Description = "Prints, on standard error, a line for each stage: exit, wall time, processor time, peak memory.",
        };

        Command run = new("run", "Runs a pipeline and exits as its first stage that truly failed, or with 0.")
        {
            graph, capacity, timeout, killAfter, summary,
        };
        run.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(graph), new RunOptions
        {
            Capacity = parsed.GetValue(capacity),
            Timeout = parsed.GetValue(timeout),
            KillAfter = parsed.GetValue(killAfter),
            Summary = parsed.GetValue(summary),
        }));
        return run;
    }

    private static async Task<int> RunAsync(string graph, RunOptions options)
    {
        GraphPlan plan;
        try
        {
            GraphText.RequireExact(graph);
            plan = PlanBuilder.Build(GraphParser.Parse(graph), graph);
        }
        catch (GraphSyntaxException exception)
        {
            Complaint.Write(exception.Message);
            if (!string.IsNullOrWhiteSpace(graph))
            {
                Complaint.WriteHint(exception.Picture());
            }

            return ExitCodes.Usage;
        }

        return await new PipelineRunner(plan, options).RunAsync().ConfigureAwait(false);
    }

    private static Func<System.CommandLine.Parsing.ArgumentResult, T> Parsed<T>(Func<string, T> parse) => result =>
    {
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return default!;
        }
    };
}
