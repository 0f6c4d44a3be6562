namespace Standpipe.Benchmarks.Children;

/// <summary>The threads of this process.</summary>
internal static class Threads
{
    /// <summary>How many there are, without the compiler's own, which comes and goes.</summary>
    internal static int Count() => Directory.EnumerateDirectories("/proc/self/task").Count(folder => !IsCompiler(folder));

    private static bool IsCompiler(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "comm")).StartsWith(".NET Tiered", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return true;
        }
    }
}
