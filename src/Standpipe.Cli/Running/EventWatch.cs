namespace Standpipe.Cli.Running;

/// <summary>What happens while a graph runs, as far as the tool has something to say of it.</summary>
internal sealed class EventWatch
{
    private readonly Task _watch;
    private TimeSpan? _stopping;

    internal EventWatch(RunningGraph running) => _watch = WatchAsync(running);

    /// <summary>How many stages were running when the graph began to be stopped.</summary>
    internal async Task<int> CountRunningAsync(GraphResult result)
    {
        await _watch.ConfigureAwait(false);
        return _stopping is { } stopping ? result.Nodes.Count(node => node.Ended >= stopping) : 0;
    }

    private async Task WatchAsync(RunningGraph running)
    {
        await foreach (GraphEvent graphEvent in running.GetEventsAsync().ConfigureAwait(false))
        {
            switch (graphEvent)
            {
                case { Kind: GraphEventKind.Stopping }:
                    _stopping = graphEvent.Elapsed;
                    break;
                case { Warning: { Kind: GraphWarningKind.Deadlock or GraphWarningKind.NoEndOfFile } stall }:
                    // At once: this graph may never come to an end at which it could be said.
                    Complaint.Write(stall.Message);
                    break;
            }
        }
    }
}
