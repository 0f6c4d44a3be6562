namespace Standpipe.Tests;

[Collection("Processes")]
public class PipelineTests
{
    private static readonly ChildProcessOptions s_cat = TestChildProgram.Verb("cat");

    [Fact(Timeout = Child.HangGuard)]
    public async Task ReadAsync_LineOfPrograms_GivesTheText()
    {
        Pipeline pipeline = Pipeline.Create(TestChildProgram.Path, "write", "along the line").Pipe(TestChildProgram.Path, "cat").Pipe(s_cat);

        Assert.Equal("along the line", await pipeline.ReadAsync(cancellationToken: GraphTest.Token));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Or_TwoPipelines_JoinsThem()
    {
        Pipeline input = Pipeline.Create(s_cat).From(GraphSource.FromText("fed"));

        Assert.Equal("fed", await (input | Pipeline.Create(s_cat) | Pipeline.Create(s_cat)).ReadAsync(cancellationToken: GraphTest.Token));

        // Immutable: the first can be run by itself as well.
        Assert.Equal("fed", await input.ReadAsync(cancellationToken: GraphTest.Token));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task ErrorsTo_OneSink_GetsThemAll()
    {
        GraphSink errors = GraphSink.Capture();
        Pipeline pipeline = Pipeline.Create(TestChildProgram.Path, "to-stderr", "one").Pipe(TestChildProgram.Path, "tee")
            .From(GraphSource.Null).To(GraphSink.Null).ErrorsTo(errors);

        GraphResult result = await pipeline.RunAsync(cancellationToken: GraphTest.Token);

        Assert.Equal("one", result.EnsureSuccess().GetCaptured(errors).Text);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task ReadAsync_AProgramFails_Throws()
    {
        Pipeline pipeline = Pipeline.Create(TestChildProgram.Path, "generate", "10", "3").Pipe(s_cat);

        GraphFailedException exception = await Assert.ThrowsAsync<GraphFailedException>(() => pipeline.ReadAsync(cancellationToken: GraphTest.Token));

        Assert.Equal(3, exception.Result?.ExitCode);
        Assert.Equal("The graph failed: Standpipe.TestChild: exit 3.", exception.Message.Replace(".exe", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void Or_SidesThatLeadElsewhere_AreRefused()
    {
        Pipeline cat = Pipeline.Create(s_cat);

        _ = Assert.Throws<ArgumentException>(() => cat.To(GraphSink.Null) | cat);
        _ = Assert.Throws<ArgumentException>(() => cat | cat.From(GraphSource.Null));
        _ = Assert.Throws<ArgumentException>(() => cat.ErrorsTo(GraphSink.Capture()) | cat.ErrorsTo(GraphSink.Capture()));
    }
}
