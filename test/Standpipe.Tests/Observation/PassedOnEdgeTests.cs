using Standpipe.Observation;

namespace Standpipe.Tests;

/// <summary>Edges on which this process passes the bytes on: its writer and its reader have two pipes.</summary>
[Collection<ProcessCollection>]
public class PassedOnEdgeTests
{
    [LinuxFact("Only Linux lets its processes be observed.", Timeout = 60_000)]
    public async Task Look_MeteredEdge_KnowsBothSides()
    {
        ProcessGraph graph = new();
        GraphNode idle = graph.Add("idle", new ChildProcessOptions("sleep", "1000"));
        GraphNode reader = graph.Add("reader", new ChildProcessOptions("cat"));
        GraphNode writer = graph.Add("writer", new ChildProcessOptions("yes"));
        GraphNode busy = graph.Add("busy", new ChildProcessOptions("sleep", "1000"));
        _ = graph.Connect(idle.Output, reader.Input, new GraphEdgeOptions { Meter = true });
        _ = graph.Connect(writer.Output, busy.Input, new GraphEdgeOptions { Meter = true });
        _ = graph.Connect(reader.Output, GraphSink.Null);
        await using RunningGraph running = graph.Start();
        using GraphObserver observer = new(
            running.Nodes.Select(node => new ObservedStage(node.Node.Name, node.ProcessId!.Value)),
            [new ObservedEdge("one", "idle", 1, "reader", 0), new ObservedEdge("two", "writer", 1, "busy", 0)]);

        GraphProfile profile = await ObservedPipeline.LookUntilAsync(
            observer, profile => profile.Stages[1].State == StageState.BlockedReading && profile.Stages[2].State == StageState.BlockedWriting && profile.Edges[1].IsFull == true);

        Assert.Equal(0, profile.Edges[0].BytesInPipe);
        Assert.Equal(profile.Edges[1].Capacity, profile.Edges[1].BytesInPipe);
    }
}
