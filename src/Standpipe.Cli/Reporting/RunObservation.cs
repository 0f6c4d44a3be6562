using System.Diagnostics.CodeAnalysis;
using Standpipe.Cli.Platform;
using Standpipe.Cli.Reporting.Records;
using Standpipe.Cli.Viewing;
using Standpipe.Observation;

namespace Standpipe.Cli.Reporting;

/// <summary>What is seen of one graph, the tool's own or somebody else's: the observer, the view while it runs, and what is written when it is over.</summary>
internal sealed class RunObservation : IAsyncDisposable
{
    // How long a process that a signal ends at once tries to give the terminal back.
    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(250);

    private readonly ObservationOptions _options;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    [SuppressMessage("Usage", "CA2213", Justification = "LookOnAsync has it, and disposes of it.")]
    private CancellationTokenSource? _looking;   // guarded by _gate
    private Action? _goingOn;   // guarded by _gate

    // Written once the stages run, read on the thread that is told of their ends.
    private volatile GraphObserver? _observer;

    // Nobody stops this process while it is held: a look, that may have an end of a stage's pipe open, is over.
    private readonly Lock _looks = new();
    private TimeSpan _observedFrom;
    private Task _tasks = Task.CompletedTask;
    private LiveView? _view;

    private volatile bool _hasFailed;

    /// <summary>Prepares it; nobody looks yet, and no file is open.</summary>
    /// <param name="options">What is asked for.</param>
    internal RunObservation(ObservationOptions options) => _options = options;

    /// <summary>Gets the files to be written.</summary>
    internal OutputFiles Outputs { get; } = new();

    /// <summary>Gets the task of the end of all stages, as the observer sees it, or of the observer's own; without an observer it never completes.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Opens what will be written, before anything starts. A FIFO waits for its reader.</summary>
    /// <param name="other">A file that is somebody else's to write, and to be opened with them; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="OutputFiles.OpenAsync"/>
    internal Task OpenFilesAsync(string? other, CancellationToken cancellationToken) => Outputs.OpenAsync(
        [.. _options.Files.Select(file => file.Path), .. other is null ? Array.Empty<string>() : [other]], cancellationToken);

    /// <summary>Begins to observe, if anybody wants to know; and to draw, if there is a terminal to draw on.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="tails">The stages whose standard error the tool passes on and keeps.</param>
    internal void Begin(RunningGraph graph, IEnumerable<string> tails)
    {
        _observedFrom = graph.Elapsed;
        Try(() => Begin(ObservedParts.Stages(graph), ObservedParts.Edges(graph, tails)));
    }

    /// <summary>Begins to observe somebody else's graph.</summary>
    internal void Begin(IReadOnlyList<ObservedStage> stages, IReadOnlyList<ObservedEdge> edges)
    {
        IReadOnlyDictionary<string, string> environment = TerminalEnvironment.Read();
        bool view = _options is { View: true, Progress: null } && ErrorTerminal.Exists && TerminalEnvironment.CanDraw(environment);
        if (!view && _options is { Progress: null, Summary: false } && !_options.Files.Any())
        {
            return;
        }

        GraphObserver observer = new(stages, edges);
        _observer = observer;
        _tasks = Task.WhenAll(
            TryAsync(() => LookAsync(observer)), _options.Progress is { } interval ? TryAsync(() => PrintAsync(observer, new FrameBuilder(edges), interval)) : Task.CompletedTask);
        if (view && !OperatingSystem.IsWindows())
        {
            _view = new LiveView(() => observer.RecentProfile, edges, !_options.Ascii && TerminalEnvironment.HasUnicode(environment));
        }
    }

    /// <summary>Looks a last time at a stage whose process has ended and is about to be reaped. If nobody observes it does nothing.</summary>
    /// <param name="stage">Its name.</param>
    internal void StageExiting(string stage)
    {
        if (_observer is { } observer)
        {
            lock (_looks)
            {
                observer.StageExited(stage);
            }
        }
    }

    /// <summary>Looks into the graph's pipes for somebody else, at no moment in which this process is stopped.</summary>
    internal T Look<T>(Func<T> look)
    {
        lock (_looks)
        {
            return look();
        }
    }

    /// <summary>
    /// Stops this process, as Ctrl-Z would have, between two looks and with the view off the screen: one that stopped within a look would hold an end
    /// of somebody else's pipe until it goes on.
    /// </summary>
    /// <param name="goingOn">Called when it goes on; at once if the system did not stop it.</param>
    internal void StopThisProcess(Action? goingOn = null)
    {
        lock (_gate)
        {
            if (_looking is { } looking)
            {
                _goingOn = goingOn;
                looking.Cancel();
                return;
            }
        }

        StopNow(goingOn);
    }

    /// <summary>Takes the view away, and writes and prints what was asked for. What cannot be written is complained about; the run's exit code stays.</summary>
    /// <param name="result">What came of the run.</param>
    /// <param name="run">What else is known of it.</param>
    /// <returns>Whether all went well, and is written.</returns>
    internal Task<bool> FinishAsync(GraphResult result, RunFacts run) => FinishAsync(profile => RecordBuilder.Build(result, run, profile, _observedFrom));

    /// <summary>Does the same for a graph of which there is no result.</summary>
    /// <param name="build">Makes the record of what was seen; null if nobody looked.</param>
    /// <inheritdoc cref="FinishAsync(GraphResult, RunFacts)"/>
    internal async Task<bool> FinishAsync(Func<GraphProfile?, RunRecord> build)
    {
        GraphProfile? profile = await EndAsync().ConfigureAwait(false);
        if (!_options.Files.Any() && !_options.Summary)
        {
            return !_hasFailed;
        }

        RunRecord record = build(profile);
        if (_options.Summary)
        {
            foreach (string line in SummaryTable.Make(record))
            {
                Complaint.WriteHint(line);
            }
        }

        return WriteFiles(record) && !_hasFailed;
    }

    /// <summary>Writes the files that were asked for and are open. What cannot be written is complained about.</summary>
    /// <returns>Whether all of them are written.</returns>
    internal bool WriteFiles(RunRecord record)
    {
        bool all = true;
        foreach ((string path, Func<RunRecord, byte[]> write) in _options.Files)
        {
            all &= Write(Outputs.Find(path), write, record);
        }

        return all;
    }

    /// <summary>Leaves nothing behind where this process ends at once, neither files nor the view, as far as that can be done in no time.</summary>
    internal void Abandon()
    {
        Outputs.Abandon();
        if (_view is { } view && !OperatingSystem.IsWindows())
        {
            // Somebody may be writing to a terminal that takes nothing.
            _ = Task.Run(view.End).Wait(s_farewell);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ = await EndAsync().ConfigureAwait(false);
        if (_view is not null && !OperatingSystem.IsWindows())
        {
            await _view.DisposeAsync().ConfigureAwait(false);
        }

        _observer?.Dispose();
        Outputs.Dispose();
        _end.Dispose();
    }

    private static bool Write(OutputFile? file, Func<RunRecord, byte[]> write, RunRecord record)
    {
        try
        {
            file?.Write(write(record));
            return file is not null;
        }
        catch (IOException exception)
        {
            Complaint.Write(exception.Message);
            return false;
        }
    }

    // The run goes on, and its exit code stays, whatever becomes of the observation.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong here, the graph has nothing to do with it.")]
    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            TellFailure(exception);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong here, the graph has nothing to do with it.")]
    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            TellFailure(exception);
        }
    }

    private void TellFailure(Exception exception)
    {
        _hasFailed = true;
        Complaint.Write($"the observation has failed: {exception.Message}");
    }

    /// <summary>Looks and draws no more. To be called again is no harm.</summary>
    /// <returns>What was seen; null if nobody looked.</returns>
    private async Task<GraphProfile?> EndAsync()
    {
        if (_view is { } view && !OperatingSystem.IsWindows())
        {
            await view.EndAsync().ConfigureAwait(false);
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await _tasks.ConfigureAwait(false);
        return _observer?.Profile;
    }

    private async Task LookAsync(GraphObserver observer)
    {
        try
        {
            while (await LookOnAsync(observer).ConfigureAwait(false))
            {
                StopNow(TakeGoingOn());
            }
        }
        finally
        {
            // The end came first: whoever was stopped for it must go on all the same.
            TakeGoingOn()?.Invoke();
            _ = _ended.TrySetResult();
        }
    }

    private Action? TakeGoingOn()
    {
        lock (_gate)
        {
            Action? goingOn = _goingOn;
            _goingOn = null;
            return goingOn;
        }
    }

    private void StopNow(Action? goingOn)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                _view?.Leave();
                lock (_looks)
                {
                    ErrorTerminal.StopThisProcess();
                }
            }
        }
        finally
        {
            goingOn?.Invoke();
        }

        if (!OperatingSystem.IsWindows())
        {
            _view?.ComeBack();
        }
    }

    /// <summary>Looks until the end.</summary>
    /// <returns>Whether it was only told to stop for a while.</returns>
    private async Task<bool> LookOnAsync(GraphObserver observer)
    {
        using CancellationTokenSource looking = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        lock (_gate)
        {
            _looking = looking;
        }

        try
        {
            await observer.RunAsync(looking.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _looking = null;
            }
        }

        return looking.IsCancellationRequested && !_end.IsCancellationRequested;
    }

    private async Task PrintAsync(GraphObserver observer, FrameBuilder frames, TimeSpan interval)
    {
        using PeriodicTimer timer = new(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
            {
                GraphProfile profile = observer.RecentProfile;
                if (_options.ProgressIsJson)
                {
                    Complaint.WriteHint(ProgressJson.Say(profile));
                }
                else
                {
                    Complaint.Write(ProgressLine.Say(frames.Build(profile)));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The graph has ended.
        }
    }
}
