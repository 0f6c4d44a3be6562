namespace Standpipe;

/// <summary>Passes one writer's bytes on to several readers.</summary>
internal sealed class GraphFan : GraphPump
{
    private readonly PipeReadEnd _source;
    private readonly PipeWriteEnd[] _destinations;
    private readonly bool[] _areLast;
    private readonly TeeState _state;

    /// <summary>Makes one.</summary>
    /// <param name="source">Where from; owned.</param>
    /// <param name="destinations">Where to; owned.</param>
    /// <param name="areLast">Of each, whether the bytes leave the graph there.</param>
    internal GraphFan(PipeReadEnd source, PipeWriteEnd[] destinations, bool[] areLast)
    {
        _source = source;
        _destinations = destinations;
        _areLast = areLast;
        _state = new TeeState(destinations);
    }

    /// <summary>Gets how many bytes have left the source.</summary>
    internal override long? Bytes => _state.Taken;

    internal override bool IsRelay => true;

    /// <summary>How many bytes a branch got.</summary>
    internal long BytesOf(int branch) => _state.Sinks[branch].Written;

    /// <summary>Which side of a branch closed first.</summary>
    internal GraphSide FirstOf(int branch) => _state.Sinks[branch].IsBroken ? GraphSide.Reader : GraphSide.Writer;

    internal override void Close()
    {
        _source.Dispose();
        Array.ForEach(_destinations, end => end.Dispose());
    }

    private protected override async Task<GraphSide> RunAsync()
    {
        try
        {
            return await MoveAllAsync().ConfigureAwait(false);
        }
        catch (PipeBrokenException)
        {
            // All readers have left: so does this, and the writer learns of it.
            return GraphSide.Reader;
        }
    }

    private async Task<GraphSide> MoveAllAsync()
    {
        try
        {
            _ = await MoveAsync(long.MaxValue, Finishing).ConfigureAwait(false);
            return GraphSide.Writer;
        }
        catch (OperationCanceledException)
        {
            await MoveRestAsync().ConfigureAwait(false);
            return GraphSide.Unknown;
        }
    }

    /// <summary>Moves what is there now; the state knows who of the readers has what of it already.</summary>
    private async Task MoveRestAsync()
    {
        for (int i = 0; i < _areLast.Length; i++)
        {
            // Whoever still holds a node's pipe may read nothing: that gets what fits.
            _state.Sinks[i].LeavesWhenFull = !_areLast[i];
        }

        try
        {
            _ = await MoveAsync(_state.Taken + _source.BytesAvailable, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PipeBrokenException)
        {
            // There is nobody who takes any more.
        }
    }

    private Task<TeeResult> MoveAsync(long count, CancellationToken cancellationToken) =>
        _source.TeeInTurnAsync(_destinations, _state, count, cancellationToken);
}
