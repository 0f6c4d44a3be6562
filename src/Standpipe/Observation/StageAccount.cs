namespace Standpipe.Observation;

/// <summary>How a stage has spent its time: all of it, and the recent part, in which what is older counts less.</summary>
internal sealed class StageAccount
{
    private static readonly int s_states = Enum.GetValues<StageState>().Length;

    private readonly double[] _total = new double[s_states];
    private readonly double[] _recent = new double[s_states];
    private double _totalCpu;
    private double _recentCpu;
    private bool _isReadingHidden;
    private bool _isWritingHidden;

    /// <summary>Makes what is there less recent.</summary>
    internal void Decay(double factor)
    {
        _recentCpu *= factor;
        foreach (ref double part in _recent.AsSpan())
        {
            part *= factor;
        }
    }

    /// <summary>Adds time spent in a state, in seconds.</summary>
    internal void Add(StageState state, double seconds)
    {
        _total[(int)state] += seconds;
        _recent[(int)state] += seconds;
    }

    /// <summary>Takes note of time in which nothing told whether the stage waited at an end: neither its calls nor the pipe.</summary>
    internal void Hide(bool isInput)
    {
        _isReadingHidden |= isInput;
        _isWritingHidden |= !isInput;
    }

    /// <summary>Adds processor time, in seconds.</summary>
    internal void AddCpu(double seconds)
    {
        _totalCpu += seconds;
        _recentCpu += seconds;
    }

    /// <summary>The seconds that are no stopped time.</summary>
    internal double Observed(bool recent)
    {
        double seconds = 0;
        for (int i = 0; i < s_states; i++)
        {
            seconds += (StageState)i == StageState.Stopped ? 0 : In((StageState)i, recent);
        }

        return seconds;
    }

    /// <summary>Whether anything is known of how it spent its time.</summary>
    internal bool IsKnown => Observed(recent: false) > In(StageState.Unknown, recent: false);

    /// <summary>The seconds in a state.</summary>
    internal double In(StageState state, bool recent) => (recent ? _recent : _total)[(int)state];

    /// <summary>The shares.</summary>
    /// <param name="profile">What else is known of the stage.</param>
    /// <param name="recent">Of the recent part.</param>
    /// <param name="isCpuKnown">Whether the system tells of processor time.</param>
    internal StageProfile Fill(StageProfile profile, bool recent, bool isCpuKnown)
    {
        double observed = Observed(recent);
        double unknown = In(StageState.Unknown, recent);
        profile = profile with { ObservedTime = TimeSpan.FromSeconds(observed) };
        if (observed <= 0)
        {
            return profile;
        }

        profile = profile with { CpuShare = isCpuKnown ? (recent ? _recentCpu : _totalCpu) / observed : null };
        if (unknown >= observed)
        {
            return profile;
        }

        double other = 0;
        StageState? largest = null;
        for (int i = 0; i < s_states; i++)
        {
            StageState state = (StageState)i;
            double share = In(state, recent);
            if (IsOther(state) && share > 0)
            {
                other += share;
                largest = largest is { } before && In(before, recent) >= share ? before : state;
            }
        }

        return profile with
        {
            RunShare = In(StageState.Running, recent) / observed,
            CpuWaitShare = In(StageState.WaitingForCpu, recent) / observed,
            BlockedReadShare = _isReadingHidden ? null : In(StageState.BlockedReading, recent) / observed,
            BlockedWriteShare = _isWritingHidden ? null : In(StageState.BlockedWriting, recent) / observed,
            OtherShare = other / observed,
            OtherState = largest,
        };
    }

    /// <summary>Whether a state is none of those that have a share of their own.</summary>
    internal static bool IsOther(StageState state) => state is not (StageState.Running or StageState.WaitingForCpu
        or StageState.BlockedReading or StageState.BlockedWriting or StageState.Stopped or StageState.Exited);
}
