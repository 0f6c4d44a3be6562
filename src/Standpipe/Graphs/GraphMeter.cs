using Standpipe.Platform;

namespace Standpipe;

/// <summary>Passes an edge's bytes on, and counts them.</summary>
internal sealed class GraphMeter(PipeReadEnd source, PipeWriteEnd destination) : GraphPump
{
    // The operation that counts, once it has begun; then the one that takes the rest.
    private volatile JointOperation? _joint;
    private long _before;

    internal override long? Bytes => Interlocked.Read(ref _before) + (_joint?.Moved ?? 0);

    internal override bool IsRelay => true;

    internal override void Close()
    {
        source.Dispose();
        destination.Dispose();
    }

    private protected override async Task<GraphSide> RunAsync()
    {
        try
        {
            await MoveAsync(long.MaxValue, Finishing).ConfigureAwait(false);
            return GraphSide.Writer;
        }
        catch (PipeBrokenException)
        {
            // Who reads has left: so does this, and the writer learns of it.
            return GraphSide.Reader;
        }
        catch (OperationCanceledException)
        {
            _ = Interlocked.Add(ref _before, _joint?.Moved ?? 0);
            _joint = null;
            await MoveAsync(source.BytesAvailable, CancellationToken.None).ConfigureAwait(false);
            return GraphSide.Unknown;
        }
    }

    private async Task MoveAsync(long count, CancellationToken cancellationToken) => _ = await JointOperation.RunAsync(
        [source, destination],
        joint =>
        {
            _joint = joint;
            return Splicing.IsAvailable
                ? new SpliceOperation(source, destination).RunAsync(joint, count)
                : ExactCopy.RunAsync(joint, source, destination, count);
        },
        cancellationToken).ConfigureAwait(false);
}
