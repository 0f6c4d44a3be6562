using Standpipe.Platform;

namespace Standpipe;

/// <summary>Passes an edge's bytes on, and counts them.</summary>
/// <param name="source">Where from; owned.</param>
/// <param name="destination">Where to; owned.</param>
/// <param name="isLast">Whether they leave the graph there.</param>
internal sealed class GraphMeter(PipeReadEnd source, PipeWriteEnd destination, bool isLast = false) : GraphPump
{
    // The operation that counts, once it has begun; then the one that takes the rest.
    private volatile JointOperation? _joint;
    private long _before;

    internal override long? Bytes => Interlocked.Read(ref _before) + (_joint?.Moved ?? 0);

    internal override bool IsRelay => !isLast;

    internal override void Close()
    {
        source.Dispose();
        destination.Dispose();
    }

    private protected override async Task<GraphSide> RunAsync()
    {
        try
        {
            return await MoveAllAsync().ConfigureAwait(false);
        }
        catch (PipeBrokenException)
        {
            // Who reads has left: so does this, and the writer learns of it.
            return GraphSide.Reader;
        }
    }

    private async Task<GraphSide> MoveAllAsync()
    {
        try
        {
            await MoveAsync(long.MaxValue, waitsForRoom: true, Finishing).ConfigureAwait(false);
            return GraphSide.Writer;
        }
        catch (OperationCanceledException)
        {
            // What is there is still to be had; another holder of the pipe may write for ever. And another may hold a node's pipe and read nothing: that gets what fits.
            _ = Interlocked.Add(ref _before, _joint?.Moved ?? 0);
            _joint = null;
            await MoveAsync(source.BytesAvailable, waitsForRoom: isLast, CancellationToken.None).ConfigureAwait(false);
            return GraphSide.Unknown;
        }
    }

    private async Task MoveAsync(long count, bool waitsForRoom, CancellationToken cancellationToken) => _ = await JointOperation.RunAsync(
        [source, destination],
        joint =>
        {
            _joint = joint;
            return Splicing.IsAvailable ? new SpliceOperation(source, destination, waitsForRoom).RunAsync(joint, count)
                : waitsForRoom ? ExactCopy.RunAsync(joint, source, destination, count)
                : Task.CompletedTask;   // Windows does not tell what fits
        },
        cancellationToken).ConfigureAwait(false);
}
