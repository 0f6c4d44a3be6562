using System.Buffers;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>Bytes that go through a buffer: a read, a write, and again.</summary>
internal static class OursLoop
{
    /// <summary>Moves everything until end of file.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="destination">What is written.</param>
    /// <param name="size">The buffer's.</param>
    /// <returns>Bytes moved.</returns>
    internal static long Move(PipeReadEnd source, PipeWriteEnd destination, int size)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
        long total = 0;
        int count;
        while ((count = source.Read(buffer)) > 0)
        {
            destination.Write(buffer.AsSpan(0, count));
            total += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return total;
    }
}
