namespace Standpipe.Benchmarks.Children;

/// <summary>The threads of this process.</summary>
internal static class Threads
{
    /// <summary>How many there are, without the compiler's own, which comes and goes.</summary>
    internal static int Count() => Names().Count(name => !name.StartsWith(".NET Tiered", StringComparison.Ordinal));

    /// <summary>How many of them are the thread pool's.</summary>
    internal static int CountOfPool() => Names().Count(name => name.StartsWith(".NET TP ", StringComparison.Ordinal));

    private static IEnumerable<string> Names() => Directory.EnumerateDirectories("/proc/self/task").Select(Name).OfType<string>();

    private static string? Name(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "comm"));
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
