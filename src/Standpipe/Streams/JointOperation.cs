using System.Diagnostics.CodeAnalysis;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>An asynchronous operation over several ends: it has the turn of each, and each one's disposal wakes it.</summary>
/// <remarks>
/// Turns are taken in one order by all (a read end before the write ends, those by their descriptors), so that no two operations wait for each other.
/// </remarks>
internal sealed class JointOperation(CancellationToken caller) : ReadinessHandler, IDisposable
{
    private readonly SteadyLock _lock = new();
    private readonly List<PipeEnd> _ends = [];
    private readonly Dictionary<SpliceSide, IDisposable> _watches = [];

    // Under _lock: the wait that is on, and whether somebody asked to look again since the last look.
    [SuppressMessage("Usage", "CA2213", Justification = "The wait that made it disposes of it.")]
    private CancellationTokenSource? _waiting;
    private bool _woken;

    /// <summary>Bytes moved so far.</summary>
    internal long Moved { get; set; }

    /// <summary>Runs work with the turns of some ends.</summary>
    /// <param name="ends">Read ends first; of write ends one,or several in the order of their handles.</param>
    /// <param name="work">What to do; it counts the bytes it moves.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>Bytes moved.</returns>
    /// <exception cref="PipeWriteCanceledException">The caller cancelled.</exception>
    internal static async Task<long> RunAsync(PipeEnd[] ends, Func<JointOperation, Task> work, CancellationToken cancellationToken)
    {
        using JointOperation joint = new(cancellationToken);
        try
        {
            foreach (PipeEnd end in ends)
            {
                await joint.EnterAsync(end).ConfigureAwait(false);
            }

            await work(joint).ConfigureAwait(false);
            return joint.Moved;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw PipeWriteCanceledException.AfterMoving(joint.Moved, cancellationToken);
        }
        catch (ObjectDisposedException) when (joint._ends.Find(IsClosed) is { } closed)
        {
            // Whichever call met the closed handle first.
            throw closed.ClosedMeanwhile();
        }
    }

    /// <summary>Waits for an end's turn and takes it.</summary>
    /// <exception cref="ObjectDisposedException">The end, or one that was entered before, is disposed of.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async Task EnterAsync(PipeEnd end)
    {
        caller.ThrowIfCancellationRequested();
        bool entered = end.TryTakeTurn();
        while (!entered)
        {
            LookAgain();
            await WaitAsync(async token =>
            {
                await end.TakeTurnAsync(token).ConfigureAwait(false);
                entered = true;
            }).ConfigureAwait(false);
        }

        _ends.Add(end);
        end.Join(this);
    }

    /// <summary>Begins a look at how things are: what changes from now on ends the next wait.</summary>
    /// <exception cref="ObjectDisposedException">One of the ends was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal void LookAgain()
    {
        using (_lock.Enter())
        {
            _woken = false;
        }

        if (_ends.Find(IsClosed) is { } closed)
        {
            throw closed.ClosedMeanwhile();
        }

        caller.ThrowIfCancellationRequested();
    }

    /// <summary>Waits, until something else than what is waited for calls for a look.</summary>
    /// <param name="wait">The wait; ends with <see cref="OperationCanceledException"/> when its token says so.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async Task WaitAsync(Func<CancellationToken, Task> wait)
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        using (_lock.Enter())
        {
            if (_woken)
            {
                return;
            }

            _waiting = source;
        }

        try
        {
            await wait(source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            // Woken: the caller of this looks why.
        }
        finally
        {
            using (_lock.Enter())
            {
                _waiting = null;
            }
        }
    }

    /// <summary>From now on, the going of whoever reads at a destination ends a wait.</summary>
    internal void Watch(SpliceSide destination)
    {
        if (!_watches.ContainsKey(destination))
        {
            _watches.Add(destination, SideReadiness.Register(destination, ReadinessEvents.Gone, this));
        }
    }

    /// <summary>Ends the wait that is on, or the next one. From any thread.</summary>
    internal void Wake()
    {
        using (_lock.Enter())
        {
            _woken = true;

            // What is registered at the token is other people's code, of a stream's or a caller's: not for this thread, nor under the lock.
            _ = _waiting?.CancelAsync();
        }
    }

    /// <summary>Gives the turns back.</summary>
    public void Dispose()
    {
        foreach (IDisposable watch in _watches.Values)
        {
            watch.Dispose();
        }

        for (int i = _ends.Count - 1; i >= 0; i--)
        {
            _ends[i].Leave();
            _ends[i].PassTurn();
        }

        _ends.Clear();
    }

    internal override void OnReady() => Wake();

    internal override void OnFailure(Exception exception) => Wake();

    private static bool IsClosed(PipeEnd end) => !end.CanRead && !end.CanWrite;
}
