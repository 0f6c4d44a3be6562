namespace Standpipe.Observation;

/// <summary>Watches the processes of a graph and the pipes between them, from outside, and finds the one that all others wait for.</summary>
/// <remarks>
/// <para><b>Blocking</b>: a look takes some microseconds for each process and each pipe, and waits for nobody.</para>
/// <para><b>Ownership</b>: it holds no end of a pipe and no process: for each look it opens an end of a pipe for a few microseconds, reads how much is in it,
/// and closes it. What it holds are files of <c>/proc</c>, until it is disposed of.</para>
/// <para><b>Threads</b>: safe.</para>
/// <para><b>Linux</b>: from <c>/proc</c>. Of processes of other users, and of those that changed their user, the system tells little: what it
/// does not tell is <see langword="null"/> in the profile, or <see cref="StageState.Unknown"/>.</para>
/// <para><b>Windows</b>: an observer can be made, and everything is unknown: a question about a pipe can block there for as long as its reader does.</para>
/// <para><b>Source</b>: proc(5), pipe(7); docs/observation.md.</para>
/// </remarks>
public sealed class GraphObserver : IDisposable
{
    private readonly Lock _lock = new();
    private readonly GraphObserverOptions _options;
    private readonly StageObserver[] _stages;
    private readonly EdgeObserver[] _edges;
    private readonly SampleHistory _history;
    private readonly long _start;

    // Under _lock.
    private double _elapsed;
    private double _stopped;
    private int _samples;
    private TimeSpan _samplingTime;
    private bool _isDisposed;

    /// <summary>Makes an observer and takes the first look.</summary>
    /// <param name="stages">The processes. They should just have been started, and not have been waited for.</param>
    /// <param name="edges">The pipes between them, or to somebody outside.</param>
    /// <param name="options">How to observe; <see langword="null"/>: the defaults.</param>
    /// <exception cref="ArgumentException">Two stages have one name, an edge has no stage at either end, or an option is not valid.</exception>
    public GraphObserver(IEnumerable<ObservedStage> stages, IEnumerable<ObservedEdge> edges, GraphObserverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentNullException.ThrowIfNull(edges);
        _options = options ?? new GraphObserverOptions();
        _options.Validate();
        ObservedStage[] all = [.. stages];
        ObservedEdge[] pipes = [.. edges];
        RequireNames(all);
        RequireStages(all, pipes);

        // From here on files of /proc are open: nothing is refused any more.
        HashSet<int> processes = [.. all.Select(stage => stage.ProcessId)];
        _stages = [.. all.Select((stage, index) => new StageObserver(stage, index, processes))];
        _edges = [.. pipes.Select(Observe)];
        Connect();
        _history = new SampleHistory(_options.HistoryLength, _stages.Length, _edges.Length);
        _start = _options.TimeProvider.GetTimestamp();
        Sample();
    }

    /// <summary>Gets what was seen up to now.</summary>
    /// <value>A new, unchanging one each time.</value>
    public GraphProfile Profile => MakeProfile(recent: false);

    /// <summary>Gets what was seen lately, as <see cref="GraphObserverOptions.RecentTime"/> has it: what a live view shows.</summary>
    /// <value>A new, unchanging one each time, without a history. Times, bytes and counts are of the whole run.</value>
    public GraphProfile RecentProfile => MakeProfile(recent: true);

    /// <summary>Looks at everything once.</summary>
    /// <exception cref="ObjectDisposedException">The observer is disposed of.</exception>
    public void Sample()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            long begin = _options.TimeProvider.GetTimestamp();
            double now = _options.TimeProvider.GetElapsedTime(_start, begin).TotalSeconds;
            Look(_samples == 0 ? 0 : now - _elapsed, now);
            _elapsed = now;
            _samples++;
            _samplingTime += _options.TimeProvider.GetElapsedTime(begin);
        }
    }

    /// <summary>Looks once more, because a stage has ended: its last figures can be had until its process is waited for.</summary>
    /// <param name="stage">Its name.</param>
    /// <remarks>
    /// <para><b>Blocking</b>: no longer than a look. A stage that was waited for before any look
    /// keeps the figures of the last one. Once the observer is disposed of, this does nothing.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">No stage has that name.</exception>
    public void StageExited(string stage)
    {
        if (!Array.Exists(_stages, one => one.Name == stage))
        {
            throw new ArgumentException($"No stage is called '{stage}'.", nameof(stage));
        }

        _ = TrySample();
    }

    /// <summary>Looks again and again: at first every <see cref="GraphObserverOptions.BurstInterval"/>, then every <see cref="GraphObserverOptions.Interval"/>.</summary>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    /// <returns>Completes when it is cancelled, when the observer is disposed of, or when all stages have ended (which Windows does not tell).</returns>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using PeriodicTimer timer = new(_options.BurstInterval, _options.TimeProvider);
        while (await NextAsync(timer, cancellationToken).ConfigureAwait(false) && TrySample())
        {
            timer.Period = _options.TimeProvider.GetElapsedTime(_start) < _options.BurstDuration ? _options.BurstInterval : _options.Interval;
        }
    }

    /// <summary>Copies what is in an edge at this moment, without taking anything out.</summary>
    /// <param name="edge">The edge's name.</param>
    /// <param name="count">How many bytes at most.</param>
    /// <returns>
    /// The oldest bytes in it; <see langword="null"/> if neither stage has the pipe any more that it had at the first look, the system does not show it, or the observer is
    /// disposed of.
    /// </returns>
    /// <remarks>
    /// <para>Where somebody passes the bytes on, from the writer's pipe to the reader's, it is the reader's.</para>
    /// <para><b>Linux</b>: as <see cref="EdgePeek.Read"/>, but no stranger is looked at that has a stage's number by now, and no other pipe.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">No edge has that name, or the count is negative.</exception>
    /// <exception cref="IOException">No pipe could be made to copy into.</exception>
    public byte[]? Peek(string edge, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        EdgeObserver one = Array.Find(_edges, other => other.Name == edge)
            ?? throw new ArgumentException($"No edge is called '{edge}'.", nameof(edge));
        lock (_lock)
        {
            return _isDisposed ? null : one.Peek(count);
        }
    }

    /// <summary>Ends the observation. What was seen can still be asked for.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Array.ForEach(_stages, stage => stage.Dispose());
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The way this ends.
            return false;
        }
    }

    private static void RequireNames(ObservedStage[] stages)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        if (Array.Find(stages, stage => !names.Add(stage.Name)) is { } twice)
        {
            throw new ArgumentException($"Two stages are called '{twice.Name}'.", nameof(stages));
        }
    }

    private static void RequireStages(ObservedStage[] stages, ObservedEdge[] edges)
    {
        if (Array.Find(edges, edge => !Array.Exists(stages, stage => stage.Name == edge.From || stage.Name == edge.To)) is { } stray)
        {
            throw new ArgumentException($"Neither end of the edge '{stray.Name}' is an observed stage's.", nameof(edges));
        }
    }

    private EdgeObserver Observe(ObservedEdge edge, int index) => new(
        edge, index, Array.Find(_stages, stage => stage.Name == edge.From), Array.Find(_stages, stage => stage.Name == edge.To));

    private void Connect()
    {
        foreach (EdgeObserver edge in _edges)
        {
            edge.Reader?.ReadsAnEdge = true;
            edge.HasWriterAlone = _edges.Count(other => other.Writer is not null && other.Writer == edge.Writer) == 1;
            edge.HasReaderAlone = _edges.Count(other => other.Reader is not null && other.Reader == edge.Reader) == 1;
        }
    }

    private bool TrySample()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return false;
            }

            Sample();
            return Array.Exists(_stages, stage => !stage.HasEnded);
        }
    }

    private void Look(double seconds, double now)
    {
        foreach (StageObserver stage in _stages)
        {
            stage.Look();
        }

        foreach (EdgeObserver edge in _edges)
        {
            edge.Look();
        }

        double factor = Math.Exp(-seconds / _options.RecentTime.TotalSeconds);
        _history.Begin(now, seconds);
        bool isAnyStopped = false;
        bool isAnyGoing = false;
        foreach (StageObserver stage in _stages)
        {
            stage.Account.Decay(factor);
            stage.Judge(seconds, _history);
            isAnyStopped |= stage.Activity.State == StageState.Stopped;
            isAnyGoing |= stage.Activity.State is not (StageState.Stopped or StageState.Exited);
        }

        foreach (EdgeObserver edge in _edges)
        {
            edge.Account.Decay(factor);
            edge.Judge(now, seconds, _history);
        }

        _stopped += isAnyStopped && !isAnyGoing ? seconds : 0;
    }

    private GraphProfile MakeProfile(bool recent)
    {
        lock (_lock)
        {
            GraphProfile profile = new()
            {
                Elapsed = TimeSpan.FromSeconds(_elapsed),
                StoppedTime = TimeSpan.FromSeconds(_stopped),
                Samples = _samples,
                SamplingTime = _samplingTime,
                Stages = Array.ConvertAll(_stages, stage => stage.Profile(recent)),
                Edges = Array.ConvertAll(_edges, edge => edge.Profile(recent)),
                History = recent ? [] : _history.ToArray(),
            };
            return profile with { Bottleneck = BottleneckRule.Find(profile) };
        }
    }
}
