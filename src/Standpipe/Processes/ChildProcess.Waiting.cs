using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe;

/// <content>Waiting for the child, and for what it writes.</content>
public sealed partial class ChildProcess
{
    // Between two looks at a group whose leader has gone: the system announces no group's end.
    private static readonly TimeSpan s_groupPoll = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts a program and waits for its end and for what was captured of it.</summary>
    /// <param name="options">What, and how.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="ChildStartException">The program cannot be started.</exception>
    /// <exception cref="IOException">A file or a pipe for a standard stream cannot be opened.</exception>
    public static ChildResult Run(ChildProcessOptions options)
    {
        using ChildProcess child = Start(options);
        return child.WaitForResult();
    }

    /// <summary>Starts a program and waits for its end and for what was captured of it.</summary>
    /// <param name="options">What, and how.</param>
    /// <param name="cancellationToken">Kills the child, and the group it leads if it leads one.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="ChildStartException">The program cannot be started.</exception>
    /// <exception cref="IOException">A file or a pipe for a standard stream cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the child is gone.</exception>
    public static async Task<ChildResult> RunAsync(ChildProcessOptions options, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChildProcess child = Start(options);
        await using (child.ConfigureAwait(false))
        {
            try
            {
                return await child.WaitForResultAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Whatever OnDispose says: nobody else has a hold on it.
                _ = child._handle.Signal((int)NativeSignal.Kill, child.LeadsGroup);
                await ((Task)child._exit.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }
    }

    /// <summary>Blocks until the child has ended.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="ObjectDisposedException">This was disposed of while the child ran on.</exception>
    /// <remarks>Captures may still be going on; <see cref="WaitForResult()"/> waits for those too.</remarks>
    public ExitStatus WaitForExit()
    {
        if (!_exit.Task.IsCompleted)
        {
            // This thread sees the end itself, and tells it to whoever else waits: waking the thread of the notices for it, too, would
            // take the processor from both.
            _registration.End();
            _ = _handle.Wait(Timeout.InfiniteTimeSpan);
            OnExited();
        }

        return GetExit();
    }

    /// <summary>Blocks until the child has ended or the time is over.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="status">How it ended; <see langword="null"/> if it has not.</param>
    /// <returns>Whether it has ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative and not infinite.</exception>
    public bool TryWaitForExit(TimeSpan timeout, [NotNullWhen(true)] out ExitStatus? status)
    {
        RequireTimeout(timeout);
        bool ended = _exit.Task.IsCompleted || _handle.Wait(timeout);
        status = ended ? GetExit() : null;
        return ended;
    }

    /// <summary>Waits, without a thread, until the child has ended.</summary>
    /// <param name="cancellationToken">Ends the wait; the child runs on.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<ExitStatus> WaitForExitAsync(CancellationToken cancellationToken = default) =>
        _exit.Task.WaitAsync(cancellationToken);

    /// <summary>Waits, without a thread, until the child has ended or the time is over.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Ends the wait; the child runs on.</param>
    /// <returns>How it ended; <see langword="null"/> if the time was over first, and the child runs on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ExitStatus?> TryWaitForExitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        RequireTimeout(timeout);
        try
        {
            await TimerTime.WaitAsync(_exit.Task, timeout, cancellationToken).ConfigureAwait(false);
            return await _exit.Task.ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Blocks until the child has ended, its captures are complete and its input is fed.</summary>
    /// <returns>What came of it.</returns>
    /// <exception cref="ObjectDisposedException">This was disposed of meanwhile.</exception>
    /// <exception cref="IOException">A capture, or the stream that was fed, failed.</exception>
    /// <remarks><b>Blocking</b>: with <see cref="CapturePolicy.UntilEndOfFile"/>, as long as any process holds a captured pipe.</remarks>
    public ChildResult WaitForResult()
    {
        ExitStatus status = WaitForExit();
        long? fed = _streams.Feed is { } feed ? feed.Completion.GetAwaiter().GetResult() : null;
        return new ChildResult(_options.Program, status, Captured(PreparedStreams.Output), Captured(PreparedStreams.Error), fed);

        CapturedOutput? Captured(int index) => _streams.Captures[index]?.Completion.GetAwaiter().GetResult();
    }

    /// <summary>Waits, without a thread, until the child has ended, its captures are complete and its input is fed.</summary>
    /// <param name="cancellationToken">Ends the wait; the child and the captures go on.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed of meanwhile.</exception>
    /// <exception cref="IOException">A capture, or the stream that was fed, failed.</exception>
    public async Task<ChildResult> WaitForResultAsync(CancellationToken cancellationToken = default)
    {
        ExitStatus status = await WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        long? fed = _streams.Feed is { } feed
            ? await feed.Completion.WaitAsync(cancellationToken).ConfigureAwait(false)
            : null;
        return new ChildResult(
            _options.Program,
            status,
            await CapturedAsync(PreparedStreams.Output).ConfigureAwait(false),
            await CapturedAsync(PreparedStreams.Error).ConfigureAwait(false),
            fed);

        async Task<CapturedOutput?> CapturedAsync(int index) => _streams.Captures[index] is { } capture
            ? await capture.Completion.WaitAsync(cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Asks the child to end (SIGTERM), and kills it if it has not after a grace.</summary>
    /// <param name="grace">How long it may take; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="scope">The child alone, or the group that it leads; a group has ended when its last member has.</param>
    /// <returns>How the child ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative and not infinite.</exception>
    /// <exception cref="InvalidOperationException">The scope is the group, and the child leads none.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, which has no signal to ask with: kill it.</exception>
    public ExitStatus Terminate(TimeSpan grace, SignalScope scope = SignalScope.Process)
    {
        RequireTimeout(grace);
        long start = Stopwatch.GetTimestamp();
        bool ended = !Signal(PosixSignal.SIGTERM, scope) || _handle.Wait(grace);
        using ManualResetEventSlim never = new();
        while (ended && scope == SignalScope.Group && GroupLives())
        {
            ended = IsWithin(grace, start);
            _ = never.Wait(s_groupPoll);
        }

        if (!ended)
        {
            _ = Kill(scope);
        }

        return WaitForExit();
    }

    /// <summary>Asks the child to end (SIGTERM), and kills it if it has not after a grace; without a thread.</summary>
    /// <param name="grace">How long it may take; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="scope">The child alone, or the group that it leads; a group has ended when its last member has.</param>
    /// <param name="cancellationToken">Ends the grace at once: what has not ended is killed.</param>
    /// <returns>How the child ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative and not infinite.</exception>
    /// <exception cref="InvalidOperationException">The scope is the group, and the child leads none.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, which has no signal to ask with: kill it.</exception>
    public async Task<ExitStatus> TerminateAsync(
        TimeSpan grace, SignalScope scope = SignalScope.Process, CancellationToken cancellationToken = default)
    {
        RequireTimeout(grace);
        if (Signal(PosixSignal.SIGTERM, scope))
        {
            using CancellationTokenSource enough = new();
            try
            {
                await TimerTime.WaitAsync(WaitForAllAsync(scope, enough.Token), grace, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                await enough.CancelAsync().ConfigureAwait(false);
                _ = Kill(scope);
            }
        }

        return await WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static bool IsWithin(TimeSpan timeout, long start) =>
        timeout == Timeout.InfiniteTimeSpan || Stopwatch.GetElapsedTime(start) < timeout;

    private static void RequireTimeout(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        }
    }

    /// <summary>Waits for the child, and for the rest of its group if that is meant.</summary>
    private async Task WaitForAllAsync(SignalScope scope, CancellationToken cancellationToken)
    {
        _ = await WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        using PeriodicTimer timer = new(s_groupPoll);
        while (scope == SignalScope.Group && GroupLives())
        {
            _ = await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the group that the child leads has a member left.</summary>
    private bool GroupLives() => _handle.Signal(0, group: true);

    private ExitStatus GetExit()
    {
        if (!_exit.Task.IsCompleted)
        {
            ObjectDisposedException.ThrowIf(!_handle.TryGetExit(out ProcessExit exit), this);

            // Whoever comes first, this thread or the thread of the notices, tells all.
            _ = _exit.TrySetResult(ExitStatus.From(exit));
        }

        return _exit.Task.Result;
    }

    private void Watch()
    {
        _streams.Feed?.Start();
        _streams.Captures[PreparedStreams.Output]?.Start();
        _streams.Captures[PreparedStreams.Error]?.Start();
        if (_handle.WaitHandle is { } handle)
        {
            _registration.Begin(handle, ReadinessEvents.Readable, new ExitHandler(this));
        }
        else
        {
            OnExited();
        }
    }

    private void OnExited()
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            _witness?.OnEnding(Id);
        }

        if (!_handle.TryGetExit(out ProcessExit exit) || Interlocked.Exchange(ref _exited, 1) != 0)
        {
            return;
        }

        _registration.End();
        try
        {
            if (_options.CapturePolicy == CapturePolicy.UntilExit)
            {
                _streams.Captures[PreparedStreams.Output]?.FinishAfterExit();
                _streams.Captures[PreparedStreams.Error]?.FinishAfterExit();
            }

            _streams.Feed?.ChildExited(_options.CapturePolicy);
        }
        finally
        {
            // Also if a pipe was disposed of under our hands: who waits for the exit must learn of it.
            ExitStatus status = ExitStatus.From(exit);
            _ = _exit.TrySetResult(status);
            _witness?.OnExited(status);
            if (Volatile.Read(ref _disposed) != 0)
            {
                // Left to run on at the disposal: nobody else will.
                _handle.Dispose();
            }
        }
    }

    private sealed class ExitHandler(ChildProcess child) : ReadinessHandler
    {
        internal override void OnReady() => child.OnExited();

        internal override void OnFailure(Exception exception)
        {
            child._registration.End();

            // The disposing thread closed a pipe, or the handle, under our hands: it has told the exit itself.
            if (exception is not ObjectDisposedException)
            {
                _ = child._exit.TrySetException(exception);
            }
        }
    }
}
