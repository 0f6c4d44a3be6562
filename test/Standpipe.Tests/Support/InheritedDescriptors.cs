using System.Globalization;

namespace Standpipe.Tests;

/// <summary>What a child's verb <c>fds</c> tells.</summary>
internal static class InheritedDescriptors
{
    private const int CloseOnExec = 0x80000;   // O_CLOEXEC as fdinfo shows it

    /// <summary>The numbers of the descriptors in its output.</summary>
    internal static int[] Numbers(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(line.Split(' ')[0]))];

    /// <summary>Those above 2 that this process would pass on to any child, by no doing of the library's.</summary>
    internal static int[] OfThisProcess()
    {
        List<int> numbers = [];
        foreach (int fd in Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => Parse(Path.GetFileName(path))))
        {
            string info = $"/proc/self/fdinfo/{fd}";
            if (fd > 2 && File.Exists(info) && (Flags(info) & CloseOnExec) == 0)
            {
                numbers.Add(fd);
            }
        }

        return [.. numbers];
    }

    private static int Flags(string info) =>
        Convert.ToInt32(File.ReadLines(info).First(line => line.StartsWith("flags:", StringComparison.Ordinal))[6..].Trim(), 8);

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
