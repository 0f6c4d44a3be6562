namespace Standpipe;

/// <summary>Feeds an edge from memory or from a stream.</summary>
internal sealed class GraphFeed(ChildFeed feed) : GraphPump
{
    internal override long? Bytes => feed.Completion.IsCompletedSuccessfully ? feed.Completion.Result : null;

    internal override void StopFeeding() => feed.Dispose();

    internal override void NodesEnded() => feed.ChildExited(CapturePolicy.UntilEndOfFile);

    internal override void Finish() => feed.Dispose();

    internal override void Close() => feed.Dispose();

    private protected override async Task<GraphSide> RunAsync()
    {
        feed.Start();
        _ = await feed.Completion.ConfigureAwait(false);

        // It closes its end itself.
        return GraphSide.Unknown;
    }
}
