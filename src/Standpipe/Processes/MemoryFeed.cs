using Standpipe.Platform;

namespace Standpipe;

/// <summary>Feeds a child from memory, on the thread of the notices.</summary>
internal sealed class MemoryFeed(PipeWriteEnd end, ReadOnlyMemory<byte> bytes) : ChildFeed(end)
{
    // How much one feed writes before the others get their turn.
    private const int MaxBytesPerTurn = 1 << 20;

    private readonly PumpRegistration _registration = new();

    // Written by the thread of the notices alone, once registered.
    private int _written;

    internal override void Start()
    {
        // What fits at once needs no waiting, and most inputs fit.
        if (!Advance())
        {
            _registration.Begin(End.SafeFileHandle, ReadinessEvents.Writable, new Handler(this));
        }
    }

    private protected override void Stop()
    {
        _registration.End();
        Complete(_written);
    }

    /// <summary>Writes what fits, for as long as its turn is.</summary>
    /// <returns>Whether that was the end of it.</returns>
    private bool Advance()
    {
        for (int first = _written; _written < bytes.Length;)
        {
            if (_written - first >= MaxBytesPerTurn)
            {
                // There may be room yet: then it is told so again.
                return false;
            }

            Transfer transfer = End.TryWrite(bytes.Span[_written..]);
            _written += transfer.Count;
            if (transfer.Status == TransferStatus.WouldBlock)
            {
                return false;
            }

            if (transfer.Status == TransferStatus.Broken)
            {
                break;
            }
        }

        Complete(_written);
        return true;
    }

    private sealed class Handler(MemoryFeed feed) : ReadinessHandler
    {
        internal override void OnReady()
        {
            if (!feed.Completion.IsCompleted && feed.Advance())
            {
                feed._registration.End();
            }
        }

        internal override void OnFailure(Exception exception)
        {
            // First: it keeps the descriptor open, and the child would not see the end of its input.
            feed._registration.End();

            // Where another thread disposed of the end between two writes, that one has completed it, and this comes to nothing.
            feed.Fail(exception);
        }
    }
}
