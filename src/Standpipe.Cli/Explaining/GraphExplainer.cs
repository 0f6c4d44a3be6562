using Standpipe.Cli.Planning;
using Standpipe.Cli.Running;

namespace Standpipe.Cli.Explaining;

/// <summary>Says what a graph would do.</summary>
internal static class GraphExplainer
{
    /// <summary>Prints it on standard output.</summary>
    /// <returns>The exit code: that with which a run would end before it began, or 0.</returns>
    internal static int Run(GraphRequest request, GraphPlan plan, RunOptions options, string format)
    {
        int code = 0;
        Dictionary<PlanNode, string?> programs = [];
        foreach (PlanNode node in plan.Nodes)
        {
            try
            {
                programs[node] = NodeCommand.Describe(node).FindProgram();
            }
            catch (ChildStartException exception)
            {
                programs[node] = null;
                Complaint.Write(exception.Message);
                code = code == 0 ? ExitCodes.Of(exception) : code;
            }
        }

        try
        {
            SharedFiles.Check(plan);
        }
        catch (IOException exception)
        {
            Complaint.Write(exception.Message);
            code = code == 0 ? ExitCodes.ToolFailed : code;
        }

        string text = ExplanationFormats.Write(new Explanation(plan, programs, options, ShellLine.Say(request, plan)), format);
        Console.Out.Write(Console.IsOutputRedirected ? text : Printable.Lines(text));
        return code;
    }
}
