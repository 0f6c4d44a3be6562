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
        return Run(graph, args[0]);
    }

    /// <summary>
    /// run-graph-of CONTAINMENT VERB [ARGUMENT...]: the same with two of this program in the graph, which have this process's standard handles and run the verb.
    /// </summary>
    internal static int RunGraphOf(string[] args)
    {
        ProcessGraph graph = new();
        foreach (string name in (string[])["first", "second"])
        {
            _ = graph.Add(name, new ChildProcessOptions(Environment.ProcessPath!, args[1..]));
        }

        return Run(graph, args[0]);
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

    private static int Run(ProcessGraph graph, string containment)
    {
        RunningGraph running = graph.Start(new GraphRunOptions
        {
            Containment = Enum.Parse<GraphContainment>(containment),
            KillOnParentDeath = true,
        });
        _ = StreamVerbs.Write(["."]);
        return running.Completion.GetAwaiter().GetResult().ExitCode;
    }
}
