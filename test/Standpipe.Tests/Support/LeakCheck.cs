namespace Standpipe.Tests;

/// <summary>Fails a class after which there are more pipes, files, pidfds or children than before it.</summary>
/// <remarks>The eventfd of each thread that ever blocked, and the one epoll, stay by design.</remarks>
public sealed class LeakCheck : IDisposable
{
    private readonly List<string> _before;

    public LeakCheck()
    {
        OpenFiles.MakeWhatStays();
        _before = Count();
    }

    public void Dispose()
    {
        List<string> extra = Count();
        foreach (string one in _before)
        {
            _ = extra.Remove(one);
        }

        Assert.True(extra.Count == 0, $"more than before: {string.Join(", ", extra.Distinct().Select(Describe))}");
    }

    /// <summary>What is told of it beside its name: which descriptors it has, and their flags (proc(5), fdinfo).</summary>
    private static string Describe(string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return name;
        }

        IEnumerable<string> numbers = Directory.EnumerateFileSystemEntries("/proc/self/fd").Where(path => Link(path) == name).Select(path => Path.GetFileName(path)!);
        return $"{name} ({string.Join(", ", numbers.Select(number => $"{number} {FlagsOf(number)}"))})";
    }

    private static string FlagsOf(string number)
    {
        try
        {
            return File.ReadLines($"/proc/self/fdinfo/{number}").First(line => line.StartsWith("flags:", StringComparison.Ordinal)).Replace('\t', ' ');
        }
        catch (IOException)
        {
            return "closed since";
        }
    }

    private static List<string> Count()
    {
        // Twice: what a finalizer lets go is collected by the second.
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        if (OperatingSystem.IsWindows())
        {
            return WindowsHandles.PipesAndProcesses();
        }

        List<string> found = [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(Link).Where(Counts)];
        found.AddRange(Directory.EnumerateDirectories("/proc/self/task").SelectMany(Children).Select(id => $"child {id}"));
        return found;
    }

    private static string Link(string path) => new FileInfo(path).LinkTarget ?? string.Empty;

    private static bool Counts(string link) =>
        link.StartsWith("pipe:", StringComparison.Ordinal)
        || link.StartsWith("anon_inode:[pidfd]", StringComparison.Ordinal)
        || (File.Exists(link) && !IsRuntimesOwn(link));

    /// <summary>What the runtime opens when it pleases: libraries, and symbols for a stack trace.</summary>
    private static bool IsRuntimesOwn(string link) =>
        Path.GetExtension(link) is ".dll" or ".pdb" or ".so" || link.StartsWith("/dev/", StringComparison.Ordinal);

    private static string[] Children(string task)
    {
        try
        {
            return File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            // The thread has ended since it was listed, and its children are another's.
            return [];
        }
    }
}
