namespace Standpipe.Tests;

/// <summary>Waiting for longer than one timer can.</summary>
public class TimerTimeTests
{
    private readonly HandClock _clock = new();
    private readonly TaskCompletionSource _task = new();

    [Theory]
    [InlineData(10)]
    [InlineData(49)]
    [InlineData(120)]
    [InlineData(1000)]
    public async Task WaitAsync_TimeIsOver_ThrowsThenAndNotBefore(int days)
    {
        Task wait = TimerTime.WaitAsync(_task.Task, TimeSpan.FromDays(days), _clock, TestContext.Current.CancellationToken);

        for (int day = 0; day < days; day++)
        {
            Assert.False(wait.IsCompleted);
            _clock.Advance(TimeSpan.FromDays(1));
        }

        _ = await Assert.ThrowsAsync<TimeoutException>(() => wait);
    }

    [Fact]
    public async Task WaitAsync_TaskCompletesInALaterTurn_Ends()
    {
        Task wait = TimerTime.WaitAsync(_task.Task, TimeSpan.MaxValue, _clock, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromDays(60));
        Assert.False(wait.IsCompleted);

        _task.SetResult();

        await wait;
    }

    [Fact]
    public async Task WaitAsync_CancelledInALaterTurn_Ends()
    {
        using CancellationTokenSource cancel = new();
        Task wait = TimerTime.WaitAsync(_task.Task, TimeSpan.MaxValue, _clock, cancel.Token);
        _clock.Advance(TimeSpan.FromDays(60));
        Assert.False(wait.IsCompleted);

        await cancel.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    /// <summary>A clock that stands still until it is advanced, and then calls whose time it is.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<HandTimer> _timers = [];
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // What a timer of the system's would refuse.
            Assert.InRange(dueTime.TotalMilliseconds, 0, uint.MaxValue - 1);
            HandTimer timer = new(() => callback(state)) { Due = _now + dueTime };
            _timers.Add(timer);
            return timer;
        }

        internal void Advance(TimeSpan time)
        {
            _now += time;
            foreach (HandTimer timer in _timers.FindAll(timer => timer.Due <= _now))
            {
                _ = _timers.Remove(timer);
                timer.Fire();
            }
        }
    }

    private sealed class HandTimer(Action call) : ITimer
    {
        private bool _isOver;

        internal TimeSpan Due { get; init; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_isOver;

        public void Dispose() => _isOver = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire()
        {
            if (!_isOver)
            {
                _isOver = true;
                call();
            }
        }
    }
}
