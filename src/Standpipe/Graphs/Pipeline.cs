namespace Standpipe;

/// <summary>A straight line of programs, each of which reads what the one before it writes.</summary>
/// <remarks>Immutable: every method gives a new pipeline. It is a <see cref="ProcessGraph"/> of a simple shape: see <see cref="ToGraph"/>.</remarks>
public sealed class Pipeline
{
    private readonly IReadOnlyList<ChildProcessOptions> _stages;
    private readonly GraphSource? _input;
    private readonly GraphSink? _output;
    private readonly GraphSink? _errors;

    private Pipeline(IReadOnlyList<ChildProcessOptions> stages, GraphSource? input, GraphSink? output, GraphSink? errors)
    {
        _stages = stages;
        _input = input;
        _output = output;
        _errors = errors;
    }

    /// <summary>Joins two pipelines: <c>first | second</c>.</summary>
    /// <param name="first">The one that writes.</param>
    /// <param name="second">The one that reads.</param>
    /// <returns>The longer pipeline.</returns>
    public static Pipeline operator |(Pipeline first, Pipeline second) => BitwiseOr(first, second);

    /// <summary>Joins two pipelines.</summary>
    /// <param name="left">The one that writes; its output must not lead elsewhere.</param>
    /// <param name="right">The one that reads; its input must not come from elsewhere.</param>
    /// <returns>The longer pipeline.</returns>
    /// <exception cref="ArgumentException">The first has an output, the second an input, or both have a sink for errors, and not the same.</exception>
    public static Pipeline BitwiseOr(Pipeline left, Pipeline right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left._output is not null)
        {
            throw new ArgumentException("The pipeline's output leads elsewhere.", nameof(left));
        }

        if (right._input is not null)
        {
            throw new ArgumentException("The pipeline's input comes from elsewhere.", nameof(right));
        }

        if (left._errors is not null && right._errors is not null && left._errors != right._errors)
        {
            throw new ArgumentException("The errors of the two pipelines lead to different places.", nameof(right));
        }

        return new Pipeline([.. left._stages, .. right._stages], left._input, right._output, left._errors ?? right._errors);
    }

    /// <summary>Begins with a program.</summary>
    /// <param name="program">A path if it has a slash, else a name to look for along PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The pipeline.</returns>
    public static Pipeline Create(string program, params IEnumerable<string> arguments) => Create(new ChildProcessOptions(program, arguments));

    /// <summary>Begins with a program.</summary>
    /// <param name="options">What to start, and how.</param>
    /// <returns>The pipeline.</returns>
    public static Pipeline Create(ChildProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Pipeline([options], null, null, null);
    }

    /// <summary>Adds a program that reads what the last one writes.</summary>
    /// <param name="program">A path if it has a slash, else a name to look for along PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The longer pipeline.</returns>
    public Pipeline Pipe(string program, params IEnumerable<string> arguments) => this | Create(program, arguments);

    /// <summary>Adds a program that reads what the last one writes.</summary>
    /// <param name="options">What to start, and how.</param>
    /// <returns>The longer pipeline.</returns>
    public Pipeline Pipe(ChildProcessOptions options) => this | Create(options);

    /// <summary>Lets the first program read from a source.</summary>
    /// <param name="source">The source; by default it reads this process's standard input.</param>
    /// <returns>The pipeline with that input.</returns>
    public Pipeline From(GraphSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new Pipeline(_stages, source, _output, _errors);
    }

    /// <summary>Lets the last program write to a sink.</summary>
    /// <param name="sink">The sink; by default it writes to this process's standard output.</param>
    /// <returns>The pipeline with that output.</returns>
    public Pipeline To(GraphSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return new Pipeline(_stages, _input, sink, _errors);
    }

    /// <summary>Lets all programs write their errors to one sink.</summary>
    /// <param name="sink">The sink; by default they write to this process's standard error.</param>
    /// <returns>The pipeline with that sink for errors.</returns>
    public Pipeline ErrorsTo(GraphSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return new Pipeline(_stages, _input, _output, sink);
    }

    /// <summary>Makes the graph.</summary>
    /// <returns>A new graph, to be added to.</returns>
    public ProcessGraph ToGraph()
    {
        ProcessGraph graph = new();
        GraphNode? last = null;
        foreach (ChildProcessOptions stage in _stages)
        {
            GraphNode node = graph.Add(stage);
            if (last is not null)
            {
                _ = graph.Connect(last.Output, node.Input);
            }
            else if (_input is not null)
            {
                _ = graph.Connect(_input, node.Input);
            }

            if (_errors is not null)
            {
                _ = graph.Connect(node.Error, _errors);
            }

            last = node;
        }

        if (_output is not null)
        {
            _ = graph.Connect(last!.Output, _output);
        }

        return graph;
    }

    /// <summary>Starts every program, or none.</summary>
    /// <param name="options">How.</param>
    /// <returns>The running graph; the caller disposes of it.</returns>
    /// <inheritdoc cref="ProcessGraph.Start(GraphRunOptions)" path="/exception"/>
    public RunningGraph Start(GraphRunOptions? options = null) => ToGraph().Start(options);

    /// <summary>Starts every program, or none, and waits for the end of all.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the pipeline, with the grace that the options name.</param>
    /// <returns>What came of it.</returns>
    /// <inheritdoc cref="ProcessGraph.RunAsync" path="/exception"/>
    public Task<GraphResult> RunAsync(GraphRunOptions? options = null, CancellationToken cancellationToken = default) =>
        ToGraph().RunAsync(options, cancellationToken);

    /// <summary>Runs it and gives what the last program wrote.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the pipeline, with the grace that the options name.</param>
    /// <returns>The output as text (UTF-8).</returns>
    /// <exception cref="GraphFailedException">The pipeline failed: a program that did not only lose its reader ended other than with 0.</exception>
    /// <inheritdoc cref="ProcessGraph.RunAsync" path="/exception"/>
    public async Task<string> ReadAsync(GraphRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        GraphSink capture = GraphSink.Capture();
        GraphResult result = await To(capture).RunAsync(options, cancellationToken).ConfigureAwait(false);
        return result.EnsureSuccess().GetCaptured(capture).Text;
    }
}
