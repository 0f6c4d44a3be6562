namespace Standpipe.TestChild;

/// <summary>Verbs that run graphs.</summary>
internal static class GraphVerbs
{
    /// <summary>
    /// run-graph CONTAINMENT SCRIPT: runs a graph that would go on for ever, with a shell in it that has this process's
    /// standard output; kills what it started should this process be killed. Writes a byte when all have started.
    /// </summary>
    internal static int RunGraph(string[] args)
    {
        ProcessGraph graph = new();
        GraphNode first = graph.Add(new ChildProcessOptions("sh", "-c", args[1]));
        GraphNode second = graph.Add(new ChildProcessOptions("sh", "-c", args[1]));
        _ = graph.Connect(first.Error, second.Input);
        RunningGraph running = graph.Start(new GraphRunOptions
        {
            Containment = Enum.Parse<GraphContainment>(args[0]),
            KillOnParentDeath = true,
        });
        _ = StreamVerbs.Write(["."]);
        return running.Completion.GetAwaiter().GetResult().ExitCode;
    }

    /// <summary>refuse-graph SCRIPT: runs a shell in a graph with a control group; prints whether there could be one, and what was thrown.</summary>
    internal static int RefuseGraph(string[] args)
    {
        ProcessGraph graph = new();
        _ = graph.Add(new ChildProcessOptions("sh", "-c", args[0]));
        Console.Write($"{GraphRunOptions.IsControlGroupAvailable} ");
        try
        {
            return graph.RunAsync(new GraphRunOptions { Containment = GraphContainment.ControlGroup }).GetAwaiter().GetResult().ExitCode;
        }
        catch (IOException exception)
        {
            Console.WriteLine($"{exception.GetType().Name}: {exception.Message}");
            return 0;
        }
    }
}
