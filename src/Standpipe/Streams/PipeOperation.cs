using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>An asynchronous operation of one end that could not be done at once; used again and again.</summary>
/// <remarks>
/// One thread at a time works on it, and it is the one that brought it from Waiting to Running. Readiness, the turn, cancelling and
/// disposing all come as <see cref="TrySignal"/>: to a waiting operation, which the caller then must advance, or to a running one,
/// which looks again before it waits. So a signal that was meant for an earlier use is harmless: it is one look too many.
/// </remarks>
internal abstract class PipeOperation : ReadinessHandler, IValueTaskSource<int>, IValueTaskSource
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Signalled = 2;
    private const int Waiting = 3;

    // No version: those are of 16 bits.
    private const int Taken = int.MaxValue;

    private ManualResetValueTaskSourceCore<int> _core;
    private CancellationTokenRegistration _cancellation;
    private int _state;

    // The version whose result nobody has taken yet; taken by compare-and-swap, by one only.
    private int _untaken = Taken;
    private volatile bool _hasTurn;

    // What an end's first look would ask has been asked already.
    private bool _hasLooked;

    private protected PipeOperation(PipeEnd end) => End = end;

    /// <summary>The next in the line for the turn. Under the turn's lock.</summary>
    internal PipeOperation? Next { get; set; }

    /// <summary>Whether it has the end's turn.</summary>
    internal bool HasTurn
    {
        get => _hasTurn;
        set => _hasTurn = value;
    }

    private protected PipeEnd End { get; }

    /// <summary>What cancels it.</summary>
    private protected CancellationToken Token { get; private set; }

    /// <summary>What the end's reports were before the last look in vain.</summary>
    private protected int ReportsBeforeLook { get; set; } = PipeEndIo.Unknown;

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <inheritdoc/>
    public int GetResult(short token)
    {
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The operation has not completed: await it, or make it a task first.");
        }

        if (Interlocked.CompareExchange(ref _untaken, Taken, token) != token)
        {
            throw new InvalidOperationException("The result has been taken: a ValueTask gives it once.");
        }

        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            GiveBack();
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    /// <summary>Goes on, and then with whoever waited, on this thread. By whoever was told to advance it.</summary>
    internal void Resume()
    {
        ExecutionContext? before = ExecutionContext.Capture();
        try
        {
            Advance(mayContinueHere: true);
        }
        finally
        {
            LentThread.TakeBack(before);
        }
    }

    /// <summary>The end is disposed of: look again. Of an earlier use, it is a look too many.</summary>
    internal void OnDisposed() => SignalToPool();

    /// <summary>It has got the turn.</summary>
    internal void OnTurn() => SignalToPool();

    internal override void OnReady()
    {
        if (!TrySignal())
        {
            return;
        }

        if (!Readiness.TryLeave(always: End.AllowSynchronousContinuations))
        {
            ReadyOperations.Add(this);
            return;
        }

        try
        {
            Resume();
        }
        finally
        {
            Readiness.ComeBack();
        }
    }

    /// <summary>A continuation that ran on the thread that was told threw: it is nobody's failure but its own, as on the pool.</summary>
    internal override void OnFailure(Exception exception) =>
        ThreadPool.UnsafeQueueUserWorkItem(static thrown => ExceptionDispatchInfo.Throw(thrown), exception, preferLocal: false);

    /// <summary>Begins. The fields of the derived class are set.</summary>
    /// <param name="hasTurn">Whether the caller has taken the turn for it, and tried in vain.</param>
    /// <param name="cancellationToken">What cancels it.</param>
    /// <returns>The token of the value task.</returns>
    private protected short Begin(bool hasTurn, CancellationToken cancellationToken)
    {
        short version = _core.Version;
        Volatile.Write(ref _untaken, version);
        Token = cancellationToken;
        Volatile.Write(ref _state, Running);
        _hasLooked = hasTurn;
        if (hasTurn || End.Turn.TakeOrQueue(this))
        {
            _hasTurn = true;
        }

        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static state =>
                {
                    PipeOperation operation = (PipeOperation)state!;
                    if (operation.TrySignal())
                    {
                        operation.Advance(mayContinueHere: false);
                    }
                },
                this);
        }

        Advance(mayContinueHere: false);
        return version;
    }

    /// <summary>Tries to get it done, without waiting. It has the turn.</summary>
    /// <returns>Whether it is done, with the result.</returns>
    private protected abstract bool TryFinish(out int result);

    /// <summary>Whether the turn goes on to the next after it, or is still the caller's.</summary>
    private protected virtual bool PassesTurn(bool hasFailed) => true;

    /// <summary>The exception for what was cancelled.</summary>
    private protected virtual OperationCanceledException Canceled() => new(Token);

    /// <summary>Lets go of what it holds, for the next use.</summary>
    private protected abstract void Clear();

    /// <summary>Nobody will look at it any more: it may be used again.</summary>
    private protected abstract void GiveBack();

    /// <summary>Something has happened that it should look at.</summary>
    /// <returns>Whether the caller must advance it now.</returns>
    private bool TrySignal()
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            if (state is Idle or Signalled)
            {
                return false;
            }

            int next = state == Waiting ? Running : Signalled;
            if (Interlocked.CompareExchange(ref _state, next, state) == state)
            {
                return state == Waiting;
            }
        }
    }

    private void SignalToPool()
    {
        if (TrySignal())
        {
            ReadyOperations.Add(this);
        }
    }

    /// <summary>Goes on until it is done or has to wait. By the one thread that works on it.</summary>
    /// <param name="mayContinueHere">Whether its continuation may run on this thread.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever the attempt threw is handed to who waits for it.")]
    private void Advance(bool mayContinueHere)
    {
        int result = 0;
        Exception? exception = null;
        try
        {
            if (!RunUntilOver(out result, ref exception))
            {
                return;
            }
        }
        catch (Exception thrown)
        {
            exception = thrown is ObjectDisposedException ? End.DisposedMeanwhile() : thrown;
        }

        Complete(result, exception, mayContinueHere);
    }

    /// <returns>False if it waits, and may be somebody else's by now.</returns>
    private bool RunUntilOver(out int result, ref Exception? exception)
    {
        result = 0;
        while (true)
        {
            bool hasTurn = _hasTurn;
            if (hasTurn)
            {
                End.Turn.Holder = this;
            }

            if (!End.IsOpen)
            {
                exception = End.DisposedMeanwhile();
                return true;
            }

            if (Token.IsCancellationRequested)
            {
                exception = Canceled();
                return true;
            }

            if (hasTurn)
            {
                if (!_hasLooked && TryFinish(out result))
                {
                    return true;
                }

                _hasLooked = false;
                if (!End.Io.Arm(this, ReportsBeforeLook))
                {
                    continue;
                }
            }

            if (Interlocked.CompareExchange(ref _state, Waiting, Running) == Running)
            {
                return false;
            }

            Volatile.Write(ref _state, Running);
        }
    }

    private void Complete(int result, Exception? exception, bool mayContinueHere)
    {
        // Not waited for: a callback that is under way comes to nothing, or to one look too many.
        _ = _cancellation.Unregister();
        _cancellation = default;
        bool hasTurn = _hasTurn || !End.Turn.Leave(this);
        _hasTurn = false;
        if (hasTurn)
        {
            End.Io.Disarm();
            End.Turn.Holder = null;
            if (PassesTurn(exception is not null))
            {
                End.Turn.Pass();
            }
        }

        Token = default;
        Clear();
        Volatile.Write(ref _state, Idle);
        _core.RunContinuationsAsynchronously = !mayContinueHere;
        if (exception is null)
        {
            _core.SetResult(result);
        }
        else
        {
            _core.SetException(exception);
        }
    }
}
