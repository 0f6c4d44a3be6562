namespace Standpipe.Platform.Linux;

/// <summary>The buffers of a list.</summary>
internal struct ListSegments(IReadOnlyList<Memory<byte>> buffers) : ISegments
{
    private readonly int _count = buffers.Count;
    private int _index;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Next()
    {
        while (_index < _count)
        {
            Memory<byte> buffer = buffers[_index++];
            if (!buffer.IsEmpty)
            {
                return buffer.Span;
            }
        }

        return default;
    }
}
