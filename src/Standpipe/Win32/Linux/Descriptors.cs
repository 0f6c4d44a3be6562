using System.Globalization;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>What an open descriptor is, as an object of the contract.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Descriptors
{
    private const int LinkSize = 256;
    private const string EventLink = "anon_inode:[eventfd]";
    private const string OldPidfdLink = "anon_inode:[pidfd]";
    private const string PidfdLink = "pidfd:";

    /// <summary>Tells what a descriptor is that was not made here.</summary>
    /// <param name="fileDescriptor">The descriptor; open.</param>
    /// <param name="kind">What its sender says of it (<see cref="RecordedHandle.Kind"/>).</param>
    /// <param name="known">The ends of pipes that have handles.</param>
    /// <param name="access">The rights that it carries at most.</param>
    /// <returns>The object: for an end of a pipe that has a handle here already, that handle's.</returns>
    internal static KernelObject Identify(int fileDescriptor, char kind, KnownEnds known, out uint access)
    {
        _ = FileIdentity.TryGet(fileDescriptor, out FileIdentity identity, out statx_t status);
        int type = status.stx_mode & Sys.S_IFMT;
        int mode = Libc.fcntl(fileDescriptor, Sys.F_GETFL, 0) & Sys.O_ACCMODE;
        if (type == Sys.S_IFIFO)
        {
            access = PipeAccess(mode);
            StreamObject end = known.Find(identity, access) ?? new StreamObject(StreamKind.Pipe) { Identity = identity };
            end.NoWait |= kind == RecordedHandle.NoWait;
            return end;
        }

        string link = Link(fileDescriptor);
        if (link == EventLink)
        {
            KernelObject target = kind switch
            {
                RecordedHandle.Plain => FindCounter(fileDescriptor) ?? new EventObject(manualReset: true),
                RecordedHandle.Mutex => new MutexObject(),
                RecordedHandle.Semaphore => SemaphoreObject.Inherited(),
                _ => new EventObject(kind != RecordedHandle.AutomaticEvent),
            };
            access = AccessRights.All(target);
            return target;
        }

        if (link == OldPidfdLink || link.StartsWith(PidfdLink, StringComparison.Ordinal))
        {
            access = AccessRights.Process;
            int id = ProcessId(fileDescriptor);
            return kind == RecordedHandle.Thread ? new ThreadObject(id, id) : ProcessObject.Foreign(id);
        }

        access = FileAccess(mode);
        return new StreamObject(type switch
        {
            Sys.S_IFSOCK => StreamKind.Socket,
            Sys.S_IFCHR => StreamKind.Character,
            _ => StreamKind.Disk,
        });
    }

    /// <summary>The rights that a child takes an inherited descriptor to carry when it is told nothing.</summary>
    internal static uint NaturalAccess(int fileDescriptor, KernelObject target)
    {
        int mode = Libc.fcntl(fileDescriptor, Sys.F_GETFL, 0) & Sys.O_ACCMODE;
        return target switch
        {
            StreamObject { Kind: StreamKind.Pipe } => PipeAccess(mode),
            StreamObject => FileAccess(mode),
            _ => AccessRights.All(target),
        };
    }

    /// <summary>Whether two descriptors are duplicates of each other, in whichever processes they were made.</summary>
    internal static bool AreSame(int first, int second) =>
        Libc.syscall(Sys.SYS_kcmp, Environment.ProcessId, Environment.ProcessId, Sys.KCMP_FILE, first, second) == 0;

    private static uint PipeAccess(int mode) =>
        (mode != Sys.O_WRONLY ? AccessRights.ReadEnd : 0) | (mode != Sys.O_RDONLY ? AccessRights.WriteEnd : 0);

    private static uint FileAccess(int mode) => AccessRights.MapFile(
        (mode != Sys.O_WRONLY ? Kernel32.GENERIC_READ : 0) | (mode != Sys.O_RDONLY ? Kernel32.GENERIC_WRITE : 0));

    /// <summary>The event, mutex or semaphore of a handle that is a duplicate of the descriptor: one that came back from a child, say.</summary>
    private static KernelObject? FindCounter(int fileDescriptor)
    {
        List<HandleEntry> all = HandleTable.UseAll();
        HandleEntry? found = all.Find(entry =>
            entry.Target is EventObject or MutexObject or SemaphoreObject && AreSame(entry.FileDescriptor, fileDescriptor));
        all.ForEach(entry => entry.EndUse());
        return found?.Target;
    }

    private static string Link(int fileDescriptor)
    {
        byte* target = stackalloc byte[LinkSize];
        fixed (byte* path = LinuxText.Path(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{fileDescriptor}")))
        {
            nint length = Libc.readlink(path, target, LinkSize);
            return length > 0 ? System.Text.Encoding.UTF8.GetString(target, (int)length) : string.Empty;
        }
    }

    /// <summary>The process that a pidfd is for, as fdinfo tells it: -1 once it is gone.</summary>
    private static int ProcessId(int pidfd)
    {
        foreach (string line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{pidfd}")))
        {
            if (line.StartsWith("Pid:", StringComparison.Ordinal))
            {
                return int.Parse(line.AsSpan(4), NumberStyles.Integer, CultureInfo.InvariantCulture);
            }
        }

        return -1;
    }
}
