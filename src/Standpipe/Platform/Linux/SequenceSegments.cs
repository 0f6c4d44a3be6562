using System.Buffers;

namespace Standpipe.Platform.Linux;

/// <summary>The segments of a sequence.</summary>
internal struct SequenceSegments(in ReadOnlySequence<byte> sequence) : ISegments
{
    private ReadOnlySequence<byte>.Enumerator _enumerator = sequence.GetEnumerator();

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Next()
    {
        while (_enumerator.MoveNext())
        {
            if (!_enumerator.Current.IsEmpty)
            {
                return _enumerator.Current.Span;
            }
        }

        return default;
    }

    /// <summary>How many one call takes of these.</summary>
    internal static int Count(in ReadOnlySequence<byte> sequence)
    {
        int count = 0;
        foreach (ReadOnlyMemory<byte> segment in sequence)
        {
            count += segment.IsEmpty ? 0 : 1;
            if (count == Sys.IOV_MAX)
            {
                break;
            }
        }

        return count;
    }
}
