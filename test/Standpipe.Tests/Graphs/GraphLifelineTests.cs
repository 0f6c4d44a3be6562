namespace Standpipe.Tests;

/// <summary>What is left when the process that runs a graph is killed: nothing.</summary>
[Collection("Processes")]
public class GraphLifelineTests
{
    private const string Reason = "Needs a shell.";

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData("Tree", "sleep 1000 & (setsid sleep 1000 & echo ready; wait); wait", 13)]
    [InlineData("Groups", "(sleep 1000 &) ; echo ready; exec sleep 1000", 13)]
    [InlineData("Groups", "read line; (sleep 1000; sleep 1000) & echo ready", 7)]
    public async Task KillOnParentDeath_Killed_LeavesNothing(string containment, string script, int ready)
    {
        // In the last case the first node ends, having nothing to read, and leaves its group behind; the second reads what that could still write.
        // End of file comes when nobody holds the write end any more: no process of the graph, nor below it.
        using AnonymousPipe voice = AnonymousPipe.Create();
        using ChildProcess parent = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "run-graph", containment, script)
        {
            StandardInput = ChildInput.Null,
            StandardOutput = voice.WriteEnd,
        });
        byte[] buffer = new byte[16];
        await voice.ReadEnd.ReadExactlyAsync(buffer.AsMemory(0, ready), GraphTest.Token);

        Assert.True(parent.Kill());

        Assert.Equal(0, await voice.ReadEnd.ReadAsync(buffer, GraphTest.Token));
        Assert.Equal("SIGKILL", (await parent.WaitForExitAsync(GraphTest.Token)).ToString());
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task KillOnParentDeath_EndsByItself_LeavesWhatWasMeantToStay()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe voice = AnonymousPipe.Create();
        ProcessGraph graph = new();
        GraphNode node = graph.Add(new ChildProcessOptions("sh", "-c", "(read line <&3; echo still here) & exit 0"));
        _ = graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), node.Descriptor(3));
        _ = graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(voice.WriteEnd));

        GraphResult result = await graph.RunAsync(new GraphRunOptions { KillOnParentDeath = true }, GraphTest.Token);
        until.WriteEnd.Dispose();

        using StreamReader reader = new(voice.ReadEnd);
        Assert.Equal("still here\n", await reader.ReadToEndAsync(GraphTest.Token));
        Assert.Empty(result.Warnings);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData("Tree")]
    [InlineData("Groups")]
    [InlineData("AllDescendants")]
    public async Task KillOnParentDeath_Killed_EndsNodesAndWhatIsBelow(string containment)
    {
        // Each node waits for a child that has what it has, and that has nothing to end for: its input stays open.
        using AnonymousPipe voice = AnonymousPipe.Create();
        using ChildProcess parent = ChildProcess.Start(
            new ChildProcessOptions(TestChildProgram.Path, "run-graph-of", containment, "run", TestChildProgram.Path, "hold")
            {
                StandardInput = ChildInput.Pipe,
                StandardOutput = voice.WriteEnd,
            });
        byte[] buffer = new byte[3];
        await voice.ReadEnd.ReadExactlyAsync(buffer, GraphTest.Token);

        Assert.True(parent.Kill());

        Assert.Equal(0, await voice.ReadEnd.ReadAsync(buffer, GraphTest.Token));
        Assert.Equal(Child.Killed, (await parent.WaitForExitAsync(GraphTest.Token)).ToString());
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(GraphContainment.Tree)]
    [InlineData(GraphContainment.Groups)]
    public async Task KillOnParentDeath_EndsByItself_LeavesWhatANodeStarted(GraphContainment containment)
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe voice = AnonymousPipe.Create();
        ProcessGraph graph = new();
        GraphNode node = graph.Add(new ChildProcessOptions(TestChildProgram.Path, "grandchild", "g", until.ReadEnd.ChildValue)
        {
            InheritedHandles = { until.ReadEnd },
        });
        _ = graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(voice.WriteEnd));

        GraphResult result = await graph.RunAsync(new GraphRunOptions { Containment = containment, KillOnParentDeath = true }, GraphTest.Token);
        until.WriteEnd.Write("still here"u8);
        until.WriteEnd.Dispose();

        using StreamReader reader = new(voice.ReadEnd);
        Assert.EndsWith("still here", await reader.ReadToEndAsync(GraphTest.Token), StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }
}
