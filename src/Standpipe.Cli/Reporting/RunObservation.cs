using System.Diagnostics.CodeAnalysis;
using Standpipe.Cli.Platform;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Cli.Viewing;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>What is seen of one run: the observer, the view while it runs, and what is written when it is over.</summary>
internal sealed class RunObservation : IAsyncDisposable
{
    private readonly ObservationOptions _options;
    private readonly OutputFile? _json;
    private readonly OutputFile? _report;
    private readonly CancellationTokenSource _end = new();
    [SuppressMessage("Usage", "CA2213", Justification = "EndAsync takes and disposes of it.")]
    private GraphObserver? _observer;
    private TimeSpan _observedFrom;
    private Task _tasks = Task.CompletedTask;
    [SuppressMessage("Usage", "CA2213", Justification = "EndAsync takes and disposes of it.")]
    private LiveView? _view;

    private RunObservation(ObservationOptions options, OutputFile? json, OutputFile? report)
    {
        _options = options;
        _json = json;
        _report = report;
    }

    /// <summary>Opens what will be written, before anything starts.</summary>
    /// <exception cref="IOException">A file cannot be written; the message says which and why.</exception>
    internal static RunObservation Prepare(ObservationOptions options)
    {
        if (options.Json is not null && options.Json == options.Report)
        {
            throw new IOException($"cannot write '{options.Json}': the report and the JSON are two files");
        }

        OutputFile? json = options.Json is { } path ? OutputFile.Open(path) : null;
        try
        {
            return new RunObservation(options, json, options.Report is { } report ? OutputFile.Open(report) : null);
        }
        catch
        {
            json?.Dispose();
            throw;
        }
    }

    /// <summary>Begins to observe, if anybody wants to know; and to draw, if there is a terminal to draw on.</summary>
    internal void Begin(RunningGraph graph)
    {
        IReadOnlyDictionary<string, string> environment = TerminalEnvironment.Read();
        bool view = _options is { View: true, Progress: null } && ErrorTerminal.Exists && TerminalEnvironment.CanDraw(environment);
        if (!view && _options is { Progress: null, Summary: false } && _json is null && _report is null)
        {
            return;
        }

        ObservedStage[] stages = [.. graph.Nodes.Where(node => node.ProcessId is not null).Select(node => new ObservedStage(node.Node.Name, node.ProcessId!.Value))];
        ObservedEdge[] edges = [.. graph.Edges.Select(ObservedEdges.Find).OfType<ObservedEdge>().Where(edge => stages.Any(stage => stage.Name == edge.From || stage.Name == edge.To))];
        GraphObserver observer = new(stages, edges);
        _observer = observer;
        _observedFrom = graph.Elapsed;
        _tasks = Task.WhenAll(observer.RunAsync(_end.Token), _options.Progress is { } interval ? PrintAsync(observer, new FrameBuilder(edges), interval) : Task.CompletedTask);
        if (view && !OperatingSystem.IsWindows())
        {
            _view = new LiveView(() => observer.RecentProfile, edges, !_options.Ascii && TerminalEnvironment.HasUnicode(environment));
        }
    }

    /// <summary>Leaves the terminal to somebody else: this process is about to be stopped.</summary>
    internal void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
        {
            _view?.Leave();
        }
    }

    /// <summary>Draws again: this process goes on, in the foreground or not.</summary>
    internal void ComeBack()
    {
        if (!OperatingSystem.IsWindows())
        {
            _view?.ComeBack();
        }
    }

    /// <summary>Takes the view away, and writes and prints what was asked for. What cannot be written is complained about; the run's exit code stays.</summary>
    /// <param name="result">What came of the run.</param>
    /// <param name="run">What else is known of it.</param>
    internal async Task FinishAsync(GraphResult result, RunFacts run)
    {
        GraphProfile? profile = await EndAsync().ConfigureAwait(false);
        if (_json is null && _report is null && !_options.Summary)
        {
            return;
        }

        RunRecord record = RecordBuilder.Build(result, run, profile, _observedFrom);
        if (_options.Summary)
        {
            foreach (string line in SummaryTable.Make(record))
            {
                Complaint.WriteHint(line);
            }
        }

        Write(_json, RunJson.Write, record);
        Write(_report, HtmlReport.Write, record);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ = await EndAsync().ConfigureAwait(false);
        _json?.Dispose();
        _report?.Dispose();
        _end.Dispose();
    }

    private static void Write(OutputFile? file, Func<RunRecord, byte[]> write, RunRecord record)
    {
        try
        {
            file?.Write(write(record));
        }
        catch (IOException exception)
        {
            Complaint.Write(exception.Message);
        }
    }

    private async Task<GraphProfile?> EndAsync()
    {
        if (_view is { } view && !OperatingSystem.IsWindows())
        {
            _view = null;
            await view.DisposeAsync().ConfigureAwait(false);
        }

        if (_observer is not { } observer)
        {
            return null;
        }

        _observer = null;
        await _end.CancelAsync().ConfigureAwait(false);
        await _tasks.ConfigureAwait(false);
        GraphProfile profile = observer.Profile;
        observer.Dispose();
        return profile;
    }

    private async Task PrintAsync(GraphObserver observer, FrameBuilder frames, TimeSpan interval)
    {
        using PeriodicTimer timer = new(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
            {
                Complaint.Write(ProgressLine.Say(frames.Build(observer.RecentProfile)));
            }
        }
        catch (OperationCanceledException)
        {
            // The graph has ended.
        }
    }
}
