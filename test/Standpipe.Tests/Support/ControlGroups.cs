using System.Globalization;

namespace Standpipe.Tests;

/// <summary>What the system says of control groups of version 2, asked by the tests themselves.</summary>
internal static class ControlGroups
{
    /// <summary>Gets the directory of this process's group.</summary>
    /// <value>Empty where no mount shows it.</value>
    internal static string Own { get; } = OperatingSystem.IsLinux() ? FindOwn() : string.Empty;

    /// <summary>Skips the test where nobody could make such a group, with the reason.</summary>
    internal static void Require()
    {
        Assert.SkipUnless(Own.Length > 0, "no cgroup2 file system shows this process's group");
        string trial = Path.Combine(Own, string.Create(CultureInfo.InvariantCulture, $"trial-{Environment.ProcessId}"));
        Assert.SkipUnless(Succeeds(() => Directory.CreateDirectory(trial).Refresh()), $"this user may make no control group in {Own}");
        try
        {
            Assert.SkipUnless(File.Exists(Path.Combine(trial, "cgroup.kill")), "the kernel has no cgroup.kill");
            Assert.SkipUnless(Succeeds(() => File.OpenHandle(Path.Combine(Own, "cgroup.procs"), access: FileAccess.Write).Dispose()), $"this user may move no process of {Own}");
        }
        finally
        {
            Directory.Delete(trial);
        }
    }

    /// <summary>The groups that a process has made for graphs and not removed.</summary>
    internal static string[] Of(int processId) =>
        Directory.GetDirectories(Own, string.Create(CultureInfo.InvariantCulture, $"standpipe-{processId}-*"));

    private static string FindOwn()
    {
        string group = File.ReadAllLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..] ?? string.Empty;
        foreach (string[] fields in File.ReadAllLines("/proc/self/mountinfo").Where(line => line.Contains(" - cgroup2 ", StringComparison.Ordinal)).Select(line => line.Split(' ')))
        {
            string directory = Path.Join(fields[4], fields[3] == "/" ? group : Path.GetRelativePath(fields[3], group)).TrimEnd('/');
            if (group.Length > 0 && Directory.Exists(directory))
            {
                return directory;
            }
        }

        return string.Empty;
    }

    private static bool Succeeds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
