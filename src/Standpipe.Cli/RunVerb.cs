using System.CommandLine;
using Standpipe.Cli.Explaining;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Running;

namespace Standpipe.Cli;

/// <summary><c>standpipe run GRAPH</c>.</summary>
internal static class RunVerb
{
    /// <summary>Makes the verb.</summary>
    internal static Command Create()
    {
        RunFlags flags = new();
        Command run = new("run", "Runs a graph of processes and exits as the one that truly failed, or with 0.");
        flags.AddTo(run);
        run.SetAction((parsed, _) => RunAsync(flags, parsed));
        return run;
    }

    private static async Task<int> RunAsync(RunFlags flags, ParseResult parsed)
    {
        if (flags.FindMistake(parsed) is { } mistake)
        {
            Complaint.WriteUsage(mistake, "run");
            return ExitCodes.Usage;
        }

        try
        {
            (GraphRequest request, GraphFileOptions file) = flags.ReadGraph(parsed);
            GraphPlan plan = PlanBuilder.Build(request);
            RunOptions options = flags.ReadOptions(parsed, file, plan);
            return flags.ReadFormat(parsed) is { } format
                ? GraphExplainer.Run(request, plan, options, format)
                : await new GraphRunner(plan, options).RunAsync().ConfigureAwait(false);
        }
        catch (GraphSyntaxException exception)
        {
            Complaint.Write(exception.Where.Length == 0 ? exception.Message : $"{exception.Where}: {exception.Message}");
            if (!string.IsNullOrWhiteSpace(exception.Text))
            {
                Complaint.WriteHint(exception.Picture());
            }

            return ExitCodes.Usage;
        }
    }
}
