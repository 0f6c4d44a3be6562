using System.Globalization;

namespace Standpipe.Cli.Running;

/// <summary>What /proc tells of processes; where there is none, nothing is known.</summary>
internal static class ProcFile
{
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

        string[] fields = ReadState("self");
        return fields[4] != "0" && fields[2] == fields[5];
    }

    /// <summary>Whether a signal has stopped a process. One that is gone is not.</summary>
    internal static bool IsStopped(int pid)
    {
        try
        {
            return OperatingSystem.IsLinux() && ReadState(pid.ToString(CultureInfo.InvariantCulture))[0] is "T" or "t";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads what follows the name, proc(5): state, ppid, pgrp, session, tty_nr, tpgid and more.</summary>
    private static string[] ReadState(string process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }
}
