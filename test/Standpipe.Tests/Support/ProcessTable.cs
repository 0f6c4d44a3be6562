using System.Diagnostics;

namespace Standpipe.Tests;

/// <summary>What the kernel tells of processes, under /proc.</summary>
internal static class ProcessTable
{
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(30);

    /// <summary>The ids of this process's children, zombies among them.</summary>
    internal static string[] Children() =>
        [.. Directory.EnumerateDirectories("/proc/self/task").SelectMany(task => ReadChildren($"{task}/children"))];

    /// <summary>Waits until none is left: reaping comes soon after the end, in another thread.</summary>
    /// <returns>Those that are left after all.</returns>
    internal static string[] AwaitNoChildren()
    {
        long start = Stopwatch.GetTimestamp();
        string[] children;
        while ((children = Children()).Length > 0 && Stopwatch.GetElapsedTime(start) < s_guard)
        {
            _ = Thread.Yield();
        }

        return children;
    }

    /// <summary>A line of a process's status.</summary>
    internal static string Status(string text, string name) =>
        text.Split('\n').First(line => line.StartsWith($"{name}:", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    private static string[] ReadChildren(string path)
    {
        try
        {
            return File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            // The thread has ended, and its children are another's now: the next look finds them.
            return ["?"];
        }
    }
}
