using System.Diagnostics.CodeAnalysis;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A node while it runs, and what was seen of its end.</summary>
internal sealed class NodeRun : ChildWitness, IDisposable
{
    private readonly RunState _state;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();

    // Opened right after the start, taken by the witness, which may be told before that.
    private IChildProbe? _probe;
    private bool? _survivesBrokenPipe;

    // At its end: the pipes that had lost their readers; and those of which that is so only if it died of it.
    private LostPipe[] _lost = [];
    private LostPipe[] _maybeLost = [];
    private int[] _after = [];
    private bool _wasStopped;

    // 1 once the stage's end was seen, or is not waited for any more.
    private int _hasStageEnded;

    // Written last of what is seen of the end; 0 until then.
    private volatile int _order;

    internal NodeRun(RunState state, GraphNode node, int index)
    {
        _state = state;
        Node = node;
        Index = index;
    }

    internal GraphNode Node { get; }

    /// <summary>Gets its place among the graph's nodes.</summary>
    internal int Index { get; }

    /// <summary>Gets the child; null for a stage in this process, and before the start.</summary>
    internal ChildProcess? Child { get; private set; }

    /// <summary>Gets the ends of a stage in this process, by descriptor.</summary>
    internal Dictionary<int, PipeEnd> Ends { get; } = [];

    /// <summary>Gets the edges that it writes.</summary>
    internal List<EdgeRun> Outputs { get; } = [];

    /// <summary>Gets the edges that it reads.</summary>
    internal List<EdgeRun> Inputs { get; } = [];

    /// <summary>Gets the task that completes when it has ended; it never fails.</summary>
    internal Task Completion => _ended.Task;

    internal bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Gets whether its end has begun, though it has not been told yet.</summary>
    internal bool IsEnding => _order == 0 && Volatile.Read(ref _probe)?.IsEnding() == true;

    internal ExitStatus? Status { get; private set; }

    internal Exception? Exception { get; private set; }

    internal TimeSpan Started { get; private set; }

    internal TimeSpan Ended { get; private set; }

    /// <summary>Gets how many bytes it wrote in all, as told at its end; null if that is not known.</summary>
    internal long? BytesWritten { get; private set; }

    /// <summary>Gets how many bytes it has read and written up to now; null if that is not known.</summary>
    internal long? BytesMoved => Volatile.Read(ref _probe)?.ReadBytesMoved();

    /// <summary>Starts its child, whose end may be told before this returns.</summary>
    /// <param name="prepared">The child.</param>
    /// <param name="leadsGroup">Whether it is to lead a process group.</param>
    /// <exception cref="ChildStartException">The system does not start it.</exception>
    /// <exception cref="IOException">It was not let into the control group.</exception>
    internal void Start(PreparedChild prepared, bool leadsGroup)
    {
        // First: its end must not be earlier.
        Started = _state.Elapsed;
        ChildProcess child = prepared.Start(this, _state.Lifeline?.Job, _state.Group);
        Child = child;

        // It is in already; this is for what it started before.
        _state.Group?.Add(child.Id);
        if (_state.Lifeline?.Watch(child.Id, leadsGroup) == false)
        {
            _state.Warn(GraphWarningKind.NoWatchdog, $"nothing will kill {Node.Name} should this process be killed: its watchdog is gone");
        }

        Probe(child.Id);
    }

    /// <summary>Runs a stage in this process.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A stage is other people's code: whatever it throws is the node's failure.")]
    internal async Task RunStageAsync()
    {
        Started = _state.Elapsed;
        Exception? failure = null;
        try
        {
            await Task.Run(() => Node.Stage!(new GraphStageContext(Node, Ends), _stop.Token)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        EndStage(failure);
    }

    /// <summary>Asks a stage in this process to end.</summary>
    internal void CancelStage() => _ = _stop.CancelAsync();

    /// <summary>Takes a stage's ends from it: what it is blocked in ends.</summary>
    internal void CloseEnds()
    {
        foreach (PipeEnd end in Ends.Values)
        {
            end.Dispose();
        }
    }

    /// <summary>Waits no longer for a stage that does not end.</summary>
    internal void Abandon()
    {
        EndStage(new TimeoutException("The stage did not end."));
    }

    internal override void OnEnding(int processId)
    {
        Probe(processId);
        _survivesBrokenPipe = _probe?.SurvivesBrokenPipe();
        BytesWritten = _probe?.ReadBytesWritten();
        See();

        // While the number is still its own. A group may live on without its leader, and is not forgotten.
        _state.Lifeline?.Forget(processId);
        _state.TellExiting(Node);
    }

    internal override void OnExited(ExitStatus status)
    {
        Status = status;
        _lost = GraphJudge.DiedOfBrokenPipe(status) ? [.. _lost, .. _maybeLost] : _lost;
        End();
    }

    /// <summary>Whether it has an end of a pipe.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="descriptor">Where it was given it: the first place to look.</param>
    /// <returns>Also true if that cannot be known.</returns>
    internal bool Holds(PipeRun pipe, int descriptor) =>
        !HasEnded && (Node.IsInProcess
            ? Ends.Values.Any(end => end.CanRead || end.CanWrite)
            : Child is not { } child || ChildProbe.HoldsPipe(child.Id, pipe.Identity, descriptor) != false);

    /// <summary>Copies what is in a pipe, if its process has it.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="descriptor">Where it was given it: the first place to look.</param>
    /// <param name="count">How many bytes at most.</param>
    /// <returns>Null if it has ended, or has it not.</returns>
    internal byte[]? Peek(PipeRun pipe, int descriptor, int count) =>
        HasEnded || Child is not { } child ? null : PipePeek.ReadPipe(child.Id, pipe.Identity, descriptor, count);

    /// <summary>What the judge is to know.</summary>
    internal JudgedNode Describe() => new()
    {
        // First: what belongs to the end is there once this is.
        Order = _order,
        Status = Status,
        Exception = Exception,
        WasStopped = _wasStopped,
        SurvivesBrokenPipe = _survivesBrokenPipe,
        Lost = _lost,
        After = _after,
    };

    public void Dispose()
    {
        Child?.Dispose();
        _probe?.Dispose();
        _stop.Dispose();
    }

    /// <summary>Begins to look at the child, as early as possible: not everything can be opened any more when it has ended.</summary>
    private void Probe(int processId)
    {
        if (Volatile.Read(ref _probe) is null)
        {
            IChildProbe? probe = ChildProbe.Open(processId);
            if (Interlocked.CompareExchange(ref _probe, probe, null) is not null)
            {
                probe?.Dispose();
            }
        }
    }

    private void See()
    {
        PipeWatching.CatchUp();
        _wasStopped = _state.IsStopping;
        Ended = _state.Elapsed;
        ILookup<bool?, LostPipe> pipes = Outputs.ToLookup(edge => edge.WriterLostReaders(), edge => edge.DescribeLoss());
        _lost = [.. pipes[true]];
        _maybeLost = [.. pipes[null]];
        _after = [.. Inputs.Where(edge => edge.ClosedFirst == GraphSide.Writer).SelectMany(edge => edge.Writers).Where(writer => writer.IsEnding).Select(writer => writer.Index)];
    }

    /// <summary>A stage has ended, or is not waited for any more; once.</summary>
    private void EndStage(Exception? failure)
    {
        if (Interlocked.Exchange(ref _hasStageEnded, 1) != 0)
        {
            return;
        }

        // Before its own ends go: which of its pipes had lost their readers by then.
        See();
        CloseEnds();
        Exception = failure;
        End();
    }

    private void End()
    {
        _order = _state.NextOrder();
        _state.TellExited(this);
        _ = _ended.TrySetResult();
    }
}
