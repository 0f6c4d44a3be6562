namespace Standpipe.Cli.Running;

/// <summary>When a graph began to be stopped.</summary>
internal sealed class StopClock
{
    private TimeSpan? _stopping;
    private readonly Task _watch;

    internal StopClock(RunningGraph running) => _watch = WatchAsync(running);

    /// <summary>How many stages were running then; the graph has ended.</summary>
    internal int CountRunning(GraphResult result) =>
        _watch.IsCompleted && _stopping is { } stopping ? result.Nodes.Count(node => node.Ended >= stopping) : 0;

    private async Task WatchAsync(RunningGraph running)
    {
        await foreach (GraphEvent graphEvent in running.GetEventsAsync().ConfigureAwait(false))
        {
            if (graphEvent.Kind == GraphEventKind.Stopping)
            {
                _stopping = graphEvent.Elapsed;
                return;
            }
        }
    }
}
