using System.Globalization;
using System.Text.RegularExpressions;

namespace Standpipe.Platform.Linux;

/// <summary>Where a process's control group of version 2 is: a pure function of two files of /proc.</summary>
internal static partial class ControlGroupPath
{
    // proc_pid_mountinfo(5): ID, parent, device, root, mount point, options, optional fields, "-", type, source, options.
    private const int RootField = 3;
    private const int PointField = 4;
    private const string Separator = " - ";
    private const string Type = "cgroup2 ";

    // cgroups(7): the line of version 2 has no number and no controllers.
    private const string MembershipStart = "0::";

    // How a group outside of the namespace is named.
    private const string Outside = "/..";

    /// <summary>Finds the directory.</summary>
    /// <param name="mounts">/proc/PID/mountinfo.</param>
    /// <param name="memberships">/proc/PID/cgroup.</param>
    /// <returns>The directory; null if there is no such group, or no mount shows it.</returns>
    internal static string? Locate(string mounts, string memberships)
    {
        if (Membership(memberships) is not { } group)
        {
            return null;
        }

        foreach (string line in mounts.Split('\n'))
        {
            int end = line.IndexOf(Separator, StringComparison.Ordinal);
            if (end >= 0 && line.AsSpan(end + Separator.Length).StartsWith(Type, StringComparison.Ordinal))
            {
                string[] fields = line[..end].Split(' ');
                if (Below(Unescape(fields[RootField]), group) is { } rest)
                {
                    return Unescape(fields[PointField]).TrimEnd('/') + rest;
                }
            }
        }

        return null;
    }

    /// <summary>Finds the name of a process's group, from the root of the hierarchy or of the namespace.</summary>
    /// <param name="memberships">/proc/PID/cgroup.</param>
    /// <returns>The name; null if there is no version 2.</returns>
    internal static string? Membership(string memberships) =>
        memberships.Split('\n').FirstOrDefault(line => line.StartsWith(MembershipStart, StringComparison.Ordinal))?[MembershipStart.Length..];

    /// <summary>What a group's name has after that of the group which a mount begins at: a container sees its own part only.</summary>
    private static string? Below(string root, string group)
    {
        string start = root.TrimEnd('/');
        return group.StartsWith(Outside, StringComparison.Ordinal) ? null
            : group == root ? string.Empty
            : group.StartsWith(start + '/', StringComparison.Ordinal) ? group[start.Length..].TrimEnd('/')
            : null;
    }

    /// <summary>Blanks and backslashes are written as three octal digits there.</summary>
    private static string Unescape(string text) => Escapes().Replace(
        text, match => ((char)match.ValueSpan[1..].ToString().Aggregate(0, (value, digit) => (value * 8) + (digit - '0'))).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\[0-7]{3}")]
    private static partial Regex Escapes();
}
