using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Tests.Pipes;

/// <summary>Reads by every way there is, and keeps what came out.</summary>
/// <param name="end">Where from.</param>
/// <param name="random">Chooses.</param>
/// <param name="canceller">Cancels.</param>
/// <param name="isThread">Whether it has a thread that may block; else it goes on wherever an operation completes.</param>
[SuppressMessage("Reliability", "CA2012", Justification = "The second of two operations waits while the first is awaited.")]
internal sealed class TrafficReader(PipeReadEnd end, Random random, TrafficCanceller canceller, bool isThread)
{
    private readonly int _largest = random.Next(3) == 0 ? 100 : 2 * end.Capacity;
    private volatile int _count;

    /// <summary>Bytes read so far, for anybody to see.</summary>
    internal int Count => _count;

    internal TrafficLog Log { get; } = new();

    /// <summary>Reads until the end of the file, or until the end is disposed of.</summary>
    internal async Task RunAsync()
    {
        bool goesOn = true;
        while (goesOn)
        {
            List<Memory<byte>> buffers = NextBuffers();
            if (isThread && random.Next(2) == 0)
            {
                goesOn = ReadBlocking(buffers);
                continue;
            }

            ValueTask<int> first = Begin(buffers);
            if (random.Next(3) > 0)
            {
                goesOn = await FinishAsync(first, buffers).ConfigureAwait(false);
                continue;
            }

            List<Memory<byte>> others = NextBuffers();
            ValueTask<int> second = Begin(others);
            goesOn = await FinishAsync(first, buffers).ConfigureAwait(false) & await FinishAsync(second, others).ConfigureAwait(false);
        }
    }

    private ValueTask<int> Begin(List<Memory<byte>> buffers)
    {
        try
        {
            return buffers.Count == 1
                ? end.ReadAsync(buffers[0], canceller.NextToken())
                : end.ReadAsync(buffers, canceller.NextToken());
        }
        catch (ObjectDisposedException exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    /// <returns>Whether there is any use in going on.</returns>
    private async ValueTask<bool> FinishAsync(ValueTask<int> read, List<Memory<byte>> buffers)
    {
        if (isThread)
        {
            WorkerThread.SpinUntil(() => read.IsCompleted, "the end of a read");
        }

        try
        {
            return Keep(await read.ConfigureAwait(false), buffers);
        }
        catch (OperationCanceledException)
        {
            AssertUntouched(buffers, 0);
            return true;
        }
        catch (ObjectDisposedException)
        {
            AssertUntouched(buffers, 0);
            return false;
        }
    }

    private bool ReadBlocking(List<Memory<byte>> buffers)
    {
        try
        {
            return Keep(buffers.Count == 1 ? end.Read(buffers[0].Span) : end.Read(buffers), buffers);
        }
        catch (ObjectDisposedException)
        {
            AssertUntouched(buffers, 0);
            return false;
        }
    }

    /// <returns>Whether it was not the end of the file.</returns>
    private bool Keep(int count, List<Memory<byte>> buffers)
    {
        int size = buffers.Sum(buffer => buffer.Length);
        Assert.InRange(count, 0, size);
        Log.Add(Segments.Join(buffers, count));
        _count += count;
        AssertUntouched(buffers, count);
        return count > 0 || size == 0;
    }

    /// <summary>What lies after the bytes that were read is as it was.</summary>
    private static void AssertUntouched(List<Memory<byte>> buffers, int count)
    {
        byte[] all = Segments.Join(buffers, buffers.Sum(buffer => buffer.Length));
        Assert.Equal(-1, all.AsSpan(count).IndexOfAnyExcept((byte)0));
    }

    private List<Memory<byte>> NextBuffers() => random.Next(8) switch
    {
        0 => [Memory<byte>.Empty],
        1 => Segments.Random(new byte[random.Next(1, _largest)], random, 2000),
        _ => [new byte[random.Next(1, _largest)]],
    };
}
