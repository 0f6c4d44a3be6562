using System.Globalization;

namespace Standpipe.Tests;

/// <summary>What a child's verb <c>fds</c> tells.</summary>
internal static class InheritedDescriptors
{
    private const int CloseOnExec = 0x80000;   // O_CLOEXEC as fdinfo shows it

    /// <summary>The numbers of the descriptors in its output.</summary>
    /// <remarks>
    /// But for what a runtime had open, this one at the start or the child's at the listing: it opens its libraries, and what the kernel tells of
    /// memory and processors, without O_CLOEXEC, for moments, and in any thread.
    /// </remarks>
    internal static int[] Numbers(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !IsRuntimesOwn(line)).Select(line => Parse(line.Split(' ')[0]))];

    /// <summary>Those above 2 that this process would pass on to any child, by no doing of the library's.</summary>
    internal static int[] OfThisProcess()
    {
        List<int> numbers = [];
        foreach (int fd in Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => Parse(Path.GetFileName(path))))
        {
            if (fd > 2 && (Flags(fd) & CloseOnExec) == 0)
            {
                numbers.Add(fd);
            }
        }

        return [.. numbers];
    }

    private static bool IsRuntimesOwn(string line) =>
        line.Split(' ', 2) is [_, string link]
        && (link.StartsWith("/proc/", StringComparison.Ordinal) || link.StartsWith("/sys/", StringComparison.Ordinal) || Path.GetExtension(link) is ".dll" or ".so");

    private static int Flags(int fd)
    {
        try
        {
            string[] info = File.ReadAllLines($"/proc/self/fdinfo/{fd}");
            return Convert.ToInt32(info.First(line => line.StartsWith("flags:", StringComparison.Ordinal))[6..].Trim(), 8);
        }
        catch (IOException)
        {
            // Closed since it was listed: the listing's own, or a file of the runtime's.
            return CloseOnExec;
        }
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
