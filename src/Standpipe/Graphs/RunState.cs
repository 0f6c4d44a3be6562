using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>What all parts of one run share: its clock, its events, whether it is being stopped.</summary>
/// <param name="options">How it is run.</param>
/// <param name="opening">How long it took until its files were open.</param>
internal sealed class RunState(GraphRunOptions options, TimeSpan opening = default)
{
    private const int Closed = -1;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();

    // Under _lock.
    private readonly List<GraphWarning> _warnings = [];

    private int _order;

    // A GraphStopReason, or Closed once nothing can be stopped any more.
    private int _stopReason;

    internal GraphRunOptions Options { get; } = options;

    internal DateTimeOffset StartTime { get; } = DateTimeOffset.Now;

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    internal GraphEventLog Log { get; } = new();

    internal GraphStopReason StopReason => Volatile.Read(ref _stopReason) is > 0 and int reason ? (GraphStopReason)reason : GraphStopReason.None;

    internal bool IsStopping => StopReason != GraphStopReason.None;

    internal IReadOnlyList<GraphWarning> Warnings
    {
        get
        {
            lock (_lock)
            {
                return [.. _warnings];
            }
        }
    }

    /// <summary>Gets or sets who knows a node's outcome as far as it can be known now.</summary>
    internal Func<NodeRun, (GraphNodeOutcome Outcome, string Reason)>? Judge { get; set; }

    /// <summary>Gets or sets what kills the nodes should this process die; null if nothing does.</summary>
    internal GraphLifeline? Lifeline { get; set; }

    /// <summary>Gets or sets the control group that the nodes are in; null if they are in none of their own.</summary>
    internal ControlGroup? Group { get; set; }

    /// <summary>What is left of a time that began when the files were about to be opened.</summary>
    internal TimeSpan TimeLeft(TimeSpan time) => time - opening - Elapsed;

    internal int NextOrder() => Interlocked.Increment(ref _order);

    /// <summary>All has ended: there is nothing to be stopped from now on.</summary>
    /// <returns>Whether no stopping had begun.</returns>
    internal bool TryClose() => Interlocked.CompareExchange(ref _stopReason, Closed, 0) == 0;

    /// <summary>Begins the stopping.</summary>
    /// <returns>Whether it had not begun, and all had not ended.</returns>
    internal bool TryStop(GraphStopReason reason) => Interlocked.CompareExchange(ref _stopReason, (int)reason, 0) == 0;

    internal void Warn(GraphWarningKind kind, string message)
    {
        GraphWarning warning = new(kind, message);
        lock (_lock)
        {
            _warnings.Add(warning);
        }

        Log.Add(new GraphEvent(GraphEventKind.Warning, Elapsed, message) { Warning = warning });
    }

    internal void TellExited(NodeRun node)
    {
        (GraphNodeOutcome outcome, string reason) = Judge!(node);
        Log.Add(new GraphEvent(GraphEventKind.NodeExited, node.Ended, $"{node.Node.Name}: {reason}")
        {
            Node = node.Node,
            Status = node.Status,
            Outcome = outcome,
        });
    }

    internal void TellClosed(GraphEdge edge, GraphSide side) =>
        Log.Add(new GraphEvent(GraphEventKind.EdgeClosed, Elapsed, $"{edge.Name}: closed by its {(side == GraphSide.Reader ? "reader" : "writer")}")
        {
            Edge = edge,
            Side = side,
        });

    /// <summary>Lets go of what was to kill the nodes: they have ended, and what they left behind is to stay.</summary>
    internal void Release()
    {
        Lifeline?.Dispose();
        Group?.Dispose();
    }

    /// <summary>Tells the caller's observer.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The caller's code on the thread that everything waits for: its failure must not end that.")]
    internal void TellExiting(GraphNode node)
    {
        try
        {
            Options.NodeExiting?.Invoke(node);
        }
        catch (Exception exception)
        {
            Warn(GraphWarningKind.ObserverFailed, $"What was to be called at the end of {node.Name} failed: {exception.Message}");
        }
    }
}
