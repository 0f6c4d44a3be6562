using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Benchmarks.Children;

/// <summary>Counts the reads that complete, on whatever threads.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The event has no handle, and lives as long as the process.")]
internal sealed class Wave
{
    private readonly ManualResetEventSlim _done = new();

    // Changed by Interlocked only, while reads are pending.
    private int _left;
    private long _completed;

    // The first failure of a read; written before the count that ends the wave.
    private Exception? _failure;

    /// <summary>Says how many are to complete.</summary>
    internal void Begin(int count)
    {
        _done.Reset();
        _left = count;
    }

    /// <summary>Counts one.</summary>
    /// <param name="bytes">What it read.</param>
    internal void Complete(int bytes)
    {
        _ = Interlocked.Add(ref _completed, bytes);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.Set();
        }
    }

    /// <summary>Counts one that failed.</summary>
    internal void Fail(Exception exception)
    {
        _ = Interlocked.CompareExchange(ref _failure, exception, null);
        Complete(0);
    }

    /// <summary>Waits for all.</summary>
    internal void Wait()
    {
        _done.Wait();
        if (_failure is not null)
        {
            throw new IOException($"A read failed: {_failure.Message}", _failure);
        }
    }

    /// <summary>How many bytes were read since the last call.</summary>
    internal long TakeCompleted() => Interlocked.Exchange(ref _completed, 0);
}
