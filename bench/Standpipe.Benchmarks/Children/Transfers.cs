using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Children;

/// <summary>The loops that are measured: the same for every stream, once blocking and once awaiting.</summary>
internal static class Transfers
{
    /// <summary>Writes so many bytes, a buffer at a time.</summary>
    internal static void Write(Stream output, byte[] buffer, long bytes)
    {
        for (long left = bytes; left > 0; left -= buffer.Length)
        {
            output.Write(buffer, 0, (int)Math.Min(left, buffer.Length));
        }
    }

    /// <summary>Writes so many bytes, a buffer at a time.</summary>
    internal static async Task WriteAsync(Stream output, byte[] buffer, long bytes)
    {
        for (long left = bytes; left > 0; left -= buffer.Length)
        {
            await output.WriteAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)));
        }
    }

    /// <summary>Reads so many bytes.</summary>
    /// <returns>As many, or fewer if the stream ends.</returns>
    internal static long Read(Stream input, byte[] buffer, long bytes)
    {
        long taken = 0;
        int count;
        while (taken < bytes && (count = input.Read(buffer, 0, buffer.Length)) > 0)
        {
            taken += count;
        }

        return taken;
    }

    /// <summary>Reads so many bytes.</summary>
    /// <returns>As many, or fewer if the stream ends.</returns>
    internal static async Task<long> ReadAsync(Stream input, byte[] buffer, long bytes)
    {
        long taken = 0;
        int count;
        while (taken < bytes && (count = await input.ReadAsync(buffer)) > 0)
        {
            taken += count;
        }

        return taken;
    }

    /// <summary>Sends a buffer and waits for it to come back, so many times.</summary>
    internal static void Ask(Link link, byte[] buffer, long count)
    {
        for (long i = 0; i < count; i++)
        {
            link.Output.Write(buffer, 0, buffer.Length);
            RequireWhole(Read(link.Input, buffer, buffer.Length), buffer);
        }
    }

    /// <summary>Sends a buffer and waits for it to come back, so many times.</summary>
    internal static async Task AskAsync(Link link, byte[] buffer, long count)
    {
        for (long i = 0; i < count; i++)
        {
            await link.Output.WriteAsync(buffer);
            RequireWhole(await ReadWholeAsync(link.Input, buffer), buffer);
        }
    }

    /// <summary>Waits for a buffer and sends it back, so many times.</summary>
    internal static long Echo(Link link, byte[] buffer, long count)
    {
        for (long i = 0; i < count; i++)
        {
            RequireWhole(Read(link.Input, buffer, buffer.Length), buffer);
            link.Output.Write(buffer, 0, buffer.Length);
        }

        return count;
    }

    /// <summary>Waits for a buffer and sends it back, so many times.</summary>
    internal static async Task<long> EchoAsync(Link link, byte[] buffer, long count)
    {
        for (long i = 0; i < count; i++)
        {
            RequireWhole(await ReadWholeAsync(link.Input, buffer), buffer);
            await link.Output.WriteAsync(buffer);
        }

        return count;
    }

    // A message of a few bytes comes whole nearly always: then nothing but the stream's own read is measured.
    private static ValueTask<int> ReadWholeAsync(Stream input, byte[] buffer) =>
        buffer.Length == 1 ? input.ReadAsync(buffer) : input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);

    private static void RequireWhole(long count, byte[] buffer)
    {
        if (count != buffer.Length)
        {
            throw new EndOfStreamException($"{count} of {buffer.Length} bytes came.");
        }
    }
}
