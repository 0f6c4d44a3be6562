using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Observation;

/// <summary>One observed stage: its probe, and what has been made of what that saw.</summary>
internal sealed class StageObserver : IDisposable
{
    private const double SecondsPerNanosecond = 1e-9;
    private const int LooksBetweenSurveys = 20;

    private readonly ObservedStage _stage;
    private readonly StageProbe _probe;
    private readonly List<EdgeEnd> _ends = [];
    private FileIdentity _input;
    private FileIdentity _output;
    private TimeSplit _split;
    private StageActivity _asleep = new(StageState.Unknown);
    private StageActivity _activity = new(StageState.Unknown);
    private StageActivity _blocked = new(StageState.Unknown);
    private double _blockedSeconds;
    private long? _cpu;
    private long? _cpuWait;
    private string? _file;
    private long _filePosition;
    private long _fileLength;
    private int _looks;

    internal StageObserver(ObservedStage stage, int index, IReadOnlySet<int> others)
    {
        _stage = stage;
        Index = index;
        _probe = StageProbe.Open(stage.ProcessId, others);
    }

    /// <summary>Gets its place among the stages.</summary>
    internal int Index { get; }

    /// <summary>Gets what it is to be called.</summary>
    internal string Name => _stage.Name;

    /// <summary>Gets the process.</summary>
    internal int ProcessId => _stage.ProcessId;

    /// <summary>Gets the last look.</summary>
    internal StageReading Reading => _probe.Reading;

    /// <summary>Gets what it did at the last look.</summary>
    internal StageActivity Activity => _activity;

    /// <summary>Gets whether it has ended.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Gets the shares.</summary>
    internal StageAccount Account { get; } = new();

    /// <summary>The seconds of the last stretch in which it was blocked in a read of this descriptor.</summary>
    internal double BlockedReading(int descriptor) => _blocked.State == StageState.BlockedReading && _blocked.Descriptor == descriptor ? _blockedSeconds : 0;

    /// <summary>The seconds of the last stretch in which it was blocked in a write to this descriptor.</summary>
    internal double BlockedWriting(int descriptor) =>
        (_blocked.State == StageState.BlockedWriting && _blocked.Descriptor == descriptor) || _blocked.AlsoWriting == descriptor ? _blockedSeconds : 0;

    /// <summary>Gets or sets whether it reads an edge.</summary>
    internal bool ReadsAnEdge { get; set; }

    /// <summary>Looks into a pipe.</summary>
    internal PipeLevel? Measure(int descriptor, FileIdentity file) =>
        !HasEnded && _probe.TryMeasure(descriptor, file, out PipeLevel level) ? level : null;

    /// <summary>Copies what is in a pipe. One that has ended is not looked at again.</summary>
    internal byte[]? Peek(int descriptor, FileIdentity file, int count) => HasEnded ? null : _probe.Peek(descriptor, file, count);

    /// <summary>Which file a descriptor leads to.</summary>
    internal FileIdentity Identify(int descriptor) => _probe.Identify(descriptor);

    /// <summary>Looks at the process. One that has ended is not looked at again.</summary>
    internal void Look()
    {
        if (HasEnded)
        {
            return;
        }

        _ends.Clear();
        _probe.Read();
        HasEnded = _probe.Reading.HasEnded;
        if (HasEnded || _looks++ % LooksBetweenSurveys != 0)
        {
            return;
        }

        // What a process does once, before or after its program is loaded, or seldom.
        _input = _probe.Identify(0);
        _output = _probe.Identify(1);
        if (!ReadsAnEdge)
        {
            _file = _probe.FindInputFile(out _filePosition, out _fileLength);
        }
    }

    /// <summary>Adds one of its ends to those of this look.</summary>
    internal void AddEnd(in EdgeEnd end) => _ends.Add(end);

    /// <summary>Makes something of this look, after all ends are known.</summary>
    /// <param name="seconds">Since the last one; 0 at the first.</param>
    /// <param name="history">Where it goes too.</param>
    internal void Judge(double seconds, SampleHistory history)
    {
        AddOutsideEnds();
        _blockedSeconds = 0;
        StageReading reading = _probe.Reading;
        bool isAlone = reading.Tasks.Count == 1;
        _activity = HasEnded ? new StageActivity(StageState.Exited)
            : StageActivity.Of(CollectionsMarshal.AsSpan(reading.Tasks), CollectionsMarshal.AsSpan(_ends));
        if (_activity.State is StageState.Unknown && seconds > 0)
        {
            HideEnds();
        }

        double ran = Advance(ref _cpu, reading.CpuTime);
        double waited = Advance(ref _cpuWait, reading.CpuWaitTime);
        if (_activity.State is StageState.Stopped)
        {
            Add(StageState.Stopped, seconds, history);
            return;
        }

        Account.AddCpu(ran);
        history.AddCpu(Index, reading.CpuTime is null ? null : ran);
        if (HasEnded)
        {
            history.Add(Index, StageState.Exited, seconds);
            return;
        }

        if (isAlone && reading.CpuWaitTime is not null)
        {
            AddExactly(seconds, ran, waited, history);
        }
        else
        {
            AddSampled(seconds, ran, waited, history);
        }
    }

    /// <summary>What is known of it.</summary>
    internal StageProfile Profile(bool recent)
    {
        StageReading reading = _probe.Reading;
        bool isRunning = !HasEnded;
        StageProfile profile = new()
        {
            Name = _stage.Name,
            ProcessId = _stage.ProcessId,
            Program = reading.Program,
            State = _activity.State,
            StateDescriptor = _activity.Descriptor >= 0 ? _activity.Descriptor : null,
            CpuTime = reading.CpuTime is { } cpu ? TimeSpan.FromSeconds(cpu * SecondsPerNanosecond) : null,
            BytesRead = reading.BytesRead,
            BytesWritten = reading.BytesWritten,
            ReadCalls = reading.ReadCalls,
            WriteCalls = reading.WriteCalls,
            Threads = isRunning ? reading.Threads : null,
            Processes = isRunning ? reading.Processes : null,
            MemoryBytes = isRunning ? reading.Memory : null,
            InputFile = _file is null ? null : new FileProgress(_file, _filePosition, _fileLength),
        };
        return Account.Fill(profile, recent, reading.CpuTime is not null);
    }

    public void Dispose() => _probe.Dispose();

    private static double Advance(ref long? before, long? now)
    {
        double seconds = now is { } known && before is { } old && known > old ? (known - old) * SecondsPerNanosecond : 0;
        before = now ?? before;
        return seconds;
    }

    /// <summary>Where the pipe is not told either, it may have waited: that it did not is not known.</summary>
    private void HideEnds()
    {
        foreach (EdgeEnd end in _ends)
        {
            if (end is { IsOutside: false, Level: null })
            {
                Account.Hide(end.IsInput);
            }
        }
    }

    /// <summary>Standard input and output that are pipes, but no edges, lead out of the graph.</summary>
    private void AddOutsideEnds()
    {
        AddOutsideEnd(0, _input, isInput: true);
        AddOutsideEnd(1, _output, isInput: false);
    }

    private void AddOutsideEnd(int descriptor, FileIdentity file, bool isInput)
    {
        if (file.Kind != DescriptorKind.Pipe)
        {
            return;
        }

        foreach (EdgeEnd end in _ends)
        {
            if (end.Descriptor == descriptor || end.File == file)
            {
                return;
            }
        }

        _ends.Add(new EdgeEnd(descriptor, isInput, IsOutside: true, file, Level: null));
    }

    /// <summary>The scheduler says how long one thread ran and how long it waited to; how it slept, the looks say.</summary>
    private void AddExactly(double seconds, double ran, double waited, SampleHistory history)
    {
        bool isAwake = _activity.State is StageState.Running;
        (double run, double wait, double sleep) = _split.Divide(seconds, ran, waited, isAwake);
        if (isAwake)
        {
            _activity = wait > run ? new StageActivity(StageState.WaitingForCpu) : _activity;
        }
        else
        {
            _asleep = _activity;
        }

        Add(StageState.Running, run, history);
        Add(StageState.WaitingForCpu, wait, history);
        AddAsleep(isAwake ? _asleep : _activity, sleep, history);
    }

    /// <summary>Of several threads only the look says what they do together; the scheduler, whether those that could run did.</summary>
    private void AddSampled(double seconds, double ran, double waited, SampleHistory history)
    {
        if (_activity.State is not StageState.Running)
        {
            AddAsleep(_activity, seconds, history);
            return;
        }

        double waiting = ran + waited > 0 ? seconds * waited / (ran + waited) : 0;
        _activity = waited > ran ? new StageActivity(StageState.WaitingForCpu) : _activity;
        Add(StageState.Running, seconds - waiting, history);
        Add(StageState.WaitingForCpu, waiting, history);
    }

    private void AddAsleep(in StageActivity activity, double seconds, SampleHistory history)
    {
        double each = activity.IsAlsoWriting ? seconds / 2 : seconds;
        Add(activity.State, each, history);
        if (activity.IsAlsoWriting)
        {
            Add(StageState.BlockedWriting, each, history);
        }

        _blockedSeconds = each;
        _blocked = activity;
    }

    private void Add(StageState state, double seconds, SampleHistory history)
    {
        if (seconds > 0)
        {
            Account.Add(state, seconds);
            history.Add(Index, state, seconds);
        }
    }
}
