using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>The handles that this process was started with.</summary>
/// <remarks>
/// A descriptor that came through an exec is not close-on-exec; everything that this process opens itself is. So what was
/// there at the first use of this layer and survives an exec was inherited: by number, or as the parent's record says. Each
/// whose number is a value becomes a handle when it is first asked for, and inheritable, as it must have been. The others can be
/// no handles; they are left as they are, and go on to children that inherit everything.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class Inheritance
{
    private static readonly Lock s_lock = new();

    // Under s_lock: descriptors that were inherited and are no handles yet.
    private static readonly HashSet<int> s_unclaimed = [];
    private static volatile InheritanceRecord? s_record;

    /// <summary>What the parent told.</summary>
    internal static InheritanceRecord Record => s_record ?? Read();

    /// <summary>Makes the handles that the parent told of, once, before this process makes any of its own.</summary>
    internal static void Prepare() => _ = Record;

    /// <summary>Finds an inherited handle by its place in the table.</summary>
    /// <returns>The handle, or null if there is none.</returns>
    internal static HandleEntry? Find(int index)
    {
        Prepare();
        lock (s_lock)
        {
            int fileDescriptor = HandleValue.ToDescriptor(index);
            if (s_unclaimed.Remove(fileDescriptor) && IsStillThere(fileDescriptor))
            {
                return Adopt(fileDescriptor, new KnownEnds());
            }
        }

        // The record's are in the table by now, and so is what another thread was faster to adopt.
        return HandleTable.Look(index);
    }

    /// <summary>Makes handles of all that was inherited, for a child that shall inherit it too.</summary>
    /// <returns>The descriptors that were inherited and can be no handles, since their numbers are no values.</returns>
    internal static List<int> AdoptAll()
    {
        Prepare();
        lock (s_lock)
        {
            List<int> found = [.. s_unclaimed.Where(IsStillThere)];
            List<int> handles = found.FindAll(fileDescriptor => HandleValue.OfDescriptor(fileDescriptor) != 0);
            KnownEnds? ends = null;
            foreach (int fileDescriptor in handles)
            {
                ends ??= new KnownEnds();
                _ = Adopt(fileDescriptor, ends);
            }

            s_unclaimed.Clear();
            s_unclaimed.UnionWith(found.Except(handles));
            return [.. s_unclaimed];
        }
    }

    /// <summary>Whether a descriptor among 0 to 2 was inherited.</summary>
    internal static bool HasStandard(int fileDescriptor)
    {
        Prepare();
        lock (s_lock)
        {
            return s_unclaimed.Contains(fileDescriptor) || HandleTable.Look(HandleValue.OfDescriptor(fileDescriptor)) is not null;
        }
    }

    /// <summary>Whether a standard handle's value, as told, is borne out by its descriptor: it is that handle's, or there is nothing.</summary>
    internal static bool Confirms(int fileDescriptor, HANDLE value) =>
        (HandleTable.Look(HandleValue.ToIndex(value))?.StandardCopies & (1 << fileDescriptor)) > 0
            || !FileIdentity.TryGet(fileDescriptor, out _, out statx_t status)
            || ((status.stx_mode & Sys.S_IFMT) == Sys.S_IFCHR && status.stx_rdev_major == 1 && status.stx_rdev_minor == 3);

    private static InheritanceRecord Read()
    {
        lock (s_lock)
        {
            if (s_record is { } known)
            {
                return known;
            }

            HashSet<int> open = LinuxHandle.OpenDescriptors();
            s_unclaimed.UnionWith(open.Where(LinuxHandle.SurvivesExec));
            StandardDescriptors.FindCopies(open.Except(s_unclaimed));
            InheritanceRecord record = InheritanceRecord.Parse(Environment.GetEnvironmentVariable(InheritanceRecord.Variable));
            Environment.SetEnvironmentVariable(InheritanceRecord.Variable, null);
            _ = record.Handles.RemoveAll(handle => !Matches(handle));
            KnownEnds ends = new();
            foreach (RecordedHandle handle in record.Handles)
            {
                Take(handle, ends);
            }

            s_record = record;
            return record;
        }
    }

    private static bool Matches(RecordedHandle handle)
    {
        for (int copy = 0; copy < LinuxHandle.FirstOrdinary; copy++)
        {
            if ((handle.StandardCopies & (1 << copy)) != 0 && !Is(copy, handle.Identity))
            {
                return false;
            }
        }

        return Is(handle.FileDescriptor, handle.Identity);
    }

    private static bool Is(int fileDescriptor, FileIdentity identity) =>
        s_unclaimed.Contains(fileDescriptor) && FileIdentity.TryGet(fileDescriptor, out FileIdentity found, out _) && found == identity;

    private static void Take(RecordedHandle handle, KnownEnds ends)
    {
        _ = s_unclaimed.Remove(handle.FileDescriptor);
        for (int copy = 0; copy < LinuxHandle.FirstOrdinary; copy++)
        {
            if ((handle.StandardCopies & (1 << copy)) != 0)
            {
                _ = s_unclaimed.Remove(copy);
            }
        }

        KernelObject target = Descriptors.Identify(handle.FileDescriptor, handle.Kind, ends, out uint possible);
        uint access = handle.Access & possible;
        ends.Add(Put(new HandleEntry(HandleValue.ToIndex(new HANDLE(handle.Value)), handle.FileDescriptor, access, handle.Flags, target)
        {
            StandardCopies = handle.StandardCopies | Standard(handle.FileDescriptor),
        }));
    }

    /// <summary>Somebody may have closed it by other means, and the number may be a stranger's now: those are close-on-exec.</summary>
    private static bool IsStillThere(int fileDescriptor) => LinuxHandle.SurvivesExec(fileDescriptor);

    private static HandleEntry Adopt(int fileDescriptor, KnownEnds ends)
    {
        KernelObject target = Descriptors.Identify(fileDescriptor, RecordedHandle.Plain, ends, out uint access);
        HandleEntry entry = Put(new HandleEntry(HandleValue.OfDescriptor(fileDescriptor), fileDescriptor, access, Kernel32.HANDLE_FLAG_INHERIT, target)
        {
            StandardCopies = Standard(fileDescriptor),
        });
        ends.Add(entry);
        return entry;
    }

    private static HandleEntry Put(HandleEntry entry)
    {
        if (entry.FileDescriptor >= LinuxHandle.FirstOrdinary)
        {
            // The safe direction: from here on only a start that names it hands it on.
            _ = Libc.fcntl(entry.FileDescriptor, Sys.F_SETFD, Sys.FD_CLOEXEC);
        }

        return HandleTable.PutInherited(entry);
    }

    private static int Standard(int fileDescriptor) => fileDescriptor < LinuxHandle.FirstOrdinary ? 1 << fileDescriptor : 0;
}
