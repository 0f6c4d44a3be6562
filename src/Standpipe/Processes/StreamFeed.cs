using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Feeds a child from a stream, on the thread pool: the stream is other people's code.</summary>
internal sealed class StreamFeed(PipeWriteEnd end, Stream source) : ChildFeed(end)
{
    private const int BufferSize = 64 * 1024;

    [SuppressMessage("Usage", "CA2213", Justification = "Stop may come at any time; without a timer or a wait handle there is nothing to free.")]
    private readonly CancellationTokenSource _stop = new();

    // For the going of whoever reads on when the child has exited.
    private readonly PumpRegistration _reader = new();

    private long _written;

    internal override void Start() => _ = Task.Run(CopyAsync);

    private protected override void Stop()
    {
        // Complete now, and not when the source returns: one that blocks would hold up everybody. Then tell the source,
        // whose own callbacks are not for this thread.
        _reader.End();
        Complete(Interlocked.Read(ref _written));
        _ = _stop.CancelAsync();
    }

    private protected override void WatchReader()
    {
        if (!Readiness.TellsWritable)
        {
            return;
        }

        try
        {
            _reader.Begin(End.SafeFileHandle, ReadinessEvents.Gone, new Handler(this));
        }
        catch (IOException)
        {
            // The system has no room for another: then only the next write tells.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The source's failure, whatever it is, is handed to who waits for the result.")]
    private async Task CopyAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            while ((count = await source.ReadAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
            {
                await End.WriteAsync(buffer.AsMemory(0, count), _stop.Token).ConfigureAwait(false);
                _ = Interlocked.Add(ref _written, count);
            }

            Complete(_written);
        }
        catch (PipeBrokenException broken)
        {
            Complete(_written + broken.BytesWritten);
        }
        catch (Exception exception)
        {
            // After a stop this is what the stop did, and the feed is complete already.
            Fail(exception);
        }
        finally
        {
            // It keeps the end open.
            _reader.End();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Handler(StreamFeed feed) : ReadinessHandler
    {
        internal override void OnReady() => feed.Stop();

        // Nobody else is told: the next write meets what is wrong with the end.
        internal override void OnFailure(Exception exception)
        {
        }
    }
}
