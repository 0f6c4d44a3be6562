using System.Buffers;

namespace Standpipe.Tests;

/// <summary>Bytes in several pieces of memory.</summary>
internal static class Segments
{
    /// <summary>A sequence of these pieces, empty ones among them if there are.</summary>
    internal static ReadOnlySequence<byte> Sequence(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Segment? first = null;
        Segment? last = null;
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            last = new Segment(piece, last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    /// <summary>Pieces of one size; the last may be shorter.</summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Every(ReadOnlyMemory<byte> bytes, int size)
    {
        for (int at = 0; at < bytes.Length; at += size)
        {
            yield return bytes.Slice(at, Math.Min(size, bytes.Length - at));
        }
    }

    /// <summary>Pieces of any size up to a longest, each in an array of its own, some of them empty.</summary>
    internal static List<Memory<byte>> Random(ReadOnlySpan<byte> bytes, Random random, int longest)
    {
        List<Memory<byte>> pieces = [];
        while (!bytes.IsEmpty)
        {
            int size = random.Next(4) == 0 ? 0 : Math.Min(bytes.Length, random.Next(1, longest + 1));
            pieces.Add(bytes[..size].ToArray());
            bytes = bytes[size..];
        }

        return pieces;
    }

    /// <summary>The first bytes of the pieces, put together.</summary>
    internal static byte[] Join(IEnumerable<Memory<byte>> pieces, int count)
    {
        byte[] all = new byte[count];
        int at = 0;
        foreach (Memory<byte> piece in pieces)
        {
            int length = Math.Min(piece.Length, count - at);
            piece[..length].CopyTo(all.AsMemory(at));
            at += length;
        }

        return all;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
