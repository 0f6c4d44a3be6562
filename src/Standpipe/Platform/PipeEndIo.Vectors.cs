using System.Buffers;

namespace Standpipe.Platform;

// Transfers of several segments. What is here does them one by one; a system that can do better overrides it.
internal abstract partial class PipeEndIo
{
    /// <summary>The largest write that is never mixed with another's, on either system (PIPE_BUF of Linux).</summary>
    internal const int AtomicSize = 4096;

    /// <summary>Reads what is there, blocking until that is at least a byte or end of file.</summary>
    /// <param name="buffers">Where the bytes go, in order; not all empty.</param>
    /// <returns>Done (with 0 bytes at end of file) or Closed.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed before.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal virtual Transfer Read(IReadOnlyList<Memory<byte>> buffers)
    {
        int first = FirstWithRoom(buffers);
        return ReadOn(Read(buffers[first].Span), buffers, first);
    }

    /// <summary>Reads what is there.</summary>
    /// <param name="buffers">Where the bytes go, in order; not all empty.</param>
    /// <returns>Done or WouldBlock.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal virtual Transfer TryRead(IReadOnlyList<Memory<byte>> buffers)
    {
        int first = FirstWithRoom(buffers);
        return ReadOn(TryRead(buffers[first].Span), buffers, first);
    }

    /// <summary>Writes everything, blocking as long as it takes.</summary>
    /// <param name="bytes">The bytes; fewer than 2 GiB.</param>
    /// <returns>Done, Broken or Closed, with the bytes that went in.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed before.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal virtual Transfer Write(in ReadOnlySequence<byte> bytes)
    {
        int written = 0;
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            Transfer transfer = segment.IsEmpty ? default : Write(segment.Span);
            written += transfer.Count;
            if (transfer.Status != TransferStatus.Done)
            {
                return transfer with { Count = written };
            }
        }

        return new Transfer(written, TransferStatus.Done);
    }

    /// <summary>Writes what fits.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Done, perhaps with fewer bytes than given; WouldBlock; or Broken.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal virtual Transfer TryWrite(in ReadOnlySequence<byte> bytes) => TryWrite(bytes.FirstSpan);

    /// <summary>Fills the buffers after the first as far as that takes no waiting.</summary>
    private Transfer ReadOn(Transfer first, IReadOnlyList<Memory<byte>> buffers, int index)
    {
        int total = first.Count;
        bool isFull = first.Count == buffers[index].Length;
        while (isFull && ++index < buffers.Count)
        {
            try
            {
                int count = buffers[index].IsEmpty ? 0 : TryRead(buffers[index].Span).Count;
                total += count;
                isFull = count == buffers[index].Length;
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // What has been read is the caller's; the next read will say the same.
                isFull = false;
            }
        }

        return first with { Count = total };
    }

    private static int FirstWithRoom(IReadOnlyList<Memory<byte>> buffers)
    {
        int index = 0;
        while (buffers[index].IsEmpty)
        {
            index++;
        }

        return index;
    }
}
