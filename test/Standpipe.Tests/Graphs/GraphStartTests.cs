using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe.Tests;

/// <summary>All or nothing.</summary>
[Collection("Processes")]
public class GraphStartTests
{
    private readonly ProcessGraph _graph = new();

    [Fact]
    public void Validate_ProgramNotThere_IsToldAndNothingIsChanged()
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch["out"], "kept");
        GraphNode there = _graph.AddVerb("there", "exit", "0");
        GraphNode missing = _graph.Add(new ChildProcessOptions("no-such-program-anywhere"));
        _ = _graph.Connect(there.Output, missing.Input);
        _ = _graph.Connect(missing.Output, GraphSink.CreateFile(scratch["out"]));

        GraphInvalidException exception = Assert.Throws<GraphInvalidException>(() => _graph.Start());

        GraphProblem problem = Assert.Single(exception.Problems);
        Assert.Equal((GraphProblemKind.ProgramNotFound, missing), (problem.Kind, problem.Node));
        Assert.Equal(ChildStartFailure.NotFound, problem.StartException?.Failure);
        Assert.Equal("kept", scratch.Read("out"));
    }

    [Fact]
    public void Validate_Empty_IsAProblem() => AssertProblem(GraphProblemKind.Empty);

    [Fact]
    public void Validate_ForeignNode_IsAProblem()
    {
        GraphNode own = _graph.AddVerb("own", "exit", "0");
        GraphNode foreign = new ProcessGraph().AddVerb("foreign", "exit", "0");
        _ = _graph.Connect(own.Output, foreign.Input);

        AssertProblem(GraphProblemKind.ForeignNode, foreign);
    }

    [Fact]
    public void Validate_DescriptorFedTwice_IsAProblem()
    {
        GraphNode[] nodes = AddThree();
        _ = _graph.Connect(nodes[0].Output, nodes[2].Input);
        GraphEdge edge = _graph.Connect(nodes[1].Output, nodes[2].Input);

        AssertProblem(GraphProblemKind.FedTwice, nodes[2], edge);
    }

    [Fact]
    public void Validate_DescriptorDrainedTwice_IsAProblem()
    {
        GraphNode[] nodes = AddThree();
        _ = _graph.Connect(nodes[0].Output, nodes[1].Input);
        GraphRelay relay = _graph.FanOut(nodes[0].Output, nodes[2].Input);

        AssertProblem(GraphProblemKind.DrainedTwice, nodes[0], relay.Branches[0]);
    }

    [Fact]
    public void Validate_DescriptorWithBothDirections_IsAProblem()
    {
        GraphNode[] nodes = AddThree();
        GraphEdge edge = _graph.Connect(nodes[0].Output, nodes[1].Input);
        _ = _graph.Connect(nodes[1].Input, nodes[2].Input);

        AssertProblem(GraphProblemKind.BothDirections, nodes[1], edge);
    }

    [Fact]
    public void Validate_BadJoins_AreProblems()
    {
        GraphNode[] nodes = AddThree();
        _ = _graph.Connect(nodes[2].Error, GraphSink.Null);
        _graph.Join(nodes[0].Error, _graph.Add("stage", (_, _) => Task.CompletedTask).Output);
        _graph.Join(nodes[1].Error, nodes[1].Output);
        _graph.Join(nodes[1].Output, nodes[1].Error);
        _graph.Join(nodes[2].Error, nodes[2].Output);

        Assert.Equal(
            [(GraphProblemKind.BadJoin, nodes[0]), (GraphProblemKind.BadJoin, nodes[1]), (GraphProblemKind.BadJoin, nodes[2])],
            _graph.Validate().Select(problem => (problem.Kind, problem.Node!)));
    }

    [Fact]
    public void Validate_OptionsSetWhatIsConnected_IsAProblem()
    {
        GraphNode node = _graph.Add(new ChildProcessOptions(TestChildProgram.Path, "exit", "0") { StandardOutput = ChildOutput.Null });
        _ = _graph.Connect(node.Output, GraphSink.Null);

        AssertProblem(GraphProblemKind.SetTwice, node);
    }

    [Fact]
    public void Validate_OptionsWithACapture_AreAProblem() => AssertProblem(
        GraphProblemKind.BadOptions,
        _graph.Add(new ChildProcessOptions(TestChildProgram.Path, "exit", "0") { StandardOutput = ChildOutput.Capture }));

    [Fact]
    public void Validate_FileToBeReadIsMissing_IsAProblem()
    {
        using ScratchDirectory scratch = new();
        GraphNode node = _graph.AddVerb("node", "cat");
        GraphEdge edge = _graph.Connect(GraphSource.FromFile(scratch["missing"]), node.Input);

        AssertProblem(GraphProblemKind.FileNotFound, node, edge);
    }

    [Fact]
    public void Validate_FileReadAndWritten_IsAProblemByWhateverPath()
    {
        using ScratchDirectory scratch = new();
        File.WriteAllText(scratch["file"], "kept");
        GraphNode[] nodes = AddThree();
        _ = _graph.Connect(GraphSource.FromFile(scratch["file"]), nodes[0].Input);
        GraphEdge edge = _graph.Connect(nodes[2].Output, GraphSink.AppendFile(Path.Combine(scratch.Path, ".", "file")));

        AssertProblem(GraphProblemKind.FileReadAndWritten, nodes[2], edge);
    }

    [Fact]
    public void Validate_FanOutWithoutBranch_IsAProblem()
    {
        GraphNode node = _graph.AddVerb("node", "exit", "0");
        _ = _graph.FanOut(node.Output);

        AssertProblem(GraphProblemKind.NoBranch, node);
    }

    [LinuxFact("There is no such limit on Windows.")]
    public void Validate_DescriptorBeyondTheLimit_IsAProblem()
    {
        GraphNode[] nodes = AddThree();
        _ = _graph.Connect(nodes[0].Descriptor(int.MaxValue), nodes[1].Input);

        AssertProblem(GraphProblemKind.DescriptorNotSupported, nodes[0]);
    }

    [WindowsFact("Linux can choose any.")]
    public void Validate_OtherDescriptorsThanTheStandardOnes_AreAProblem()
    {
        GraphNode[] nodes = AddThree();
        _ = _graph.Connect(nodes[0].Descriptor(3), nodes[1].Input);

        AssertProblem(GraphProblemKind.DescriptorNotSupported, nodes[0]);
    }

    [LinuxFact("Only a Linux start can be made to fail after it was checked.", Timeout = Child.HangGuard)]
    public async Task Start_SecondProgramDoesNotStart_EndsTheFirst()
    {
        using ScratchDirectory scratch = new();
        using AnonymousPipe voice = AnonymousPipe.Create();
        using AnonymousPipe never = AnonymousPipe.Create();
        GraphNode first = _graph.AddVerb("first", "hold");
        GraphNode second = _graph.Add(new ChildProcessOptions(scratch.Executable("no-format", "not a program")));
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(never.ReadEnd), first.Input);
        _ = _graph.Connect(first.Output, second.Input);
        _ = _graph.Connect(first.Error, GraphSink.FromPipeWriteEnd(voice.WriteEnd));

        ChildStartException exception = Assert.Throws<ChildStartException>(() => _graph.Start());

        // Nothing has moved; and when this end is closed, nobody else has one.
        Assert.Equal(ChildStartFailure.BadFormat, exception.Failure);
        Assert.True(voice.WriteEnd.CanWrite);
        voice.WriteEnd.Dispose();
        Assert.Equal(0, await voice.ReadEnd.ReadAsync(new byte[1], GraphTest.Token));
    }

    [LinuxTheory("Only a Linux start can be made to fail after it was checked.", Timeout = Child.HangGuard)]
    [InlineData("metered")]
    [InlineData("branch")]
    [InlineData("stage")]
    public void Start_Fails_EndsOfCallersPipesStayTheirs(string kind)
    {
        using ScratchDirectory scratch = new();
        using AnonymousPipe input = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        GraphEdgeOptions options = new() { Meter = kind == "metered" };
        GraphNode node = kind == "stage" ? _graph.Add("node", (_, _) => Task.CompletedTask) : _graph.AddVerb("node", "cat");
        _ = _graph.Add(new ChildProcessOptions(scratch.Executable("no-format", "not a program")));
        _ = _graph.Connect(GraphSource.FromPipeReadEnd(input.ReadEnd), node.Input, options);
        GraphSink sink = GraphSink.FromPipeWriteEnd(output.WriteEnd);
        _ = kind == "branch" ? _graph.FanOut(node.Output).Add(sink) : _graph.Connect(node.Output, sink, options);

        _ = Assert.Throws<ChildStartException>(() => _graph.Start());

        Assert.Equal((true, true), (input.ReadEnd.CanRead, output.WriteEnd.CanWrite));
        output.WriteEnd.Write("x"u8);
        Assert.Equal('x', output.ReadEnd.ReadByte());
        output.WriteEnd.Dispose();
        Assert.Equal(-1, output.ReadEnd.ReadByte());
    }

    [LinuxFact("Only on Linux is somebody called between the start and its return.", Timeout = Child.HangGuard)]
    public async Task Started_NodeThatMayHaveEndedBeforeItsStartReturns_IsBeforeThat()
    {
        RunState state = new(GraphRunOptions.Default) { Judge = _ => (GraphNodeOutcome.Succeeded, string.Empty) };
        using ClockedGroup group = new(state);
        state.Group = group;
        GraphNode node = _graph.AddVerb("node", "exit", "0");
        using PreparedChild prepared = ChildProcess.Prepare(node.Options!);
        using NodeRun run = new(state, node, 0);

        run.Start(prepared, leadsGroup: false);

        await run.Completion;
        Assert.InRange(run.Started, TimeSpan.Zero, group.Caught);
        Assert.InRange(run.Ended, run.Started, state.Elapsed);
    }

    [LinuxFact("Limits of open files are those of Linux.", Timeout = Child.HangGuard)]
    public async Task Validate_FewDescriptorsLeft_PassesOnlyWhatStarts() =>
        Assert.Equal("started", await Child.OutputAsync("graph-with-few-descriptors"));

    [LinuxFact("Windows has no FIFO.", Timeout = Child.HangGuard)]
    public async Task Unblock_WhoOpensOnlyThen_DoesNotWait()
    {
        using ScratchDirectory scratch = new();
        MakeFifo(scratch["fifo"]);

        using SafeFileHandle? otherSide = RedirectFile.Unblock(scratch["fifo"]);

        Assert.NotNull(otherSide);
        using SafeFileHandle opened = await Child.OnThreadAsync(() => RedirectFile.Open(scratch["fifo"], RedirectMode.Read));
        Assert.False(opened.IsInvalid);
        Assert.Null(RedirectFile.Unblock(scratch.Path));
    }

    [LinuxFact("Windows has no FIFO.", Timeout = Child.HangGuard)]
    public async Task Start_TwoNodesThatMeetInAFifo_WaitForEachOther()
    {
        using ScratchDirectory scratch = new();
        MakeFifo(scratch["fifo"]);
        GraphSink output = GraphSink.Capture();
        GraphNode reader = _graph.AddVerb("reader", "cat");
        GraphNode writer = _graph.AddVerb("writer", "write", "met");
        _ = _graph.Connect(GraphSource.FromFile(scratch["fifo"]), reader.Input);
        _ = _graph.Connect(reader.Output, output);
        _ = _graph.Connect(writer.Output, GraphSink.AppendFile(scratch["fifo"]));
        await using RunningGraph running = _graph.Start();

        Assert.Equal("met", (await running.WaitAsync(GraphTest.Token)).GetCaptured(output).Text);
    }

    [LinuxFact("Windows has no FIFO.", Timeout = Child.HangGuard)]
    public async Task Start_FifoWithoutOtherSide_EndsWithTheTimeOrTheToken()
    {
        using ScratchDirectory scratch = new();
        MakeFifo(scratch["fifo"]);
        GraphNode reader = _graph.AddVerb("reader", "cat");
        _ = _graph.Connect(GraphSource.FromFile(scratch["fifo"]), reader.Input);
        using CancellationTokenSource source = new();

        _ = Assert.Throws<TimeoutException>(() => _graph.Start(new GraphRunOptions { Timeout = TimeSpan.Zero }));
        Task<RunningGraph> starting = _graph.StartAsync(cancellationToken: source.Token);
        Assert.False(starting.IsCompleted);
        await source.CancelAsync();
        _ = await Assert.ThrowsAsync<TaskCanceledException>(() => starting);
    }

    [Fact]
    public void Add_Names_AreMadeUniqueOrRefused()
    {
        Assert.Equal("sort", _graph.Add(new ChildProcessOptions("/usr/bin/sort")).Name);
        Assert.Equal("sort-2", _graph.Add(new ChildProcessOptions("sort")).Name);
        Assert.Equal("a-b", _graph.Add(new ChildProcessOptions("a b")).Name);
        Assert.Equal("sort-2.1", _graph.Nodes[1].Output.ToString());
        _ = Assert.Throws<ArgumentException>(() => _graph.AddVerb("sort", "exit"));
        _ = Assert.Throws<ArgumentException>(() => _graph.AddVerb("a b", "exit"));
        Assert.True(_graph.TryGetNode("a-b", out GraphNode? node));
        Assert.Same(_graph.Nodes[2], node);
    }

    private static void MakeFifo(string path) => Assert.True(ChildProcess.Run(new ChildProcessOptions("mkfifo", path)).Status.IsSuccess);

    private GraphNode[] AddThree() => [.. Enumerable.Range(0, 3).Select(i => _graph.AddVerb($"node{i}", "exit", "0"))];

    private void AssertProblem(GraphProblemKind kind, GraphNode? node = null, GraphEdge? edge = null)
    {
        GraphProblem problem = Assert.Single(_graph.Validate());
        Assert.Equal((kind, node, edge), (problem.Kind, problem.Node, problem.Edge));
        _ = Assert.Throws<GraphInvalidException>(() => _graph.Start());
    }

    /// <summary>Takes note of when a process was put into it.</summary>
    private sealed class ClockedGroup(RunState state) : ControlGroup
    {
        internal TimeSpan Caught { get; private set; }

        internal override string Location => string.Empty;

        internal override void Ready()
        {
        }

        internal override void Catch(int processId) => Caught = state.Elapsed;

        internal override void Add(int processId)
        {
        }

        internal override void Kill()
        {
        }

        internal override bool WaitUntilEmpty(TimeSpan timeout) => true;

        public override void Dispose()
        {
        }
    }
}
