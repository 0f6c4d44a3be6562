namespace Standpipe;

/// <summary>Passes one writer's bytes on to several readers.</summary>
internal sealed class GraphFan : GraphPump
{
    private readonly PipeReadEnd _source;
    private readonly PipeWriteEnd[] _destinations;
    private readonly TeeState _state;

    internal GraphFan(PipeReadEnd source, PipeWriteEnd[] destinations)
    {
        _source = source;
        _destinations = destinations;
        _state = new TeeState(destinations);
    }

    /// <summary>Gets how many bytes have left the source.</summary>
    internal override long? Bytes => _state.Taken;

    internal override bool IsRelay => true;

    /// <summary>How many bytes a branch got.</summary>
    internal long BytesOf(int branch) => _state.Sinks[branch].Written;

    internal override void Close()
    {
        _source.Dispose();
        Array.ForEach(_destinations, end => end.Dispose());
    }

    private protected override async Task RunAsync()
    {
        try
        {
            _ = await MoveAsync(long.MaxValue, Finishing).ConfigureAwait(false);
        }
        catch (PipeBrokenException)
        {
            // All readers have left: so does this, and the writer learns of it.
        }
        catch (OperationCanceledException)
        {
            // What is there now; the state knows who of the readers has what of it already.
            _ = await MoveAsync(_state.Taken + _source.BytesAvailable, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task<TeeResult> MoveAsync(long count, CancellationToken cancellationToken) =>
        _source.TeeInTurnAsync(_destinations, _state, count, cancellationToken);
}
