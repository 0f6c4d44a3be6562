using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>Descendants, by /proc; ended through pidfds.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxProcessTree
{
    private const int RoundMilliseconds = 100;

    // A kernel may have been made without (CONFIG_PROC_CHILDREN); then all processes are looked at.
    private static readonly bool s_tellsChildren = File.Exists("/proc/thread-self/children");

    /// <inheritdoc cref="ProcessTree.AdoptOrphans"/>
    internal static void AdoptOrphans()
    {
        if (Libc.prctl(Sys.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
        {
            throw Errno.Failure("prctl(PR_SET_CHILD_SUBREAPER)", string.Empty, Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc cref="ProcessTree.KillDescendants"/>
    internal static bool KillDescendants(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            // In rounds, because a descendant may have started another between the look and the kill. One that was
            // orphaned meanwhile is found too, as a child of this process, if it adopts orphans.
            List<SafeFileHandle> killed = Kill(Descendants(), out bool isAll);
            if (killed.Count == 0)
            {
                return isAll;
            }

            bool inTime = Stopwatch.GetElapsedTime(start) < timeout;
            bool allGone = true;
            foreach (SafeFileHandle pidfd in killed)
            {
                allGone &= HasEnded(pidfd, inTime ? RoundMilliseconds : 0);
                pidfd.Dispose();
            }

            if (!inTime && !allGone)
            {
                return false;
            }
        }
    }

    /// <inheritdoc cref="ProcessTree.FindBelow"/>
    internal static List<SafeFileHandle> FindBelow(IReadOnlyCollection<int> processIds)
    {
        Dictionary<int, int> parents = ReadParents();
        List<SafeFileHandle> found = [];
        try
        {
            foreach (int pid in parents.Keys.Where(pid => LeadsTo(processIds, pid, id => parents.GetValueOrDefault(id))))
            {
                int fd = (int)Libc.syscall(Sys.SYS_pidfd_open, pid, 0, 0, 0, 0);
                if (fd < 0)
                {
                    int error = Marshal.GetLastPInvokeError();
                    if (error is Errno.EMFILE or Errno.ENFILE)
                    {
                        throw Errno.Failure("pidfd_open", string.Create(CultureInfo.InvariantCulture, $"{pid}"), error);
                    }

                    continue;
                }

                // As below: the pidfd holds whom the number names now.
                SafeFileHandle pidfd = LinuxHandle.Own(fd);
                found.Add(pidfd);
                if (!LeadsTo(processIds, pid, ParentOf))
                {
                    pidfd.Dispose();
                    _ = found.Remove(pidfd);
                }
            }
        }
        catch
        {
            found.ForEach(pidfd => pidfd.Dispose());
            throw;
        }

        return found;
    }

    /// <summary>Lists the processes below another.</summary>
    internal static List<int> ListBelow(int processId)
    {
        if (!s_tellsChildren)
        {
            Dictionary<int, int> parents = ReadParents();
            return [.. parents.Keys.Where(pid => LeadsTo([processId], pid, id => parents.GetValueOrDefault(id)))];
        }

        List<int> found = [.. ReadChildren(processId)];
        for (int i = 0; i < found.Count; i++)
        {
            found.AddRange(ReadChildren(found[i]));
        }

        return found;
    }

    /// <inheritdoc cref="ProcessTree.Kill"/>
    internal static bool Kill(SafeFileHandle process)
    {
        using HandleReference reference = new(process);
        return !HasEnded(process, timeout: 0)
            && Libc.syscall(Sys.SYS_pidfd_send_signal, reference.FileDescriptor, Sys.SIGKILL, 0, 0, 0) == 0;
    }

    /// <summary>Kills those that still run.</summary>
    /// <param name="pids">Who is meant.</param>
    /// <param name="isAll">Whether none is left that could not be killed.</param>
    private static List<SafeFileHandle> Kill(List<int> pids, out bool isAll)
    {
        List<SafeFileHandle> killed = [];
        isAll = true;
        foreach (int pid in pids)
        {
            int fd = (int)Libc.syscall(Sys.SYS_pidfd_open, pid, 0, 0, 0, 0);
            if (fd < 0)
            {
                isAll &= Marshal.GetLastPInvokeError() == Errno.ESRCH;
                continue;
            }

            // The number may have changed hands between the listing and the opening; the pidfd holds whom it names now.
            SafeFileHandle pidfd = LinuxHandle.Own(fd);
            bool isMeant = IsDescendant(pid) && !HasEnded(pidfd, timeout: 0);
            if (isMeant && Libc.syscall(Sys.SYS_pidfd_send_signal, pidfd.DangerousGetHandle(), Sys.SIGKILL, 0, 0, 0) == 0)
            {
                killed.Add(pidfd);
            }
            else
            {
                // Another user's (set-user-ID); or it ended in this moment.
                isAll &= !isMeant || HasEnded(pidfd, timeout: 0);
                pidfd.Dispose();
            }
        }

        return killed;
    }

    private static bool HasEnded(SafeFileHandle pidfd, int timeout)
    {
        pollfd one = new() { fd = (int)pidfd.DangerousGetHandle(), events = Sys.POLLIN };
        return RealPosix.poll(&one, 1, timeout) > 0;
    }

    /// <summary>The processes that this one, or its descendants, started; zombies among them.</summary>
    private static List<int> Descendants()
    {
        Dictionary<int, int> parents = ReadParents();
        return [.. parents.Keys.Where(pid => LeadsHere(pid, id => parents.GetValueOrDefault(id)))];
    }

    private static Dictionary<int, int> ReadParents()
    {
        Dictionary<int, int> parents = [];
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && ReadParent(directory) is { } parent)
            {
                parents[pid] = parent;
            }
        }

        return parents;
    }

    private static bool IsDescendant(int pid) => LeadsHere(pid, ParentOf);

    private static int ParentOf(int pid) => ReadParent($"/proc/{pid}") ?? 0;

    private static bool LeadsHere(int pid, Func<int, int> parentOf) => LeadsTo([Environment.ProcessId], pid, parentOf);

    private static bool LeadsTo(IReadOnlyCollection<int> ancestors, int pid, Func<int, int> parentOf)
    {
        for (int ancestor = parentOf(pid); ancestor > 1 || ancestors.Contains(ancestor); ancestor = parentOf(ancestor))
        {
            if (ancestors.Contains(ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The children that a process's threads have started; none if it is gone.</summary>
    private static List<int> ReadChildren(int pid) => ReadThreadsChildren($"/proc/{pid}/task");

    /// <summary>The children that threads have started.</summary>
    /// <param name="tasks">The directory that has one for each thread.</param>
    internal static List<int> ReadThreadsChildren(string tasks)
    {
        List<int> children = [];
        try
        {
            foreach (string thread in Directory.EnumerateDirectories(tasks))
            {
                // One that has ended since tells nothing; the others do.
                string text = LinuxControlGroup.ReadText($"{thread}/children");
                children.AddRange(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture)));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended, or it hides: what was found until then.
            return children;
        }

        return children;
    }

    /// <summary>The parent of a process; null for one that is gone, or not to be seen.</summary>
    /// <param name="directory">The process's, below /proc.</param>
    /// <exception cref="IOException">It cannot be known, as with too many open files: to take it for gone would be to overlook it.</exception>
    internal static int? ReadParent(string directory)
    {
        string text;
        try
        {
            text = File.ReadAllText($"{directory}/stat", Encoding.Latin1);
        }
        catch (Exception exception) when (ProcFailure.IsGone(exception) || exception is UnauthorizedAccessException)
        {
            // It ended while it was looked at; or it is another user's, and /proc shows no more than its number (hidepid=1).
            return null;
        }

        // "pid (name) state ppid ...": the name may hold anything, the last parenthesis ends it (proc(5)).
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ', 3);
        return int.Parse(fields[1], CultureInfo.InvariantCulture);
    }
}
