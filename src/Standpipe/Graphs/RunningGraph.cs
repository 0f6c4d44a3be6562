using System.Runtime.InteropServices;
using Standpipe.Inspection;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A graph that was started.</summary>
/// <remarks>
/// <para><b>Ownership</b>: disposing of it kills what still runs and waits until it is gone. It goes on by itself to its end whether anybody waits or not.</para>
/// <para><b>Threads</b>: safe.</para>
/// </remarks>
public sealed partial class RunningGraph : IAsyncDisposable
{
    private readonly RunState _state;
    private readonly NodeRun[] _nodes;
    private readonly GraphWiring _wiring;
    private readonly GraphReach _reach;

    // Completes when every node has ended and this process's part is done.
    private readonly Task _all;
    private readonly Task _stallWatch;

    internal RunningGraph(ProcessGraph graph, RunState state, NodeRun[] nodes, GraphWiring wiring, GraphReach reach)
    {
        Graph = graph;
        _state = state;
        _nodes = nodes;
        _wiring = wiring;
        _reach = reach;
        Nodes = [.. nodes.Select(node => new RunningGraphNode(node))];
        Edges = [.. wiring.Edges.Select(edge => new RunningGraphEdge(edge))];
        state.Log.Add(new GraphEvent(GraphEventKind.Started, state.Elapsed, $"{nodes.Length} nodes have started"));
        _all = EndAsync();
        _stallWatch = state.Options.StallPolicy == GraphStallPolicy.Off || !PipeMap.IsSupported
            ? Task.CompletedTask
            : new GraphStallWatch(state, nodes, wiring.Edges, state.Options.CapturePipes).RunAsync(_all, () => _ = StopAsync(GraphStopReason.Stalled, GraphStop.Default));
        Completion = CompleteAsync();
        if (state.Options.Timeout is { } timeout)
        {
            _ = StopAfterAsync(timeout);
        }
    }

    /// <summary>Gets the graph.</summary>
    /// <value>The graph that was started.</value>
    public ProcessGraph Graph { get; }

    /// <summary>Gets the nodes.</summary>
    /// <value>In the graph's order.</value>
    public IReadOnlyList<RunningGraphNode> Nodes { get; }

    /// <summary>Gets the edges.</summary>
    /// <value>In the graph's order.</value>
    public IReadOnlyList<RunningGraphEdge> Edges { get; }

    /// <summary>Gets the task of the result.</summary>
    /// <value>Completes when every node has ended and this process's part is done; it does not fail.</value>
    public Task<GraphResult> Completion { get; }

    /// <summary>Gets how long it has run.</summary>
    /// <value>By a clock that nobody sets.</value>
    public TimeSpan Elapsed => _state.Elapsed;

    /// <summary>Gets the warnings so far.</summary>
    /// <value>Empty if there is none.</value>
    public IReadOnlyList<GraphWarning> Warnings => _state.Warnings;

    /// <summary>Gets a node as it runs.</summary>
    /// <param name="node">A node of the graph.</param>
    /// <returns>The running node.</returns>
    /// <exception cref="ArgumentException">The node is none of the graph.</exception>
    public RunningGraphNode this[GraphNode node] =>
        Nodes.FirstOrDefault(running => running.Node == node) ?? throw new ArgumentException("The node is none of this graph.", nameof(node));

    /// <summary>Tells what happens, from the start on, to the end.</summary>
    /// <param name="cancellationToken">Ends the telling.</param>
    /// <returns>
    /// The events. Who comes late, or falls behind, gets the last thousand or so; the last event of all, <see cref="GraphEventKind.Completed"/>, comes to everybody.
    /// </returns>
    public IAsyncEnumerable<GraphEvent> GetEventsAsync(CancellationToken cancellationToken = default) => _state.Log.ReadAsync(cancellationToken);

    /// <summary>Waits for the result.</summary>
    /// <param name="cancellationToken">Ends the wait; the graph goes on.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<GraphResult> WaitAsync(CancellationToken cancellationToken = default) => Completion.WaitAsync(cancellationToken);

    /// <summary>Sends a signal to every process of the graph that still runs, whoever feeds others first.</summary>
    /// <param name="signal">One of .NET's names, or a raw number of the system.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, which has none: stop the graph.</exception>
    public void Signal(PosixSignal signal)
    {
        foreach (NodeRun node in InOrder())
        {
            if (node.Child is { } child && !node.HasEnded)
            {
                _ = child.Signal(signal);
            }
        }
    }

    /// <summary>Kills what still runs, and waits until it is gone.</summary>
    /// <returns>Completes when that is so.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!Completion.IsCompleted)
        {
            _ = await StopAsync(GraphStopReason.Requested, new GraphStop { Signal = null, Grace = TimeSpan.Zero }).ConfigureAwait(false);
        }

        _ = await Completion.ConfigureAwait(false);
    }

    /// <summary>Begins what this process does, and sees all to its end.</summary>
    private async Task EndAsync()
    {
        foreach (GraphPump pump in _wiring.Pumps)
        {
            pump.Start();
        }

        foreach (NodeRun stage in _nodes.Where(node => node.Node.IsInProcess))
        {
            _ = stage.RunStageAsync();
        }

        foreach (IGrouping<GraphPump, EdgeRun> taken in _wiring.Edges
            .Where(edge => edge is { Taker: not null, Edge.Sink.StreamPolicy: CapturePolicy.UntilExit }).GroupBy(edge => edge.Taker!))
        {
            // Of branches alone it ends with the fan-outs, by end of file.
            if (taken.Any(edge => edge.Edge.Relay is null))
            {
                _ = FinishWithWritersAsync(taken.Key, [.. taken]);
            }
        }

        await Task.WhenAll(_nodes.Select(node => node.Completion)).ConfigureAwait(false);
        foreach (GraphPump pump in _wiring.Pumps)
        {
            pump.NodesEnded();
        }

        if (_state.Options.CapturePolicy == CapturePolicy.UntilExit)
        {
            await FinishPumpsAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_wiring.Pumps.Select(pump => pump.Completion)).ConfigureAwait(false);
    }

    /// <summary>Ends what takes the bytes of some edges when nothing that is meant for it can come any more: nodes have ended, fan-outs have passed on all.</summary>
    private static async Task FinishWithWritersAsync(GraphPump taker, EdgeRun[] edges)
    {
        await Task.WhenAll(edges.SelectMany(edge => edge.Edge.Relay is null ? edge.Writers.Select(writer => writer.Completion) : [edge.Pump!.Completion])).ConfigureAwait(false);
        taker.Finish();
    }

    private async Task<GraphResult> CompleteAsync()
    {
        await _all.ConfigureAwait(false);
        await _stallWatch.ConfigureAwait(false);
        if (!_state.TryClose())
        {
            // What the nodes left behind is gone too, before it is said that all is over.
            await _stopped.Task.ConfigureAwait(false);
        }

        PipeWatching.CatchUp();
        foreach (EdgeRun edge in _wiring.Edges)
        {
            edge.OwnPipe?.Settle();
        }

        GraphResult result = GraphAccount.Close(_state, _nodes, _wiring.Edges);
        _reach.Dispose();
        _wiring.Dispose();
        _state.Release();
        foreach (NodeRun node in _nodes)
        {
            node.Dispose();
        }

        _state.Log.Add(new GraphEvent(GraphEventKind.Completed, result.Elapsed, result.Reason) { Result = result });
        return result;
    }

    /// <summary>Takes what is in the pipes now, whoever still holds them: from those that pass bytes on first.</summary>
    /// <param name="time">How long each of them may take; what is left then is left for good. Null: as long as it takes.</param>
    private async Task FinishPumpsAsync(TimeSpan? time = null)
    {
        foreach (bool relays in (bool[])[true, false])
        {
            GraphPump[] pumps = [.. _wiring.Pumps.Where(pump => pump.IsRelay == relays)];
            Array.ForEach(pumps, pump => pump.Finish());
            Task all = Task.WhenAll(pumps.Select(pump => pump.Completion));
            if (time is { } limit)
            {
                await all.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Array.ForEach(pumps, pump => pump.Abandon());
            }

            await all.ConfigureAwait(false);
        }
    }
}
