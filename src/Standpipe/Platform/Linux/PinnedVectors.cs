using System.Buffers;

namespace Standpipe.Platform.Linux;

/// <summary>Segments of memory that cannot move until they are let go, in the form that the kernel takes.</summary>
internal unsafe ref struct PinnedVectors
{
    private readonly Span<iovec> _room;
    private readonly MemoryHandle[] _pins;
    private int _count;

    /// <summary>Begins with none.</summary>
    /// <param name="room">As many as there may be.</param>
    internal PinnedVectors(Span<iovec> room)
    {
        _room = room;
        _pins = ArrayPool<MemoryHandle>.Shared.Rent(room.Length);
    }

    /// <summary>The segments.</summary>
    internal readonly Span<iovec> Vectors => _room[.._count];

    /// <summary>Pins one more, unless it is empty.</summary>
    /// <returns>Whether there is room for another.</returns>
    internal bool Add(ReadOnlyMemory<byte> segment)
    {
        if (!segment.IsEmpty)
        {
            _pins[_count] = segment.Pin();
            _room[_count] = new iovec { iov_base = _pins[_count].Pointer, iov_len = (nuint)segment.Length };
            _count++;
        }

        return _count < _room.Length;
    }

    /// <summary>Lets all of them go.</summary>
    internal void Unpin()
    {
        for (int i = 0; i < _count; i++)
        {
            _pins[i].Dispose();
            _pins[i] = default;
        }

        _count = 0;
        ArrayPool<MemoryHandle>.Shared.Return(_pins);
    }
}
