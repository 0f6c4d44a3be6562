using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>A control group of version 2, a directory below the one that this process is in (cgroups(7)).</summary>
/// <remarks>
/// Processes have no other name there than their numbers. A number that is free comes again only after all others, so one that was just read is still that process's, or nobody's.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxControlGroup : ControlGroup
{
    private const uint DirectoryMode = 0x1ED;   // 0755, less the umask
    private const int EventsSize = 256;
    private const int RemovalRounds = 20;

    private const string Help =
        "GraphContainment.ControlGroup needs root, or a control group that was delegated to this user: systemd-run --user --scope -p Delegate=yes PROGRAM.";

    // How long those who are ending are waited for, until the next look.
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(100);

    private static int s_number;

    // Open from the beginning on: what may not be opened is found before anything starts.
    private readonly SafeFileHandle _outside;
    private readonly SafeFileHandle _processes;
    private readonly SafeFileHandle _kill;
    private readonly SafeFileHandle _events;

    private LinuxControlGroup(string directory, SafeFileHandle[] files)
    {
        Location = directory;
        _outside = files[0];
        _processes = files[1];
        _kill = files[2];
        _events = files[3];
    }

    /// <inheritdoc/>
    internal override string Location { get; }

    /// <summary>Makes one, if that can be.</summary>
    /// <param name="refusal">Why it cannot, and what would help.</param>
    /// <returns>The group, or null.</returns>
    internal static LinuxControlGroup? TryCreate(out IOException? refusal)
    {
        string? parent = ControlGroupPath.Locate(ReadText("/proc/self/mountinfo"), ReadText("/proc/self/cgroup"));
        if (parent is null || !Directory.Exists(parent))
        {
            refusal = new IOException(
                "GraphContainment.ControlGroup: no file system of type cgroup2 that shows this process's control group is mounted; mount -t cgroup2 none DIRECTORY, as root, would.");
            return null;
        }

        int error = Make(parent, out string directory);
        if (error != 0)
        {
            refusal = Refuse("mkdir", directory, error);
            return null;
        }

        LinuxControlGroup? group = TryOpen(parent, directory, out refusal);
        if (group is null)
        {
            _ = Remove(directory);
        }

        return group;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The first move after a while waits for a grace period of the kernel (a lock that makes forks fast), which takes milliseconds; those that follow take microseconds. This
    /// process is where it was, so its own move is none, but pays for that. It is also the first that shows whether processes may be moved at all.
    /// </remarks>
    internal override void Ready()
    {
        int error = Write(_outside, 0);
        if (error != 0)
        {
            throw Refuse("write", Path.Join(Path.GetDirectoryName(Location), "cgroup.procs"), error);
        }
    }

    /// <inheritdoc/>
    internal override void Catch(int processId) => _ = Write(_processes, processId);

    /// <inheritdoc/>
    internal override void Add(int processId)
    {
        int error = Write(_processes, processId);
        if (error is not 0 and not Errno.ESRCH)
        {
            throw Refuse("write", Path.Join(Location, "cgroup.procs"), error);
        }

        // Whom it started before that is outside, and may start more meanwhile; so again, until there is nobody new.
        HashSet<int> seen = [];
        bool found;
        do
        {
            found = false;
            foreach (int below in LinuxProcessTree.ListBelow(processId).Where(below => !Contains(below) && seen.Add(below)))
            {
                _ = Write(_processes, below);
                found = true;
            }
        }
        while (found);
    }

    /// <inheritdoc/>
    internal override void Kill() => _ = Write(_kill, 1);

    /// <inheritdoc/>
    internal override bool WaitUntilEmpty(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        using HandleReference reference = new(_events);
        while (IsPopulated())
        {
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            // It reports what has changed since it was last read through this descriptor.
            pollfd one = new() { fd = reference.FileDescriptor, events = Sys.POLLPRI };
            _ = RealPosix.poll(&one, 1, (int)Math.Ceiling(left.TotalMilliseconds));
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // In rounds, because one of them may have started another between the look and the move. A group that one of them has made and uses stays, and this with it.
        int round = 0;
        while (!TryRemove() && round++ < RemovalRounds)
        {
            MoveOut();
            if (!WaitUntilEmpty(s_moment) && ListGroups().Length > 0)
            {
                break;
            }
        }

        _outside.Dispose();
        _processes.Dispose();
        _kill.Dispose();
        _events.Dispose();
    }

    private static int Make(string parent, out string directory)
    {
        while (true)
        {
            // One of that name was left by a process that had this number, and was killed.
            directory = Path.Join(parent, string.Create(CultureInfo.InvariantCulture, $"standpipe-{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}"));
            fixed (byte* path = LinuxText.Path(directory))
            {
                int error = Libc.mkdir(path, DirectoryMode) == 0 ? 0 : Marshal.GetLastPInvokeError();
                if (error != Errno.EEXIST)
                {
                    return error;
                }
            }
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The group owns what is open.")]
    private static LinuxControlGroup? TryOpen(string parent, string directory, out IOException? refusal)
    {
        List<SafeFileHandle> files = [];
        (string Path, int Flags)[] names =
        [
            (Path.Join(parent, "cgroup.procs"), Sys.O_WRONLY),
            (Path.Join(directory, "cgroup.procs"), Sys.O_WRONLY),
            (Path.Join(directory, "cgroup.kill"), Sys.O_WRONLY),
            (Path.Join(directory, "cgroup.events"), Sys.O_RDONLY),
        ];
        foreach ((string name, int flags) in names)
        {
            int fd;
            int error;
            fixed (byte* path = LinuxText.Path(name))
            {
                fd = Libc.open(path, flags | Sys.O_CLOEXEC, 0);
                error = Marshal.GetLastPInvokeError();
            }

            if (fd < 0)
            {
                files.ForEach(file => file.Dispose());
                refusal = error == Errno.ENOENT && name.EndsWith(".kill", StringComparison.Ordinal)
                    ? new IOException("GraphContainment.ControlGroup: this kernel has no cgroup.kill, which came with Linux 5.14.")
                    : Refuse("open", name, error);
                return null;
            }

            files.Add(LinuxHandle.Own(fd));
        }

        refusal = null;
        return new LinuxControlGroup(directory, [.. files]);
    }

    private static IOException Refuse(string operation, string path, int error) =>
        error is Errno.EACCES or Errno.EPERM or Errno.EROFS or Errno.ENOENT
            ? new IOException($"{Errno.Failure(operation, $"'{path}'", error).Message} {Help}", error)
            : Errno.Failure(operation, $"'{path}'", error);

    /// <summary>Reads a file of the kernel's.</summary>
    /// <returns>Nothing if there is none, or it may not be read.</returns>
    internal static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A kernel without control groups has no such file, a process that is gone neither, and another user's may be hidden (hidepid).
            return string.Empty;
        }
    }

    /// <summary>Writes a number to a file of the group.</summary>
    /// <returns>0, or the error number.</returns>
    private static int Write(SafeFileHandle file, int number)
    {
        using HandleReference reference = new(file);
        byte[] text = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

        // SAFETY: the text is pinned for the call.
        fixed (byte* bytes = text)
        {
            nint result;
            do
            {
                result = RealPosix.write(reference.FileDescriptor, bytes, (nuint)text.Length);
            }
            while (result == -Errno.EINTR);
            return result < 0 ? (int)-result : 0;
        }
    }

    private static bool Remove(string directory)
    {
        fixed (byte* path = LinuxText.Path(directory))
        {
            return Libc.rmdir(path) == 0 || Marshal.GetLastPInvokeError() == Errno.ENOENT;
        }
    }

    /// <summary>Whether a process is in it, or in a group below it.</summary>
    private bool Contains(int processId) =>
        ControlGroupPath.Membership(ReadText($"/proc/{processId}/cgroup")) is { } name
        && $"{name}/".Contains($"/{Path.GetFileName(Location)}/", StringComparison.Ordinal);

    /// <summary>Moves all who are in it to where this process was.</summary>
    private void MoveOut()
    {
        string members = ReadText(Path.Join(Location, "cgroup.procs"));
        foreach (string line in members.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // 0 is one whose number this process has no way to see; written, it would mean this process.
            int member = int.Parse(line, CultureInfo.InvariantCulture);
            _ = member > 0 ? Write(_outside, member) : 0;
        }
    }

    private bool TryRemove()
    {
        if (!IsPopulated())
        {
            // Those below first: nobody is there to use them.
            foreach (string below in ListGroups().OrderByDescending(path => path.Length))
            {
                _ = Remove(below);
            }
        }

        return Remove(Location);
    }

    /// <summary>The groups that its processes made in it, and in those.</summary>
    private string[] ListGroups()
    {
        try
        {
            return Directory.GetDirectories(Location, "*", SearchOption.AllDirectories);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // One was removed meanwhile, or all of it; or a process has made one that only its user may look into.
            return [];
        }
    }

    /// <summary>Whether a process is in it, or below it. One that nobody has reaped yet does not count.</summary>
    private bool IsPopulated()
    {
        Span<byte> text = stackalloc byte[EventsSize];
        try
        {
            return text[..RandomAccess.Read(_events, text, 0)].IndexOf("populated 1"u8) >= 0;
        }
        catch (IOException)
        {
            // Somebody has removed it (ENODEV), which only an empty one lets be done.
            return false;
        }
    }
}
