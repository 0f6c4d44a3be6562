using System.Globalization;

namespace Standpipe.Tests;

/// <summary>The bytes that the calling thread has read and written by system calls, as the kernel counts them.</summary>
internal static class ThreadIo
{
    internal static (long Read, long Written) Count()
    {
        string[] lines = File.ReadAllLines("/proc/thread-self/io");
        return (Value(lines[0]), Value(lines[1]));
    }

    private static long Value(string line) => long.Parse(line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
}
