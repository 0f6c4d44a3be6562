namespace Standpipe.Tests;

/// <summary>Bytes whose loss, doubling or reordering shows.</summary>
internal static class Pattern
{
    internal static byte At(long index) => (byte)((index * 2654435761L) >> 13);

    internal static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = At(i);
        }

        return bytes;
    }

    internal static byte[] ReadToEnd(Stream stream)
    {
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
