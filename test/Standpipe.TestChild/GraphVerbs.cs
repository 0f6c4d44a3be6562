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
}
