namespace Standpipe.Tests.Pipes;

/// <summary>Cancels, at any moment, what has been begun. One for each side of a pipe: the last token it gave is the one it cancels.</summary>
internal sealed class TrafficCanceller : IDisposable
{
    private readonly Random _moments;
    private readonly Random _choices;
    private readonly int _rarity;
    private readonly WorkerThread _thread;

    private CancellationTokenSource? _next;
    private volatile bool _isOver;

    /// <param name="seed">Of when, and of what.</param>
    /// <param name="rarity">One of so many operations can be cancelled; 0 is none.</param>
    internal TrafficCanceller(int seed, int rarity)
    {
        _moments = new Random(seed);
        _choices = new Random(seed + 1);
        _rarity = rarity;
        _thread = WorkerThread.Start(Run);
    }

    public void Dispose()
    {
        _isOver = true;
        Assert.Null(_thread.Join());
    }

    /// <summary>A token for one operation.</summary>
    internal CancellationToken NextToken()
    {
        if (_rarity == 0 || _choices.Next(_rarity) != 0)
        {
            return CancellationToken.None;
        }

#pragma warning disable CA2000 // Whoever cancels it may do so long after the operation; it holds nothing.
        CancellationTokenSource source = new();
#pragma warning restore CA2000
        Volatile.Write(ref _next, source);
        return source.Token;
    }

    private void Run()
    {
        while (!_isOver)
        {
            Thread.SpinWait(_moments.Next(2000));
            Interlocked.Exchange(ref _next, null)?.Cancel();
            if (_moments.Next(4) == 0)
            {
                _ = Thread.Yield();
            }
        }
    }
}
