using System.Globalization;

namespace Standpipe.Cli.Running;

/// <summary>What /proc tells of processes; where there is none, nothing is known.</summary>
internal static class ProcFile
{
    /// <summary>The kernel's name of an open pipe, the same in every process that holds it: <c>pipe:[1234]</c>.</summary>
    internal static string? NamePipe(PipeEnd end) =>
        !OperatingSystem.IsLinux() ? null : new FileInfo($"/proc/self/fd/{end.ChildValue}").LinkTarget;

    /// <summary>Whether a process holds a pipe. One that is gone, or going, does not; one that cannot be looked into neither.</summary>
    internal static bool Holds(int pid, string pipe)
    {
        try
        {
            return new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos().Any(entry => entry.LinkTarget == pipe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The signals that a process ignores and that it catches, a bit each; null if it cannot be seen.</summary>
    internal static (ulong Ignored, ulong Caught)? ReadSignalMasks(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            ulong ignored = 0;
            ulong caught = 0;
            foreach (string line in File.ReadLines($"/proc/{pid}/status"))
            {
                if (line.StartsWith("SigIgn:", StringComparison.Ordinal))
                {
                    ignored = Mask(line);
                }
                else if (line.StartsWith("SigCgt:", StringComparison.Ordinal))
                {
                    caught = Mask(line);
                }
            }

            return (ignored, caught);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        static ulong Mask(string line) => ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Whether a Ctrl-C at the terminal goes to this process and to the children in its group: its group is the
    /// terminal's foreground group.
    /// </summary>
    internal static bool IsInForeground()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        // proc(5): after the name come state, ppid, pgrp, session, tty_nr, tpgid.
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[4] != "0" && fields[2] == fields[5];
    }
}
