using System.Text;

namespace Standpipe.Samples;

/// <summary>The examples of docs/graphs.md.</summary>
internal static class GraphSamples
{
    internal static async Task PipelineAsync()
    {
        #region graph-pipeline
        Pipeline pipeline = Pipeline.Create("seq", "1000") | Pipeline.Create("grep", "7") | Pipeline.Create("wc", "-l");

        Console.WriteLine(await pipeline.ReadAsync());   // 271; throws if a stage fails
        #endregion
    }

    internal static async Task AnyShapeAsync()
    {
        #region graph-shape
        ProcessGraph graph = new();
        GraphNode numbers = graph.Add(new ChildProcessOptions("seq", "10"));
        GraphNode odd = graph.Add("odd", new ChildProcessOptions("grep", "[13579]$"));
        GraphNode joined = graph.Add(new ChildProcessOptions("sh", "-c", "paste -sd, - /dev/fd/3"));
        GraphSink output = GraphSink.Capture();

        GraphRelay relay = graph.FanOut(numbers.Output, odd.Input);            // each reader gets every byte
        relay.Add(joined.Descriptor(3));
        graph.Connect(odd.Output, joined.Input, new GraphEdgeOptions { Meter = true });
        graph.Join(joined.Error, joined.Output);                              // 2>&1
        GraphEdge last = graph.Connect(joined.Output, output);

        GraphResult result = await graph.RunAsync();
        Console.Write(result.EnsureSuccess().GetCaptured(output).Text);
        Console.WriteLine($"{last.Name}: {result[last].Bytes} bytes");        // sh.1->capture: 31 bytes
        #endregion
    }

    internal static async Task StageAsync()
    {
        #region graph-stage
        ProcessGraph graph = new();
        GraphNode words = graph.Add(new ChildProcessOptions("printf", "b\\na\\n"));
        GraphNode upper = graph.Add("upper", async (context, cancellationToken) =>
        {
            using StreamReader reader = new(context.Input);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                await context.Output.WriteAsync(Encoding.UTF8.GetBytes(line.ToUpperInvariant() + "\n"), cancellationToken);
            }
        });
        GraphNode sort = graph.Add(new ChildProcessOptions("sort"));
        graph.Connect(words.Output, upper.Input);
        graph.Connect(upper.Output, sort.Input);

        GraphResult result = await graph.RunAsync();                           // sort's output is this process's
        #endregion
        Console.WriteLine(result.Reason);
    }

    internal static async Task ResultAsync()
    {
        #region graph-result
        GraphResult result = await Pipeline.Create("yes").Pipe("head", "-1").To(GraphSink.Null).RunAsync();

        foreach (GraphNodeResult node in result.Nodes)
        {
            Console.WriteLine($"{node.Outcome}: {node}");
            // EarlyClose: yes: SIGPIPE, after its reader head had closed the pipe
            // Succeeded: head: exit 0
        }

        Console.WriteLine($"{result.ExitCode}, {result.Edges[0].ClosedFirst} closed first");   // 0, Reader closed first
        #endregion
    }

    internal static async Task StopAsync()
    {
        #region graph-stop
        await using RunningGraph running = Pipeline.Create("yes").Pipe("cat").To(GraphSink.Null).Start(new GraphRunOptions
        {
            Timeout = TimeSpan.FromMinutes(1),
            KillAfter = TimeSpan.FromSeconds(2),
            Containment = GraphContainment.Groups,   // what the nodes start is theirs, also when its parent has ended
            KillOnParentDeath = true,                // nothing is left even if this process is killed
        });

        GraphResult result = await running.StopAsync();   // SIGTERM to yes; cat gets end of file, and is done
        Console.WriteLine($"{result.StopReason}: {string.Join(", ", result.Nodes)}");
        #endregion
    }

    internal static async Task ControlGroupAsync()
    {
        #region graph-control-group
        GraphRunOptions options = new()
        {
            Containment = GraphRunOptions.IsControlGroupAvailable ? GraphContainment.ControlGroup : GraphContainment.Groups,
            KillOnParentDeath = true,
        };

        await using RunningGraph running = Pipeline.Create("sh", "-c", "setsid sleep 1000 & wait").To(GraphSink.Null).Start(options);
        await running.StopAsync();
        #endregion
    }

    internal static async Task EventsAsync()
    {
        #region graph-events
        await using RunningGraph running = Pipeline.Create("sleep", "0.1").Pipe("cat").Start();
        await foreach (GraphEvent what in running.GetEventsAsync())
        {
            Console.WriteLine($"{what.Elapsed.TotalSeconds:0.000} {what.Kind}: {what.Message}");
        }
        #endregion
    }
}
