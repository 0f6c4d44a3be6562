namespace Standpipe.Benchmarks.Contenders;

/// <summary>Bytes that go through a buffer: a read, a write, and again.</summary>
internal static class OursLoop
{
    /// <summary>Moves everything until end of file.</summary>
    /// <returns>Bytes moved.</returns>
    internal static long Move(PipeReadEnd source, PipeWriteEnd destination, byte[] buffer)
    {
        long total = 0;
        int count;
        while ((count = source.Read(buffer)) > 0)
        {
            destination.Write(buffer.AsSpan(0, count));
            total += count;
        }

        return total;
    }
}
