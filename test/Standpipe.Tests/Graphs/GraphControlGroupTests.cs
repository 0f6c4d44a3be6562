using System.Globalization;
using Standpipe.Platform;

namespace Standpipe.Tests;

/// <summary>A graph in a control group: whoever leaves the tree, the session and the process group is reached all the same.</summary>
[Collection("Processes")]
public sealed class GraphControlGroupTests : IDisposable
{
    private const string Reason = "Control groups are Linux's.";

    // Orphaned, in a session of its own, before the word is said: below nobody of the graph, and in no process group of its.
    private const string Escape = "setsid sh -c 'sleep 1000 &'; echo ready; ";

    private readonly ProcessGraph _graph = new();
    private readonly AnonymousPipe _go = AnonymousPipe.Create();

    public void Dispose() => _go.Dispose();

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData("exec sleep 1000")]
    [InlineData("exit 0")]
    public async Task StopAsync_WhoEscaped_IsGone(string rest)
    {
        ControlGroups.Require();
        using AnonymousPipe voice = AnonymousPipe.Create();
        _ = Shell("exec sleep 1000");
        await using RunningGraph running = await StartAsync(Escape + rest, voice);

        GraphResult result = await running.StopAsync(new GraphStop { Grace = TimeSpan.FromMilliseconds(50) });

        // End of file comes when nobody holds the write end any more.
        Assert.Equal(0, await voice.ReadEnd.ReadAsync(new byte[1], GraphTest.Token));
        Assert.Equal(GraphStopReason.Requested, result.StopReason);
        Assert.Empty(ControlGroups.Of(Environment.ProcessId));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StopAsync_SignalsFirst_ThenKills()
    {
        ControlGroups.Require();
        GraphSink output = GraphSink.Capture();
        using AnonymousPipe ready = AnonymousPipe.Create();
        GraphNode node = Shell("trap 'echo told; exit 3' TERM; echo ready >&3; while :; do sleep 0.01; done");
        _ = _graph.Connect(node.Output, output);
        _ = _graph.Connect(node.Descriptor(3), GraphSink.FromPipeWriteEnd(ready.WriteEnd));
        await using RunningGraph running = _graph.Start(new GraphRunOptions
        {
            Containment = GraphContainment.ControlGroup,
            KillAfter = TimeSpan.FromHours(1),
        });
        await ready.ReadEnd.ReadExactlyAsync(new byte[6], GraphTest.Token);

        GraphResult result = await running.StopAsync();

        Assert.Equal("told\n", result.GetCaptured(output).Text);
        Assert.Equal(3, result[node].Status?.Code);
        Assert.Empty(result.Warnings);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task StopAsync_GroupsThatNodesMade_AreGoneToo()
    {
        ControlGroups.Require();
        using AnonymousPipe voice = AnonymousPipe.Create();
        await using RunningGraph running = await StartAsync(
            $"inner=$(echo {ControlGroups.Own}/standpipe-$PPID-*)/a; mkdir -p $inner/b; echo $$ > $inner/b/cgroup.procs; {Escape} exec sleep 1000", voice);
        Assert.NotEmpty(Directory.GetDirectories(Assert.Single(ControlGroups.Of(Environment.ProcessId)), "b", SearchOption.AllDirectories));

        _ = await running.StopAsync(new GraphStop { Grace = TimeSpan.Zero });

        Assert.Equal(0, await voice.ReadEnd.ReadAsync(new byte[1], GraphTest.Token));
        Assert.Empty(ControlGroups.Of(Environment.ProcessId));
    }

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData("exec sleep 1000")]
    [InlineData("read line")]
    public async Task KillOnParentDeath_Killed_LeavesNothing(string rest)
    {
        // In the last case the first node ends by itself, having no more to read, and only the escaped one is left of it. The second is told by the first.
        ControlGroups.Require();
        using AnonymousPipe voice = AnonymousPipe.Create();
        using ChildProcess parent = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "run-graph", "ControlGroup", "read go; echo go >&2; " + Escape + rest)
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = voice.WriteEnd,
            StandardError = ChildOutput.Null,
        });
        byte[] buffer = new byte[16];
        await voice.ReadEnd.ReadExactlyAsync(buffer.AsMemory(0, 1), GraphTest.Token);
        parent.StandardInput!.Write("go\n"u8);
        parent.StandardInput.Dispose();
        await voice.ReadEnd.ReadExactlyAsync(buffer.AsMemory(0, 12), GraphTest.Token);
        Assert.NotEmpty(ControlGroups.Of(parent.Id));

        Assert.True(parent.Kill());

        Assert.Equal(0, await voice.ReadEnd.ReadAsync(buffer, GraphTest.Token));
        while (ControlGroups.Of(parent.Id).Length > 0)
        {
            // The watchdog is nobody's child here: nothing else tells when it is done.
            GraphTest.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_EndsByItself_LeavesWhatWasMeantToStay(bool watched)
    {
        ControlGroups.Require();
        using AnonymousPipe until = AnonymousPipe.Create();
        using AnonymousPipe voice = AnonymousPipe.Create();
        GraphNode node = Shell("(read line <&3; cat /proc/self/cgroup; echo still here) & exit 0");
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(until.ReadEnd), node.Descriptor(3));
        _ = _graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(voice.WriteEnd));

        GraphResult result = await _graph.RunAsync(
            new GraphRunOptions { Containment = GraphContainment.ControlGroup, KillOnParentDeath = watched }, GraphTest.Token);
        string[] left = ControlGroups.Of(Environment.ProcessId);
        until.WriteEnd.Dispose();

        using StreamReader reader = new(voice.ReadEnd);
        Assert.Equal(await File.ReadAllTextAsync("/proc/self/cgroup", GraphTest.Token) + "still here\n", await reader.ReadToEndAsync(GraphTest.Token));
        Assert.Empty(result.Warnings);
        Assert.Empty(left);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Start_ProgramThatCannotStart_LeavesNothing()
    {
        ControlGroups.Require();
        using ScratchDirectory scratch = new();
        _ = Shell("exec sleep 1000");
        _ = _graph.Add(new ChildProcessOptions(scratch.Executable("broken", "#!/no/such/interpreter\n")));

        _ = Assert.Throws<ChildStartException>(() => _graph.Start(new GraphRunOptions { Containment = GraphContainment.ControlGroup }));

        Assert.Empty(ControlGroups.Of(Environment.ProcessId));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Add_WhatIsBelowAlready_IsTakenInToo()
    {
        // As if the node had been that quick: it has a child, and that one too.
        ControlGroups.Require();
        using AnonymousPipe voice = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "sh -c 'sleep 1000 & echo ready; wait' & wait") { StandardOutput = voice.WriteEnd });
        byte[] buffer = new byte[16];
        await voice.ReadEnd.ReadExactlyAsync(buffer.AsMemory(0, 6), GraphTest.Token);
        using ControlGroup group = ControlGroup.Create();
        group.Ready();

        group.Add(child.Id);

        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(group.Location, "cgroup.procs"), GraphTest.Token)).Length);
        group.Kill();
        Assert.True(group.WaitUntilEmpty(TimeSpan.FromMinutes(1)));
        Assert.Equal(0, await voice.ReadEnd.ReadAsync(buffer, GraphTest.Token));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Start_WithoutTheRight_SaysWhatWouldHelpAndStartsNothing()
    {
        ControlGroups.Require();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs the right to become another user");
        Tools.Require("setpriv");

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", TestChildProgram.Path, "refuse-graph", "echo ran")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
        });

        string text = result.EnsureSuccess().StandardOutput!.Text;
        Assert.StartsWith($"False IOException: mkdir '{ControlGroups.Own}/standpipe-", text, StringComparison.Ordinal);
        Assert.Contains("permission denied (EACCES, 13). GraphContainment.ControlGroup needs root", text, StringComparison.Ordinal);
        Assert.Contains("systemd-run --user --scope -p Delegate=yes", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ran", text.Split('\n'));
    }

    [LinuxFact(Reason)]
    public void IsControlGroupAvailable_WhereItIs_SaysSoAndLeavesNothing()
    {
        ControlGroups.Require();

        Assert.True(GraphRunOptions.IsControlGroupAvailable);

        Assert.Empty(ControlGroups.Of(Environment.ProcessId));
    }

    [WindowsFact("Linux has them.")]
    public void Start_OnWindows_IsRefused()
    {
        _ = _graph.AddVerb("node", "exit", "0");

        _ = Assert.Throws<PlatformNotSupportedException>(() => _graph.Start(new GraphRunOptions { Containment = GraphContainment.ControlGroup }));
        Assert.False(GraphRunOptions.IsControlGroupAvailable);
    }

    /// <summary>Starts the graph in a control group, with a node that does nothing before the start is over, and waits for its "ready".</summary>
    private async Task<RunningGraph> StartAsync(string script, AnonymousPipe voice)
    {
        GraphNode node = Shell("read go; " + script);
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(_go.ReadEnd), node.Input);
        _ = _graph.Connect(node.Output, GraphSink.FromPipeWriteEnd(voice.WriteEnd));
        RunningGraph running = _graph.Start(new GraphRunOptions { Containment = GraphContainment.ControlGroup });
        _go.WriteEnd.Write("go\n"u8);
        await voice.ReadEnd.ReadExactlyAsync(new byte[6], GraphTest.Token);
        return running;
    }

    private GraphNode Shell(string script) =>
        _graph.Add(string.Create(CultureInfo.InvariantCulture, $"node{_graph.Nodes.Count}"), new ChildProcessOptions("sh", "-c", script));
}
