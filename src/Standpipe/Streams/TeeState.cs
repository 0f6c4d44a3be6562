namespace Standpipe;

/// <summary>How far a tee and each of its destinations are.</summary>
internal sealed class TeeState
{
    private readonly PipeWriteEnd[] _destinations;

    /// <summary>Begins.</summary>
    /// <param name="destinations">Checked: at least one, none twice.</param>
    internal TeeState(PipeWriteEnd[] destinations)
    {
        _destinations = destinations;
        Sinks = [.. destinations.Select(end => new TeeSink(end))];
        Live = [.. Sinks];
    }

    /// <summary>All destinations, in the caller's order.</summary>
    internal IReadOnlyList<TeeSink> Sinks { get; }

    /// <summary>Those that are not broken.</summary>
    internal List<TeeSink> Live { get; }

    /// <summary>Bytes that have left the source.</summary>
    internal long Taken { get; set; }

    /// <summary>How far the destination that is furthest behind has got, beyond what has left the source.</summary>
    internal long LeastLead => Live.Min(sink => sink.Written) - Taken;

    /// <summary>Leaves out what is broken.</summary>
    /// <exception cref="PipeBrokenException">Nobody is left.</exception>
    internal void DropBroken()
    {
        if (Live.RemoveAll(sink => sink.IsBroken) > 0 && Live.Count == 0)
        {
            throw PipeBrokenException.AfterMoving(Taken);
        }
    }

    /// <summary>Throws if a destination was disposed of.</summary>
    /// <exception cref="ObjectDisposedException">One was.</exception>
    internal void RequireOpen()
    {
        foreach (TeeSink sink in Live)
        {
            if (!sink.End.CanWrite)
            {
                throw sink.End.ClosedMeanwhile();
            }
        }
    }

    /// <summary>What to tell the caller.</summary>
    internal TeeResult ToResult() => new(
        Taken,
        [.. Sinks.Select(sink => sink.Written)],
        [.. _destinations.Where((_, i) => Sinks[i].IsBroken)]);
}
