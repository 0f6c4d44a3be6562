using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Tests.Pipes;

/// <summary>Writes by every way there is, and keeps what went in.</summary>
/// <param name="end">Where to.</param>
/// <param name="random">Chooses.</param>
/// <param name="canceller">Cancels.</param>
/// <param name="isThread">Whether it has a thread that may block; else it goes on wherever an operation completes.</param>
[SuppressMessage("Reliability", "CA2012", Justification = "The second of two operations waits while the first is awaited.")]
internal sealed class TrafficWriter(PipeWriteEnd end, Random random, TrafficCanceller canceller, bool isThread)
{
    private readonly int _largest = random.Next(3) == 0 ? 100 : 3 * end.Capacity;
    private long _begun;

    internal TrafficLog Log { get; } = new();

    /// <summary>Writes about so many bytes, or until no reader is left, or until the end is disposed of.</summary>
    internal async Task RunAsync(int total)
    {
        bool goesOn = true;
        while (goesOn && _begun < total)
        {
            byte[] bytes = NextBytes();
            if (isThread && random.Next(2) == 0)
            {
                goesOn = WriteBlocking(bytes);
                continue;
            }

            ValueTask first = Begin(bytes);
            if (random.Next(3) > 0)
            {
                goesOn = await FinishAsync(first, bytes).ConfigureAwait(false);
                continue;
            }

            byte[] others = NextBytes();
            ValueTask second = Begin(others);
            goesOn = await FinishAsync(first, bytes).ConfigureAwait(false) & await FinishAsync(second, others).ConfigureAwait(false);
        }
    }

    private ValueTask Begin(byte[] bytes)
    {
        try
        {
            return random.Next(4) == 0
                ? end.WriteAsync(Segments.Sequence(Segments.Random(bytes, random, 3000).Select(piece => (ReadOnlyMemory<byte>)piece)), canceller.NextToken())
                : end.WriteAsync(bytes, canceller.NextToken());
        }
        catch (ObjectDisposedException exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    /// <returns>Whether there is any use in going on.</returns>
    private async ValueTask<bool> FinishAsync(ValueTask write, byte[] bytes)
    {
        if (isThread)
        {
            WorkerThread.SpinUntil(() => write.IsCompleted, "the end of a write");
        }

        try
        {
            await write.ConfigureAwait(false);
            Log.Add(bytes);
            return true;
        }
        catch (OperationCanceledException exception)
        {
            Log.Add(bytes.AsSpan(0, (int)((exception as PipeWriteCanceledException)?.BytesWritten ?? 0)));
            return true;
        }
        catch (PipeBrokenException exception)
        {
            Log.Add(bytes.AsSpan(0, (int)exception.BytesWritten));
            return false;
        }
        catch (ObjectDisposedException)
        {
            Log.AddUncertain(bytes);
            return false;
        }
    }

    private bool WriteBlocking(byte[] bytes)
    {
        try
        {
            if (random.Next(3) == 0)
            {
                end.Write(Segments.Sequence(Segments.Random(bytes, random, 3000).Select(piece => (ReadOnlyMemory<byte>)piece)));
            }
            else
            {
                end.Write(bytes);
            }

            Log.Add(bytes);
            return true;
        }
        catch (PipeBrokenException exception)
        {
            Log.Add(bytes.AsSpan(0, (int)exception.BytesWritten));
            return false;
        }
        catch (ObjectDisposedException)
        {
            Log.AddUncertain(bytes);
            return false;
        }
    }

    private byte[] NextBytes()
    {
        byte[] bytes = new byte[random.Next(_largest)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Pattern.At(_begun++);
        }

        return bytes;
    }
}
