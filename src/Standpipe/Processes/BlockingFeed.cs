using Standpipe.Platform;

namespace Standpipe;

/// <summary>Feeds a child from memory, on a thread of its own: where the system does not tell when there is room.</summary>
internal sealed class BlockingFeed(PipeWriteEnd end, ReadOnlyMemory<byte> bytes) : ChildFeed(end)
{
    // What may be counted only after the fact, if the feed is stopped meanwhile.
    private const int PieceSize = 64 * 1024;

    private long _written;

    internal override void Start() => BlockingWork.Run(Feed);

    private protected override void Stop() => Complete(Interlocked.Read(ref _written));

    private void Feed()
    {
        try
        {
            for (int done = 0; done < bytes.Length; done = (int)_written)
            {
                ReadOnlyMemory<byte> piece = bytes.Slice(done, Math.Min(PieceSize, bytes.Length - done));
                End.Write(piece.Span);
                _ = Interlocked.Add(ref _written, piece.Length);
            }

            Complete(_written);
        }
        catch (PipeBrokenException broken)
        {
            Complete(_written + broken.BytesWritten);
        }
        catch (ObjectDisposedException)
        {
            // Stopped: whoever did has completed it.
        }
        catch (IOException exception)
        {
            Fail(exception);
        }
    }
}
