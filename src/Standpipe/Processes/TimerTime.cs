namespace Standpipe;

/// <summary>Times that a timer alone may not take.</summary>
internal static class TimerTime
{
    // A timer counts milliseconds in 32 bits: 49.7 days.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    /// <summary>Waits for a task, however long that may be.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="time">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The task's own end.</returns>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    internal static Task WaitAsync(Task task, TimeSpan time, CancellationToken cancellationToken = default) =>
        WaitAsync(task, time, TimeProvider.System, cancellationToken);

    /// <inheritdoc cref="WaitAsync(Task, TimeSpan, CancellationToken)"/>
    /// <param name="task">What is waited for.</param>
    /// <param name="time">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="clock">Whose timers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static Task WaitAsync(Task task, TimeSpan time, TimeProvider clock, CancellationToken cancellationToken) => time <= s_longest
        ? task.WaitAsync(time, clock, cancellationToken)
        : WaitInTurnsAsync(task, time, clock, cancellationToken);

    private static async Task WaitInTurnsAsync(Task task, TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        TimeSpan left = time;
        while (left > s_longest && !task.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            await task.WaitAsync(s_longest, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left = time - clock.GetElapsedTime(start);
        }

        left = left < TimeSpan.Zero ? TimeSpan.Zero : left < s_longest ? left : s_longest;
        await task.WaitAsync(left, clock, cancellationToken).ConfigureAwait(false);
    }
}
