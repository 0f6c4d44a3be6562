using System.Buffers;

namespace Standpipe;

/// <summary>A piece of what a <see cref="PipeEndWriter"/> holds: an array of the pool, filled from its beginning, or memory of the caller's.</summary>
internal sealed class WriterSegment : ReadOnlySequenceSegment<byte>
{
    private byte[]? _rented;

    /// <summary>Gets whether the memory is the caller's, good until the operation completes.</summary>
    internal bool IsBorrowed => _rented is null;

    /// <summary>Gets what is not filled yet.</summary>
    internal Memory<byte> Room => _rented.AsMemory(Memory.Length);

    /// <summary>Gets or sets the piece after this one.</summary>
    internal WriterSegment? Following
    {
        get => (WriterSegment?)Next;
        set => Next = value;
    }

    /// <summary>Begins an empty piece.</summary>
    /// <param name="size">How much it must take.</param>
    /// <param name="before">The piece before it, if there is one.</param>
    internal void Rent(int size, WriterSegment? before)
    {
        _rented = ArrayPool<byte>.Shared.Rent(size);
        Follow(before);
    }

    /// <summary>Takes the caller's memory as it is.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="before">The piece before it, if there is one.</param>
    internal void Borrow(ReadOnlyMemory<byte> memory, WriterSegment? before)
    {
        Memory = memory;
        Follow(before);
    }

    /// <summary>Copies what is left of the caller's memory.</summary>
    /// <param name="offset">From where on; what is before it is of no use any more.</param>
    internal void Keep(int offset)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(Memory.Length);
        Memory.Span[offset..].CopyTo(copy.AsSpan(offset));
        Memory = copy.AsMemory(0, Memory.Length);
        _rented = copy;
    }

    /// <summary>Counts bytes of the room as filled.</summary>
    internal void Fill(int count) => Memory = _rented.AsMemory(0, Memory.Length + count);

    /// <summary>Gives the array back.</summary>
    internal void Release()
    {
        if (_rented is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        _rented = null;
        Memory = default;
        Next = null;
        RunningIndex = 0;
    }

    private void Follow(WriterSegment? before)
    {
        if (before is not null)
        {
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
