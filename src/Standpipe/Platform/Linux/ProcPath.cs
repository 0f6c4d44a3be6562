using System.Buffers.Text;

namespace Standpipe.Platform.Linux;

/// <summary>Paths below a process's directory that have a number in them.</summary>
internal static class ProcPath
{
    /// <summary>The room for the longest that is asked for.</summary>
    internal const int MostBytes = 48;

    /// <summary>Writes a path, with the NUL that ends it.</summary>
    /// <param name="before">What stands before the number.</param>
    /// <param name="number">The number.</param>
    /// <param name="after">What stands behind it.</param>
    /// <param name="buffer">At least <see cref="MostBytes"/> long.</param>
    /// <returns>The used part of the buffer.</returns>
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> before, int number, ReadOnlySpan<byte> after, Span<byte> buffer)
    {
        before.CopyTo(buffer);
        _ = Utf8Formatter.TryFormat(number, buffer[before.Length..], out int digits);
        int length = before.Length + digits;
        after.CopyTo(buffer[length..]);
        length += after.Length;
        buffer[length] = 0;
        return buffer[..(length + 1)];
    }
}
